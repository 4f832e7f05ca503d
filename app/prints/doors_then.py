"""The homes of slips as they were on the register when each was visited: what was signed is never printed with the names of later."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.codes import at_level
from app.db import db
from app.divisions.models import Division
from app.households.models import Household
from app.households.then import Row, Then
from app.visits.models import Visit

_CHANGED = "（走访前后登记有变更，说不清先后）"


class Door(NamedTuple):
    """A home as it is printed on a slip."""

    household: str
    address: str
    kind: str
    now: str  # as it is registered now, where that is something else


class Doors:
    """Some homes, with the names of the places where they stand and stood."""

    def __init__(self, homes: Sequence[Household]) -> None:
        self._homes, self._then = {home.id: home for home in homes}, Then(homes)
        self.names = _names([home.division_code for home in homes] + self._then.codes())

    def when_visited(self, visit: Visit) -> Door:
        """Each that it may have been, where it changed within the time of the visit."""
        home, made = self._homes[visit.household_id], (visit.household_id, visit.earliest_at, visit.latest_at)
        who, where = self._then.who(*made), self._then.where(*made)
        household = _either([_called(one) for one in who])
        # A home without any dated place stands where it stands.
        places = dict.fromkeys(map(self._place, [one.division_code for one in where] or [home.division_code]))
        gap = " " if len(places) > 1 else ""
        address = _either([f"{'或'.join(places)}{gap}{one.address}" for one in who], is_sure=not gap)
        kind = where[-1].kind if where else home.kind
        now = _called(home), f"{self._place(home.division_code)}{home.address}"
        return Door(household, address, kind, "" if now == (household, address) else "，".join(now))

    def _place(self, code: str) -> str:
        return f"{self.names.get(at_level(code, 'town'), '')}{self.names.get(code[:12], '')}"


def _called(one: Row) -> str:
    return f"{one.title}（{one.householder}）" if one.title else one.householder


def _either(said: Iterable[str], *, is_sure: bool = True) -> str:
    several = list(dict.fromkeys(said))
    return "或".join(several) + ("" if is_sure and len(several) == 1 else _CHANGED)


def _names(codes: Iterable[str]) -> dict[str, str]:
    wanted = {at_level(code, level) for code in codes for level in ("town", "village")}
    return dict(
        db.session.execute(select(Division.code, Division.name).where(Division.code.in_(wanted))).tuples().all()
    )
