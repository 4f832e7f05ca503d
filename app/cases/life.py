"""What became of a home over time, as far as the register knows: moved, renamed, merged, left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from app import clock
from app.cases.answer import Order, Stretch
from app.cases.facts import registered
from app.codes import NO_GRID
from app.db import db
from app.divisions.models import Division
from app.exports.lists import REASONS
from app.households.models import Exclusion, FormerHousehold, Household, Placement

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
        former = select(FormerHousehold).where(FormerHousehold.household_id == household.id)
        self._former = list(db.session.scalars(former.order_by(FormerHousehold.until, FormerHousehold.id)))
        places = select(Placement).where(Placement.household_id == household.id)
        self._places = list(db.session.scalars(places.order_by(Placement.from_on, Placement.until_on)))

    @property
    def then(self) -> Household | FormerHousehold:
        """Who it was registered as when the case began."""
        return next((was for was in self._former if was.until > self._case.start), self.household)

    @property
    def stood_in(self) -> str:
        """Where it stood when the case began; before it was registered, where it stood first."""
        day = clock.day_of(self._case.start)
        stood = [place for place in self._places if place.from_on <= day and place.from_on < place.until_on]
        return (stood or self._places)[-1 if stood else 0].division_code

    @property
    def place_name(self) -> str:
        """The village and grid where it stood then; both where it moved on that very day, of which no hour is known."""
        day = clock.day_of(self._case.start)
        left = [one.division_code for one in self._places if one.from_on < one.until_on == day]
        codes = [*(code for code in left if code != self.stood_in), self.stood_in]
        names = _names(codes)
        said = "或".join(names[code] for code in codes)
        return f"{said}（案发当天迁移，说不清先后）" if len(codes) > 1 else said

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
        for was, became in zip(self._former, line[1:], strict=True):
            parts = [
                f"{word} {getattr(was, name) or '无'} → {getattr(became, name) or '无'}"
                for name, word in _PARTS.items()
                if getattr(was, name) != getattr(became, name)
            ]
            parts += [f"{word}有变化" for name, word in _NUMBERS.items() if getattr(was, name) != getattr(became, name)]
            what = "merged" if was.merged else "renamed"
            said = ("与另一户合并：" if was.merged else "登记有变更：") + "，".join(parts)
            yield Happening(was.until, what, said, self._order(was.until, was.until))

    def _exclusions(self) -> Iterator[Happening]:
        query = select(Exclusion).where(Exclusion.household_id == self.household.id, Exclusion.state == "approved")
        for one in db.session.scalars(query.order_by(Exclusion.id)):
            if one.from_on is None or one.until_on is None or one.from_on >= one.until_on:
                continue
            at = max(clock.start_of(one.from_on), one.decided_at or clock.start_of(one.from_on))
            last = date.fromordinal(one.until_on.toordinal() - 1)
            said = f"批准剔除（{REASONS[one.reason]}），到 {last.isoformat()} 止"
            yield Happening(at, "excluded", said, self._order(at, at))

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
