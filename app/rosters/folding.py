"""Rows to doors: one row per household as it is, one row per person folded under the householder (pure)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.households.identity import normalise_address, normalise_code, normalise_name
from app.rosters.doors import Door, Person
from app.rosters.entries import Entry

_HEADS = re.compile(r"^(户主|本人|本人或户主|户主本人|01|1)$")

Group = tuple[str, str, str]


@dataclass(slots=True)
class Fold:
    """The rows of one door: the householder's, and those of the others."""

    head: Entry
    members: list[Entry] = field(default_factory=list)
    has_head: bool = True


def households(entries: Iterable[Entry]) -> list[Fold]:
    """One row per household."""
    return [Fold(entry) for entry in entries]


def persons(entries: Iterable[Entry]) -> list[Fold]:
    """One row per person: together by 户号, else by address; each householder begins a household."""
    groups: dict[Group, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_group(entry)].append(entry)
    folds = [fold for group in groups.values() for fold in _fold(group)]
    return sorted(folds, key=lambda fold: fold.head.row_no)


def _group(entry: Entry) -> Group:
    together = f"#{normalise_code(entry.door_code)}" if entry.door_code else normalise_address(entry.address)
    return entry.place.village, entry.kind, together


def _fold(group: list[Entry]) -> Iterator[Fold]:
    heads = [entry for entry in group if is_head(entry)]
    first = heads[0] if heads else group[0]
    fold = Fold(first, has_head=bool(heads) or _stands_alone(first))
    # Members listed above their householder belong to the first one of the group.
    for entry in group:
        if entry is first:
            continue
        if is_head(entry) or _stands_alone(entry):
            yield fold
            fold = Fold(entry)
        else:
            fold.members.append(entry)
    yield fold


def is_head(entry: Entry) -> bool:
    """Whether the row is the householder's own."""
    if entry.relation:
        return bool(_HEADS.match(entry.relation.replace(" ", "")))
    return bool(entry.head_name) and normalise_name(entry.head_name or "") == normalise_name(entry.name)


def _stands_alone(entry: Entry) -> bool:
    """Whether nothing says that the person belongs to a household: neither relation, nor householder, nor 户号."""
    return not (entry.relation or entry.head_name or entry.door_code)


def door_of(fold: Fold, by_person: bool) -> Door:
    """The door that the sound rows of a fold make."""
    head = fold.head
    people = [_person(entry) for entry in (head, *fold.members)] if by_person else []
    return Door(
        row_no=head.row_no,
        village=head.place.village,
        grid_code=head.place.grid_code,
        new_grid=head.place.new_grid,
        kind=head.kind,
        title=head.title,
        householder=head.head_name or head.name,
        door_code=head.door_code,
        id_number=head.id_number,
        phone=head.phone,
        address=head.address,
        lat=head.lat,
        lon=head.lon,
        residents_count=len(people) or head.residents_count,
        note=head.note,
        people=people,
        has_head=fold.has_head,
    )


def _person(entry: Entry) -> Person:
    return Person(entry.name, entry.relation, entry.phone, entry.id_number)
