"""What became of a home over time, as far as the register knows: moved, renamed, merged, left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from app import clock
from app.cases.facts import registered
from app.cases.left_out import LeftOut, left_out, was_ended
from app.cases.lines import Move, ended_by, moves_of
from app.cases.stretches import A_MINUTE, Order, Stretch
from app.codes import NO_GRID
from app.db import db
from app.divisions.models import Division
from app.exports.lists import REASONS
from app.households.models import Exclusion, FormerHousehold, Household, Placement
from app.people.models import User

_PARTS = {"householder": "户主", "title": "名称", "address": "地址"}
_NUMBERS = {"phone": "电话", "id_number": "身份证号"}


@dataclass(frozen=True)
class Happening:
    """Something that became of a home; the register knows most of it by days."""

    at: datetime
    what: str
    said: str
    order: Order


class Life:
    """One home beside one case."""

    def __init__(self, household: Household, case: Stretch) -> None:
        self.household, self._case = household, case
        former = select(FormerHousehold).where(
            FormerHousehold.household_id == household.id, FormerHousehold.of_resident.is_(False)
        )
        self._former = list(db.session.scalars(former.order_by(FormerHousehold.until, FormerHousehold.id)))
        places = select(Placement).where(Placement.household_id == household.id)
        self._places = list(db.session.scalars(places.order_by(Placement.from_on, Placement.until_on)))

    def then(self, name: str) -> str | None:
        """What it was registered as when the case happened; each that it was within the case's time."""
        line: list[Household | FormerHousehold] = [*self._former, self.household]
        begun = next(
            n for n, one in enumerate(line) if one is self.household or self._former[n].until > self._case.start
        )
        ended = next(
            n for n, one in enumerate(line) if one is self.household or self._former[n].until >= self._case.end
        )
        said = list(dict.fromkeys(getattr(one, name) for one in line[begun : ended + 1]))
        return (
            said[0] if len(said) == 1 else f"{'或'.join(one or '无' for one in said)}（案发期间登记有变更，说不清先后）"
        )

    @property
    def place_name(self) -> str:
        """The villages and grids where it stood on the case's days: of a move only the day is known."""
        codes = list(dict.fromkeys(one.division_code for one in self._stood))
        names, is_one_day = _names(codes), self._days[0] == self._days[1]
        said = "或".join(names[code] for code in codes)
        return f"{said}（案发{'当天' if is_one_day else '期间'}迁移，说不清先后）" if len(codes) > 1 else said

    @property
    def _days(self) -> tuple[date, date]:
        return clock.day_of(self._case.start), clock.day_of(self._case.end - A_MINUTE)

    @property
    def _stood(self) -> Sequence[Placement]:
        """Where it may have stood; before it was registered, where it stood first."""
        first, last = self._days
        lasted = [one for one in self._places if one.from_on < one.until_on]
        return [one for one in lasted if one.from_on <= last and one.until_on >= first] or self._places[:1]

    def happenings(self) -> list[Happening]:
        """All of it, in order of time."""
        return sorted((*self._moves(), *self._renamings(), *self._exclusions()), key=lambda one: one.at)

    def _moves(self) -> Iterator[Happening]:
        lasted = [place for place in self._places if place.from_on < place.until_on]
        names = _names([place.division_code for place in lasted])
        if lasted:
            yield self._came(lasted[0], f"登记在{names[lasted[0].division_code]}")
        for old, new in pairwise(lasted):
            if old.division_code != new.division_code:
                said = f"由{names[old.division_code]}迁到{names[new.division_code]}"
                yield self._on(new.from_on, "moved", said)

    def _renamings(self) -> Iterator[Happening]:
        line: Sequence[Household | FormerHousehold] = [*self._former, self.household]
        moves = moves_of([self.household.id]).get(self.household.id, [])
        ended = ended_by(moves, [one.until for one in self._former])
        for place, (was, became) in enumerate(zip(self._former, line[1:], strict=True)):
            parts = [
                f"{word} {getattr(was, name) or '无'} → {getattr(became, name) or '无'}"
                for name, word in _PARTS.items()
                if getattr(was, name) != getattr(became, name)
            ]
            parts += [f"{word}有变化" for name, word in _NUMBERS.items() if getattr(was, name) != getattr(became, name)]
            what = "merged" if was.merged else "renamed"
            said = f"{_why(was, ended.get(place))}：" + "，".join(parts)
            yield Happening(was.until, what, said, self._order(was.until, was.until))

    def _exclusions(self) -> Iterator[Happening]:
        query = select(Exclusion).where(Exclusion.household_id == self.household.id, Exclusion.state == "approved")
        for one in db.session.scalars(query.order_by(Exclusion.id)):
            if (known := left_out(one)) is None:
                continue
            at, ended = known.sure.start, was_ended(one)
            said = f"批准剔除（{REASONS[one.reason]}），{'原定' if ended else ''}到 {one.expires_on.isoformat()} 止"
            yield Happening(at, "excluded", said, self._order(at, at))
            if ended:
                yield self._readmitted(one, known)

    def _readmitted(self, one: Exclusion, known: LeftOut) -> Happening:
        """Who ended it and at which moment; of one from before that was kept, on which day."""
        earliest, latest = known.sure.end, known.longest.end
        if one.ended_at is None or one.ended_by is None:
            said = f"剔除（{REASONS[one.reason]}）当天提前结束，几点、由谁没有记录"
            return Happening(max(earliest, known.sure.start), "readmitted", said, self._order(earliest, latest))
        by = db.session.get_one(User, one.ended_by).name
        said = f"提前结束剔除（{REASONS[one.reason]}），{clock.local(one.ended_at):%H:%M} 由 {by} 结束"
        return Happening(earliest, "readmitted", said, self._order(earliest, latest))

    def _came(self, first: Placement, said: str) -> Happening:
        """At an instant where that is known."""
        at = next(registered(self._places)).start
        if at == clock.start_of(first.from_on):
            return self._on(first.from_on, "registered", said)
        return Happening(at, "registered", said, self._order(at, at))

    def _on(self, day: date, what: str, said: str) -> Happening:
        """Of something that is known by its day, the whole day counts."""
        return Happening(clock.start_of(day), what, said, self._order(clock.start_of(day), clock.end_of(day)))

    def _order(self, earliest: datetime, latest: datetime) -> Order:
        if latest <= self._case.start:
            return "before"
        return "after" if earliest >= self._case.end else "unclear"


def _why(was: FormerHousehold, move: Move | None) -> str:
    """Why a home was registered otherwise from then on."""
    if move:
        return f"换了住户（网格员 {clock.local(move.proposed_at):%Y-%m-%d %H:%M} 上报，这时确认）"
    return "与另一户合并" if was.merged else "登记有变更"


def _names(codes: Sequence[str]) -> dict[str, str]:
    """Villages and grids by where doors stand."""
    wanted = {part for code in codes for part in (code, code[:12])}
    known: dict[str, Any] = dict(
        db.session.execute(select(Division.code, Division.name).where(Division.code.in_(wanted))).tuples().all()
    )
    return {
        code: known.get(code[:12], code[:12]) + ("" if code.endswith(NO_GRID) else known.get(code, ""))
        for code in codes
    }
