"""Where a door stands on each day, worked out from its dated facts (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Stretch:
    """Days from `from_on` up to, not including, `until_on`."""

    from_on: date
    until_on: date

    def has(self, day: date) -> bool:
        return self.from_on <= day < self.until_on


@dataclass(frozen=True)
class Place(Stretch):
    """A stretch in which the door was on the register here, as this kind."""

    division_code: str
    kind: str


@dataclass(frozen=True)
class Span(Place):
    """A stretch in which nothing about the door changed."""

    state: str


def spans(places: Sequence[Place], exclusions: Sequence[Stretch], covers: Sequence[Stretch]) -> list[Span]:
    """Cut a door's life into spans, one state each: excluded beats covered beats uncovered.

    That order is the definition of coverage: target = registered - excluded, and covered counts
    within the target only. A stretch that ends on the day it begins holds on no day.
    """
    days = sorted({day for stretch in (*places, *exclusions, *covers) for day in (stretch.from_on, stretch.until_on)})
    cut = [
        Span(start, end, place.division_code, place.kind, _state(start, exclusions, covers))
        for start, end in pairwise(days)
        if (place := _at(places, start)) is not None
    ]
    return list(_joined(cut))


def _at(places: Sequence[Place], day: date) -> Place | None:
    return next((place for place in places if place.has(day)), None)


def _state(day: date, exclusions: Iterable[Stretch], covers: Iterable[Stretch]) -> str:
    if any(stretch.has(day) for stretch in exclusions):
        return "excluded"
    if any(stretch.has(day) for stretch in covers):
        return "covered"
    return "uncovered"


def _joined(cut: list[Span]) -> Iterable[Span]:
    """Neighbours that say the same become one."""
    open_span: Span | None = None
    for span in cut:
        if open_span and open_span.until_on == span.from_on and _same(open_span, span):
            open_span = Span(open_span.from_on, span.until_on, span.division_code, span.kind, span.state)
            continue
        if open_span:
            yield open_span
        open_span = span
    if open_span:
        yield open_span


def _same(a: Span, b: Span) -> bool:
    return (a.division_code, a.kind, a.state) == (b.division_code, b.kind, b.state)
