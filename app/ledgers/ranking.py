"""Ranks, the last three, and how a figure stands against the period before (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.coverage.figures import Figures

LAST = 3


@dataclass(frozen=True)
class Unit:
    """A town, village or grid with its figures at the end of a period and at its eve, and what was done in it."""

    code: str
    name: str
    now: Figures
    eve: Figures | None  # none where the campaign had not begun
    gained_before: int | None  # in the period before; none where that was not a whole one
    visits: int = 0
    visits_so_far: int = 0
    signed: int = 0
    gained: int = 0


@dataclass(frozen=True)
class Ranked:
    """A unit and its place; none where there is nobody to visit."""

    unit: Unit
    rank: int | None
    is_last: bool = False


def rank(units: Sequence[Unit]) -> list[Ranked]:
    """By rate, equal rates sharing a place and the next one left out; who has no target comes last and has none."""
    order = sorted(units, key=lambda unit: (-_rate(unit), unit.now.uncovered, unit.code))
    placed: list[Ranked] = []
    for rate, group in groupby(order, key=_rate):
        place = len(placed) + 1
        placed += [Ranked(unit, place if rate >= 0 else None) for unit in group]
    last = _from_where(placed)
    return [
        Ranked(one.unit, one.rank, last is not None and one.rank is not None and one.rank >= last) for one in placed
    ]


def _rate(unit: Unit) -> float:
    return -1.0 if unit.now.rate is None else unit.now.rate


def _from_where(placed: list[Ranked]) -> int | None:
    """The place from which on one is among the last three. Nobody is where all are done, or where that would be everybody."""
    behind = [one for one in placed if one.rank is not None and one.unit.now.uncovered]
    if len([one for one in placed if one.rank is not None]) <= LAST or not behind:
        return None
    # Whoever shares the place of the third last is marked with it.
    place = behind[-min(LAST, len(behind))].rank
    return None if place == 1 else place


def hundredths(part: int, whole: int) -> int | None:
    """A rate in hundredths of a per cent, cut as it is written: what is written can be subtracted."""
    return None if whole == 0 else part * 10000 // whole


def points(now: Figures, eve: Figures | None) -> int | None:
    """By how many hundredths of a percentage point the rate moved."""
    new = hundredths(now.covered, now.target)
    old = hundredths(eve.covered, eve.target) if eve else None
    return None if new is None or old is None else new - old


def change(now: int, before: int | None) -> int | None:
    """环比 in hundredths of a per cent, rounded; none where there was nothing before that it could be held against."""
    if before is None or before <= 0:
        return None
    doubled = abs(now - before) * 20000 // before
    return (1 if now >= before else -1) * ((doubled + 1) // 2)


def signed(value: int | None, unit: str = "") -> str:
    """+1.25, -0.30, or a dash."""
    if value is None:
        return "—"
    return f"{'-' if value < 0 else '+' if value else ''}{plain(value)}{unit}"


def plain(value: int) -> str:
    """1.25, without its sign."""
    return f"{abs(value) // 100}.{abs(value) % 100:02}"
