"""Taking the doors of a judged roster into the register: decided door by door, written in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from app.codes import NO_GRID
from app.db import db, new_id
from app.divisions.models import Division
from app.divisions.operations import find_grid, make_grid
from app.households.identity import normalise_name
from app.rosters.differences import find_person, new_people, new_place, news
from app.rosters.doors import Door, Person
from app.rosters.register import OWN, RESIDENT, Lives, Register, Stored, key_after

# What a case may be matched by, now and as it was.
_TOLD_APART_BY = ("householder", "title", "phone", "id_number", "address")


class Taking:
    """What a commit will write: kept apart from the writing, so that each is simple."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.new: list[Stored] = []
        self.changed: dict[UUID, Stored] = {}
        # Who a door was registered as, of those that are registered otherwise now.
        self.former: dict[UUID, dict[str, object]] = {}
        self.new_residents: list[tuple[UUID, Lives]] = []
        self.changed_residents: dict[UUID, Lives] = {}
        self.moves: dict[str, list[UUID]] = defaultdict(list)
        self._by_row: dict[int, Stored] = {}
        self._claimed: set[UUID] = set()
        self._fresh: set[UUID] = set()
        self._grids: dict[tuple[str, str], str] = {}

    def take(self, door: Door, verdict: str) -> None:
        """Add the door or bring it up to date. The register may have moved on since the preview: it is asked again."""
        how, stored = self.register.find(door, self._claimed) or ("", None)
        if stored and how == OWN and stored.id not in self._claimed:
            self._claim(door, stored)
            if not stored.removed_on:
                self._update(door, stored)
        elif verdict != "same" and how != RESIDENT:
            self._add(door)

    def merge(self, door: Door, household_id: str | None, row_no: int | None) -> None:
        """Take the row as part of the door it was said to be one with."""
        if household_id is not None:
            stored = self.register.by_id.get(UUID(household_id))
            if stored is None or stored.removed_on:
                self.take(door, "merge")
            else:
                self._claim(door, stored)
                self._update(door, stored, merged=True)
        elif row_no in self._by_row:
            self._join(door, self._by_row[row_no])
        else:
            self.take(door, "merge")

    def _claim(self, door: Door, stored: Stored) -> None:
        self._claimed.add(stored.id)
        self._by_row[door.row_no] = stored

    def _add(self, door: Door) -> None:
        stored = Stored(
            id=new_id(),
            door_key=self.register.free_key(door),
            door_code=door.door_code,
            division_code=self._place(door),
            kind=door.kind,
            title=door.title,
            householder=door.householder,
            phone=door.phone,
            id_number=door.id_number,
            address=door.address,
            lat=door.lat,
            lon=door.lon,
            residents_count=door.residents_count,
            note=door.note,
            removed_on=None,
        )
        self.new.append(stored)
        self._fresh.add(stored.id)
        self.register.add(stored)
        self._claim(door, stored)
        self._settle(stored, door.people)

    def _update(self, door: Door, stored: Stored, *, merged: bool = False) -> None:
        if found := news(door, stored):
            # What fills a blank replaces nothing.
            if any(name in found and getattr(stored, name) for name in _TOLD_APART_BY):
                was = {name: getattr(stored, name) for name in _TOLD_APART_BY}
                self.former.setdefault(stored.id, {"merged": merged, **was})
            for name, said in found.items():
                setattr(stored, name, said)
            self._rekey(stored)
            self._touch(stored)
        added, changed = new_people(door, stored)
        for known, person in changed:
            self._refresh(known, person)
        if added or changed:
            self._touch(stored)
        self._settle(stored, added)
        if new_place(door, stored) and (target := self._place(door)) != stored.division_code:
            self.moves[target].append(stored.id)

    def _join(self, door: Door, stored: Stored) -> None:
        """Two rows of one roster for one door: the first stands, the second fills its blanks and is listed."""
        same_person = door.identity == stored.identity
        for name in ("phone", "id_number", "title", "note", "door_code") if same_person else ("title", "door_code"):
            if getattr(stored, name) is None:
                setattr(stored, name, getattr(door, name))
        own = [] if same_person else [Person(door.householder, None, door.phone, door.id_number)]
        people = [person for person in door.people or own if find_person(person, stored.residents) is None]
        self._settle(stored, people)
        self._touch(stored)

    def _settle(self, stored: Stored, people: Iterable[Person]) -> None:
        for person in people:
            lives = Lives(new_id(), person.name, person.relation, person.phone, person.id_number)
            stored.residents.append(lives)
            self.new_residents.append((stored.id, lives))
            stored.residents_count = max(stored.residents_count or 0, len(stored.residents))

    def _refresh(self, known: Lives, person: Person) -> None:
        for name in ("name", "relation", "phone", "id_number"):
            if (said := getattr(person, name)) is not None:
                setattr(known, name, said)
        self.changed_residents[known.id] = known

    def _touch(self, stored: Stored) -> None:
        if stored.id not in self._fresh:
            self.changed[stored.id] = stored

    def _rekey(self, stored: Stored) -> None:
        """The key follows what the door now is, unless another door has that key."""
        key = key_after(stored)
        if key not in self.register.by_key:
            del self.register.by_key[stored.door_key]
            stored.door_key = key
            self.register.by_key[key] = stored

    def _place(self, door: Door) -> str:
        if door.grid_code:
            return door.grid_code
        return self._grid(door.village, door.new_grid) if door.new_grid else door.village + NO_GRID

    def _grid(self, village: str, name: str) -> str:
        """The village's grid of that name, cut now if there is none."""
        known = village, normalise_name(name)
        if known not in self._grids:
            grid = find_grid(village, name) or make_grid(db.session.get_one(Division, village), name)
            self._grids[known] = grid.code
        return self._grids[known]
