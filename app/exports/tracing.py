"""Whose list a leaked file is: by its bytes, by what it says of itself, and by its fingerprint (pure).

The odds are counted, not guessed. For an export that a file does not come from, each place of a mark agrees with
its seed by chance, one half, whatever the file is: the seed was drawn without looking at it. So the chance that
one of all exports agrees as well as the best one does is bounded by Chernoff's inequality, times their number.
"""

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.exports import fingerprint
from app.exports.fingerprint import Mark

# An export is named when the chance that any is named wrongly is below this, in all of them together.
FALSE_ACCUSATION = 1e-9
# Marks looked at of each column: many times what it takes, so that a long file is traced as fast as a short one.
_MOST_MARKS = 2000
_PRINTED = re.compile(r"导出编号\s*0*(\d{1,12})")


@dataclass
class Evidence:
    """What of a file can be held against exports."""

    sha256: str
    printed: set[int] = field(default_factory=set)
    phones: set[Mark] = field(default_factory=set)
    columns: dict[tuple[int, int], set[Mark]] = field(default_factory=dict)  # by sheet and column

    @property
    def marks(self) -> int:
        """How many cells carry a mark, or may."""
        return len(self.phones) + sum(map(len, self.columns.values()))


@dataclass(frozen=True)
class Match:
    """An export that a file comes from: how much agrees, and how unlikely it is that it does not."""

    number: int
    agreeing: int
    places: int
    odds: float  # that any export at all is named wrongly


def gather(sha256: str, sheets: Iterable[Iterable[Sequence[object]]]) -> Evidence:
    """Read a file's cells once, by sheet."""
    evidence = Evidence(sha256)
    for number, rows in enumerate(sheets):
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    _look_at(evidence, (number, column), cell)
    return evidence


def _look_at(evidence: Evidence, column: tuple[int, int], cell: str) -> None:
    evidence.printed.update(int(number) for number in _PRINTED.findall(cell))
    evidence.phones.update(fingerprint.phone_marks(cell))
    if mark := fingerprint.address_mark(cell):
        evidence.columns.setdefault(column, set()).add(mark)


def trace(evidence: Evidence, seeds: Iterable[tuple[int, bytes]]) -> list[Match]:
    """The exports that a file comes from, the surest first; none when it cannot be told.

    Several, when it was put together from several.
    """
    exports = list(seeds)
    groups = list(_groups(evidence))
    tried = len(exports) * max(1, len(groups))
    matches = (_best(number, seed, groups, tried) for number, seed in exports)
    return sorted((m for m in matches if m and m.odds <= FALSE_ACCUSATION), key=lambda match: match.odds)


def _groups(evidence: Evidence) -> Iterator[tuple[Mark, ...]]:
    """The masked numbers, alone and with each column: which one holds addresses, nothing says any more."""
    phones = _sample(evidence.phones)
    if phones:
        yield phones
    for marks in evidence.columns.values():
        yield phones + _sample(marks)


def _sample(marks: set[Mark]) -> tuple[Mark, ...]:
    """A place that is written both ways tells nothing; of very many, some, chosen without looking at any seed."""
    by_key: dict[str, set[tuple[bool, ...]]] = {}
    for key, ways in marks:
        by_key.setdefault(key, set()).add(ways)
    told: list[Mark] = [(key, ways.pop()) for key, ways in by_key.items() if len(ways) == 1]
    return tuple(sorted(told, key=lambda mark: hashlib.sha256(mark[0].encode()).digest())[:_MOST_MARKS])


def _best(number: int, seed: bytes, groups: list[tuple[Mark, ...]], tried: int) -> Match | None:
    found = [_hold(number, seed, marks, tried) for marks in groups]
    return min(found, key=lambda match: match.odds, default=None)


def _hold(number: int, seed: bytes, marks: tuple[Mark, ...], tried: int) -> Match:
    places = sum(len(ways) for _, ways in marks)
    agreeing = sum(fingerprint.agreement(seed, mark) for mark in marks)
    return Match(number, agreeing, places, min(1.0, tried * chance(agreeing, places)))


def chance(agreeing: int, places: int) -> float:
    """At most how likely so many of so many coins fall right (Chernoff); 1 where half of them or fewer do."""
    if places == 0 or agreeing * 2 <= places:
        return 1.0
    right = agreeing / places
    wrong = 1 - right
    divergence = right * math.log(2 * right) + (wrong * math.log(2 * wrong) if wrong else 0.0)
    return math.exp(-places * divergence)
