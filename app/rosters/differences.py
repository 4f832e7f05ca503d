"""What a roster says differently from the register, or from another of its own rows."""

import re
from collections.abc import Callable

from app.households.identity import normalise_address, normalise_name
from app.rosters.doors import Door, Person
from app.rosters.register import Lives, Stored

# All but the last four digits.
_LONG_NUMBER = re.compile(r"\d{3,}(?=\d{4})")
_MOST = 60

WORDS = {
    "householder": "户主",
    "title": "名称",
    "door_code": "户号",
    "id_number": "身份证号",
    "phone": "电话",
    "address": "地址",
    "residents_count": "人数",
    "note": "备注",
    "people": "家庭成员",
}


def news(door: Door, stored: Stored) -> dict[str, object]:
    """The fields of a stored door that change, with their new values; a blank never erases anything."""
    if not door.has_head and door.identity != stored.identity:
        return {}
    found: dict[str, object] = {}
    for name in ("householder", "title", "door_code", "id_number", "phone", "note", "lat", "lon"):
        said = getattr(door, name)
        if said is not None and said != getattr(stored, name):
            found[name] = said
    if normalise_address(door.address) != normalise_address(stored.address):
        found["address"] = door.address
    if not door.people and door.residents_count not in (None, stored.residents_count):
        found["residents_count"] = door.residents_count
    return found


def new_place(door: Door, stored: Stored) -> bool:
    """Whether the roster puts the door into another grid; a roster without grids moves nothing."""
    return bool(door.new_grid) or door.grid_code not in (None, stored.division_code)


def new_people(door: Door, stored: Stored) -> tuple[list[Person], list[tuple[Lives, Person]]]:
    """Who is not listed yet, and who is listed with other details. Nobody is struck off: rosters come in parts."""
    added, changed = [], []
    for person in door.people:
        known = find_person(person, stored.residents)
        if known is None:
            added.append(person)
        elif _differs(person, known):
            changed.append((known, person))
    return added, changed


def find_person(person: Person, residents: list[Lives]) -> Lives | None:
    """The listed resident of the same ID number, or else of the same name."""
    for resident in residents:
        if person.id_number and resident.id_number == person.id_number:
            return resident
    plain = normalise_name(person.name)
    return next((r for r in residents if normalise_name(r.name) == plain and _may_be(person, r)), None)


def _may_be(person: Person, resident: Lives) -> bool:
    return not (person.id_number and resident.id_number)


def _differs(person: Person, known: Lives) -> bool:
    return any(
        getattr(person, name) not in (None, getattr(known, name)) for name in ("name", "relation", "phone", "id_number")
    )


def changes_said(door: Door, stored: Stored, name_of: Callable[[str], str]) -> list[str]:
    """What would change, in words and in order: the old and the new. Numbers by their end: not all may see them."""
    found = news(door, stored)
    said = [_change(name, getattr(stored, name), new) for name, new in found.items() if name not in ("lat", "lon")]
    if {"lat", "lon"} & found.keys():
        said.append("位置有变化")
    if new_place(door, stored):
        target = door.new_grid or name_of(door.grid_code or "")
        said.append(f"网格 {name_of(stored.division_code)} → {target}")
    added, changed = new_people(door, stored)
    for word, names in (("家庭成员增加", [p.name for p in added]), ("家庭成员更新", [p.name for _, p in changed])):
        if names:
            said.append(f"{word} {'、'.join(names)}")
    return said


def _change(name: str, old: object, new: object) -> str:
    if name in ("phone", "id_number"):
        return f"{WORDS[name]}有变化（尾号 {_end(old)} → {_end(new)}）"
    return f"{WORDS[name]} {_brief(old)} → {_brief(new)}"


def _end(number: object) -> str:
    return str(number)[-4:] if number else "无"


def _brief(value: object) -> str:
    """Other telephone numbers stand in the note: of those too only the end."""
    text = "无" if value in (None, "") else _LONG_NUMBER.sub("…", str(value))
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def unlike_words(door: Door, other: Door) -> list[str]:
    """In what two rows of one roster differ."""
    names = [
        name
        for name in ("householder", "title", "id_number", "phone", "residents_count", "note", "people")
        if getattr(door, name) != getattr(other, name)
    ]
    if door.spot != other.spot:
        names.append("address")
    return list(dict.fromkeys(WORDS[name] for name in names))
