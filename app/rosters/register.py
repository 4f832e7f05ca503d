"""The register as an import looks at it: the doors of a scope, found by key, by address and by who lives there."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from sys import intern
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.divisions.scope import Scope
from app.households.identity import door_key, normalise_address, normalise_name
from app.households.models import FORGOTTEN, Household, Resident
from app.rosters.doors import Door, Spot, codes_differ, may_be_one

OWN, RESIDENT, CONFLICT = "own", "resident", "conflict"

_COLUMNS = (
    "id", "door_key", "door_code", "division_code", "kind", "title", "householder", "phone", "id_number", "address",
    "lat", "lon", "residents_count", "note", "removed_on",
)  # fmt: skip


# The driver's rows are not all held beside ours.
_STREAMED = {"yield_per": 5_000}


@dataclass(slots=True)
class Lives:
    """A stored resident."""

    id: UUID
    name: str
    relation: str | None
    phone: str | None
    id_number: str | None


@dataclass(slots=True)
class Stored:
    """A door on the register."""

    id: UUID
    door_key: str
    door_code: str | None
    division_code: str
    kind: str
    title: str | None
    householder: str
    phone: str | None
    id_number: str | None
    address: str
    lat: float | None
    lon: float | None
    residents_count: int | None
    note: str | None
    removed_on: date | None
    residents: list[Lives] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """What it is told apart by, as Door.identity."""
        return normalise_name(self.title or self.householder)


class Register:
    """The doors of a scope, held in memory while a roster is compared with them."""

    def __init__(self, doors: Iterable[Stored]) -> None:
        self.by_id: dict[UUID, Stored] = {}
        self.by_key: dict[str, Stored] = {}
        self._by_spot: dict[Spot, list[Stored]] = defaultdict(list)
        for stored in doors:
            self.add(stored)

    def add(self, stored: Stored) -> None:
        """Let a door be found."""
        self.by_id[stored.id] = stored
        self.by_key[stored.door_key] = stored
        # Interned: a county has a hundred villages and a hundred thousand doors.
        spot = intern(stored.division_code[:12]), intern(stored.kind), normalise_address(stored.address)
        self._by_spot[spot].append(stored)

    def find(self, door: Door, claimed: Container[UUID] = ()) -> tuple[str, Stored] | None:
        """The stored door that this one is, lists somebody of, or may be; one not yet claimed if there is a choice."""
        there = self._by_spot.get(door.spot, [])
        named = [s for s in there if s.identity == door.identity and not codes_differ(s.door_code, door.door_code)]
        if named:
            return OWN, min(named, key=lambda s: (s.id in claimed, _unlike(door, s)))
        if door.door_code and (coded := self.by_key.get(door.key)):
            return self._by_code(door, coded, coded in there)
        if not door.has_head and len(there) == 1 and there[0].householder != FORGOTTEN:
            return OWN, there[0]
        for stored in there:
            if lives_in(door.householder, stored):
                return RESIDENT, stored
        # Of a door whose people were forgotten by order nobody can tell who lived there: somebody decides.
        forgotten = (s for s in there if s.householder == FORGOTTEN)
        maybe = (s for s in there if may_be_one(door, s.title, s.householder, s.door_code))
        return next(((CONFLICT, stored) for stored in chain(forgotten, maybe)), None)

    def _by_code(self, door: Door, coded: Stored, at_spot: bool) -> tuple[str, Stored]:
        if not door.has_head or coded.identity == door.identity:
            return OWN, coded
        if lives_in(door.householder, coded) and not door.people:
            return RESIDENT, coded
        # One of the two facts may change from one roster to the next; both at once is another home.
        return (OWN if at_spot else CONFLICT), coded

    def free_key(self, door: Door) -> str:
        """A key for a door of its own, although another may have the same 户号 or the same address and name."""
        if door.key not in self.by_key:
            return door.key
        plain = door.plain_key
        return next(key for key in chain((plain,), (f"{plain}~{n}" for n in count(2))) if key not in self.by_key)


def _unlike(door: Door, stored: Stored) -> tuple[bool, bool]:
    return stored.id_number != door.id_number, stored.phone != door.phone


def lives_in(name: str, stored: Stored) -> bool:
    """Whether somebody of that name is listed in the household."""
    plain = normalise_name(name)
    return any(normalise_name(resident.name) == plain for resident in stored.residents)


def key_after(stored: Stored) -> str:
    """The key a stored door should have, by what it is now."""
    return door_key(stored.division_code[:12], stored.kind, stored.door_code, stored.address, stored.identity)


def load_register(scope: Scope) -> Register:
    """All doors of a scope, with who lives there."""
    columns = [getattr(Household, name) for name in _COLUMNS]
    rows = db.session.execute(select(*columns).where(scope.holds(Household.division_code)), execution_options=_STREAMED)
    register = Register(Stored(*row) for row in rows)
    residents = (
        select(Resident.household_id, Resident.id, Resident.name, Resident.relation, Resident.phone, Resident.id_number)
        .join(Household, Household.id == Resident.household_id)
        .where(scope.holds(Household.division_code))
        .order_by(Resident.id)
    )
    for household_id, *person in db.session.execute(residents, execution_options=_STREAMED):
        register.by_id[household_id].residents.append(Lives(*person))
    return register
