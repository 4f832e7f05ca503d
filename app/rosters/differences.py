"""What a roster says differently from the register, or from another of its own rows."""

from app.households.identity import normalise_address, normalise_name
from app.rosters.doors import Door, Person
from app.rosters.register import Lives, Stored

WORDS = {
    "householder": "户主",
    "title": "名称",
    "door_code": "户号",
    "id_number": "身份证号",
    "phone": "电话",
    "address": "地址",
    "residents_count": "人数",
    "note": "备注",
    "lat": "位置",
    "lon": "位置",
    "grid": "网格",
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


def changed_words(door: Door, stored: Stored) -> list[str]:
    """What would change, in words and in order."""
    names = list(news(door, stored))
    if new_place(door, stored):
        names.append("grid")
    if any(new_people(door, stored)):
        names.append("people")
    return list(dict.fromkeys(WORDS[name] for name in names))


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
