"""Where every door of a county stands and in which state, in arrays: what tiles are cut from.

Fetching fifty thousand doors for each tile takes far longer than drawing them. So a process reads them once, in
Z-order, and from then on follows the change log as a phone does: only doors that something happened to are read again.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from threading import Lock
from typing import Any, Self
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, select

from app import problems
from app.changes import Change, Head, follows, head
from app.coverage.mercator import Whole, morton, steps
from app.db import db, id_text
from app.divisions.scope import Scope
from app.households.counting import parts_of
from app.households.models import KINDS, Household, Standing
from app.visits.doors import Wanted

# More changes than these are quicker read anew.
_MOST_CHANGES = 5_000
# Rows a round.
_ROUND = 20_000
# What a door may change without going anywhere.
_CHANGING = ("division", "kind", "state")
# Days and campaigns that are kept at hand: today's, and some that somebody slides through.
_KEPT = 4
# A million doors are read in some seconds.
_PATIENCE_S = 20

Ids = NDArray[np.uint64]


@dataclass(frozen=True)
class Doors:
    """Doors side by side, in Z-order of where they stand."""

    ids: Ids  # two to a door: the halves of its UUID
    place: Whole  # the number in Z-order
    x: Whole
    y: Whole
    division: NDArray[np.int64]  # the 15 digits of its grid
    kind: NDArray[np.int8]  # by its place in KINDS
    state: NDArray[np.int8]  # by its place in STATES

    def where(self, chosen: Any) -> Self:
        """Those that a mask, a slice or an order chooses."""
        return type(self)(*(getattr(self, column.name)[chosen] for column in fields(self)))

    def stretch(self, first: int, last: int) -> Self:
        """Those of one stretch in Z-order, both ends included."""
        ends = np.array([first, last], np.uint64)
        start, end = np.searchsorted(self.place, ends[0]), np.searchsorted(self.place, ends[1], side="right")
        return self.where(slice(start, end))

    def within(self, scope: Scope, kind: str | None) -> Self:
        """Those of a scope and a kind."""
        inside = np.zeros(len(self.place), bool)
        for prefix in scope.prefixes:
            inside |= (self.division >= int(prefix.ljust(15, "0"))) & (self.division <= int(prefix.ljust(15, "9")))
        return self.where(inside & (self.kind == KINDS.index(kind)) if kind else inside)

    def uuids(self) -> list[UUID]:
        """Who they are."""
        return [UUID(int=(int(high) << 64) | int(low)) for high, low in self.ids]


class DoorMap:
    """The doors with a position, of one campaign on one day."""

    def __init__(self, campaign_id: UUID, on: date) -> None:
        self._campaign_id, self._on = campaign_id, on
        self._lock = Lock()
        self._heard: Head | None = None
        self._doors = _sorted([])
        self._by_id = np.argsort(self._doors.ids[:, 1])

    def doors(self) -> Doors:
        """All of them as they stand now. No array is ever changed: whoever reads one goes on reading it.

        One thread reads, and the others wait for what it reads; not for ever, or a cold start would hold every thread
        that a process has. Raises busy.
        """
        if not self._lock.acquire(timeout=_PATIENCE_S):
            raise problems.busy()
        try:
            now = head()
            if now != self._heard:
                changed = self._changed_until(now)
                if changed is None:
                    self._take(self._read())
                elif changed:
                    self._follow(_ids([one.hex for one in changed]), self._read(changed))
                self._heard = now
            return self._doors
        finally:
            self._lock.release()

    def _changed_until(self, now: Head) -> list[UUID] | None:
        """Which doors something happened to since; None when too many, or when all must be read anyway."""
        if self._heard is None or not follows(self._heard):
            return None
        since = select(Change.entity_id).where(Change.seq > self._heard.seq, Change.seq <= now.seq)
        doors = since.where(Change.kind == "household").distinct()
        found = db.session.scalars(doors.limit(_MOST_CHANGES + 1)).all()
        return None if len(found) > _MOST_CHANGES else [UUID(one) for one in found]

    def _read(self, ids: Sequence[UUID] | None = None) -> Doors:
        query: Select[Any] = (
            select(id_text(Household.id), Household.lat, Household.lon, Standing.counted_as)
            .join(Standing, Standing.household_id == Household.id)
            .where(
                Household.lat.is_not(None),
                Household.lon.is_not(None),
                Standing.campaign_id == self._campaign_id,
                Standing.from_on <= self._on,
                Standing.until_on > self._on,
            )
        )
        if ids is not None:
            query = query.where(Household.id.in_(ids))
        result = db.session.connection().execute(query.execution_options(yield_per=_ROUND))
        # A round at a time: a million rows of Python's would take ten times the memory of the arrays.
        return _sorted([_arrays(rows) for rows in result.partitions()])

    def _take(self, doors: Doors) -> None:
        self._doors, self._by_id = doors, np.argsort(doors.ids[:, 1])

    def _follow(self, changed: Ids, new: Doors) -> None:
        before, at = self._doors, self._found(new.ids)
        if len(new.ids) == len(changed) and (at >= 0).all() and (before.place[at] == new.place).all():
            # Nothing came, went or moved: what a visit does, a thousand times a day.
            written = {name: _written(getattr(before, name), at, getattr(new, name)) for name in _CHANGING}
            self._doors = replace(before, **written)
            return
        stale = self._found(changed)
        rest = np.delete(np.arange(len(before.ids)), stale[stale >= 0])
        both = _joined([before.where(rest), new])
        self._take(both.where(np.argsort(both.place, kind="stable")))

    def _found(self, ids: Ids) -> NDArray[np.int64]:
        """Where in the arrays these doors are; -1 for one that is not."""
        known = self._doors.ids
        if not len(known):
            return np.full(len(ids), -1)
        at = self._by_id[np.searchsorted(known[:, 1], ids[:, 1], sorter=self._by_id).clip(max=len(known) - 1)]
        return np.where((known[at] == ids).all(axis=1), at, -1)


class DoorMaps:
    """What one server process keeps at hand."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._maps: OrderedDict[tuple[UUID, date], DoorMap] = OrderedDict()

    def of(self, wanted: Wanted) -> DoorMap:
        """The map of a campaign on a day."""
        key = (wanted.campaign_id, wanted.on)
        with self._lock:
            if key not in self._maps:
                self._maps[key] = DoorMap(*key)
            self._maps.move_to_end(key)
            while len(self._maps) > _KEPT:
                self._maps.popitem(last=False)
            return self._maps[key]


def _arrays(rows: Sequence[Row[Any]]) -> Doors:
    ids, lat, lon, counted_as = zip(*rows, strict=True) if rows else ((),) * 4
    x, y = steps(np.array(lat, float), np.array(lon, float))
    division, kind, state = parts_of(np.array(counted_as, np.int64))
    return Doors(_ids(ids), morton(x, y), x, y, division, kind.astype(np.int8), state.astype(np.int8))


def _sorted(parts: Sequence[Doors]) -> Doors:
    found = _joined(parts or [_arrays([])])
    return found.where(np.argsort(found.place, kind="stable"))


def _joined(parts: Sequence[Doors]) -> Doors:
    return Doors(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Doors)))


def _ids(digits: Sequence[str]) -> Ids:
    halves = np.frombuffer(bytes.fromhex("".join(digits)), ">u8").astype(np.uint64)
    return halves.reshape(-1, 2)


def _written(before: NDArray[Any], at: NDArray[np.int64], values: NDArray[Any]) -> NDArray[Any]:
    after = before.copy()
    after[at] = values
    return after
