"""Cases added up, and held against those of another time (pure)."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from app.figures.periods import Span, monday_of

# Where the home of a case stood when that happened: off the register, before the campaign, or in a state by which coverage
# counts; "unclear" where its day or its hours lie across a change.
HOMES = ("uncovered", "covered", "excluded", "unclear", "unregistered", "before")
# Nobody has said yet whose home it was; somebody said that it is of none on the register.
UNMATCHED = ("open", "none")
# Why a case is in no grid: the same, or its home was on the register on none of its days, in several places, or elsewhere than the case.
NO_GRID_BECAUSE = (*UNMATCHED, "unregistered", "moved", "elsewhere")
_first = attrgetter("first")


@dataclass(frozen=True)
class Told:
    """What of a case is counted."""

    division_code: str
    first: date  # the days on which it began and ended
    last: date
    fraud: str
    loss_fen: int | None
    home: str  # one of HOMES or UNMATCHED
    grid: str = (
        ""  # where its home stood, in the part of the county that it was taken in for; else one of NO_GRID_BECAUSE
    )


@dataclass
class Tally:
    """Cases together."""

    cases: int = 0
    loss_fen: int = 0
    loss_unknown: int = 0  # cases whose loss nobody knows: in no sum
    across: int = 0  # cases that go on into a later week, and are counted in the one in which they began
    homes: Counter[str] = field(default_factory=Counter)
    frauds: Counter[str] = field(default_factory=Counter)

    def add(self, case: Told) -> None:
        self.cases += 1
        self.loss_fen += case.loss_fen or 0
        self.loss_unknown += case.loss_fen is None
        self.across += monday_of(case.last) > monday_of(case.first)
        self.homes[case.home] += 1
        self.frauds[case.fraud] += 1

    @property
    def known_loss(self) -> int | None:
        """Nothing where there are cases and nobody knows the loss of any: that is no loss of nought."""
        return None if self.cases and self.loss_unknown == self.cases else self.loss_fen

    @property
    def whole_loss(self) -> int | None:
        """What a change is told of: a loss that nobody knows yet could turn it round."""
        return None if self.loss_unknown else self.loss_fen

    @property
    def uncovered_share(self) -> float | None:
        """Of the cases whose home is confirmed and stood for certain in the target, those in uncovered homes."""
        certain = self.homes["uncovered"] + self.homes["covered"]
        return self.homes["uncovered"] / certain if certain else None

    def shown(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "loss_fen": self.loss_fen,
            "loss_unknown": self.loss_unknown,
            "across": self.across,
            **{name: self.homes[name] for name in (*HOMES, *UNMATCHED)},
            "uncovered_share": self.uncovered_share,
            "frauds": dict(sorted(self.frauds.items())),
        }


def tally(cases: Sequence[Told], span: Span) -> Tally:
    """Those that began within a span, of cases in the order of their days."""
    total = Tally()
    for case in cases[bisect_left(cases, span.first, key=_first) : bisect_right(cases, span.last, key=_first)]:
        total.add(case)
    return total


@dataclass(frozen=True)
class Register:
    """In which months cases began, and so of which years the county has taken them in; no others are known to be empty."""

    months: frozenset[date]  # by their first days
    on: date

    @property
    def since(self) -> date | None:
        """The first month of the years without a gap up to now: one case of long ago says nothing of the years between."""
        year = max(self._years, default=None)
        if year is None:
            return None
        while year - 1 in self._years:
            year -= 1
        return self.in_year(year)

    def in_year(self, year: int) -> date | None:
        """Since when a year's cases are taken in: all of it after a year that has cases, else from its first one's month."""
        if year - 1 in self._years and (year in self._years or year == self.on.year):
            return date(year, 1, 1)
        return min((month for month in self.months if month.year == year), default=None)

    def knows(self, span: Span | None) -> bool:
        if span is None:
            return False
        first, last = self.in_year(span.first.year), self.in_year(span.last.year)
        return first is not None and first <= span.first and last is not None

    @property
    def _years(self) -> set[int]:
        return {month.year for month in self.months}


def against(now: Tally, cases: Sequence[Told], base: Span | None, register: Register) -> dict[str, Any] | None:
    """How it differs from another time; nothing where that time is not known."""
    if base is None or not register.knows(base):
        return None
    then = tally(cases, base)
    return {"first": base.first.isoformat(), "last": base.last.isoformat(), **dict(_differences(now, then))}


def _differences(now: Tally, then: Tally) -> Iterator[tuple[str, Any]]:
    for word, after, before in (("cases", now.cases, then.cases), ("loss", now.whole_loss, then.whole_loss)):
        yield f"{word}_change", None if after is None or before is None else after - before
        yield f"{word}_percent", share_of_change(after, before)
    yield "cases", then.cases
    yield "loss_fen", then.loss_fen
    yield "loss_unknown", then.loss_unknown


def share_of_change(after: int | None, before: int | None) -> float | None:
    """In per cent of what was before; of nothing, and of what nobody knows, there is none."""
    return None if after is None or not before else 100 * (after - before) / before
