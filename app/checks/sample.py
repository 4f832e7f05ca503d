"""Which of the doors by lot a round stands on, as its answers come in (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.checks.estimate import FalseDoors, false_doors
from app.checks.models import CheckDoor
from app.checks.rule import Rule

# After so many knocks with nobody at home another door stands in.
MOST_KNOCKS = 2


@dataclass(frozen=True)
class Sample:
    """The doors that count, in the order drawn, and those passed over for want of an answer."""

    doors: list[CheckDoor]
    passed_over: int


def sample_of(drawn: Sequence[CheckDoor], asks: int) -> Sample:
    """The first doors in the order drawn, as many as are to be asked, but for those that cannot answer."""
    doors: list[CheckDoor] = []
    passed_over = 0
    for door in drawn:
        if len(doors) == asks:
            break
        if cannot_answer(door):
            passed_over += 1
        else:
            doors.append(door)
    return Sample(doors, passed_over)


def cannot_answer(door: CheckDoor) -> bool:
    """Nobody was ever met there, or who was met does not know."""
    return door.answer == "unsure" or (door.answer is None and door.times_away >= MOST_KNOCKS)


@dataclass(frozen=True)
class Corrected:
    """The reported rate less the false doors: the likeliest, its interval, and were those passed over false as well."""

    rate: float
    low: float
    high: float
    at_worst: float


@dataclass(frozen=True)
class Finding:
    """Where a round stands; a corrected rate only once every door of its rule has answered."""

    confirmed: int
    denied: int
    passed_over: int
    verdict: str | None
    corrected: Corrected | None


def finding_of(drawn: Sequence[CheckDoor], rule: Rule, covered: int, target: int) -> Finding:
    """What a round has found so far, of a village that had so many covered doors of so many in its target."""
    sample = sample_of(drawn, rule.doors)
    denied = sum(door.answer == "denied" for door in sample.doors)
    confirmed = sum(door.answer == "confirmed" for door in sample.doors)
    passed_over, corrected = sample.passed_over, None
    if denied + confirmed == rule.doors:
        found = false_doors(covered, rule.doors, denied)
        worst = false_doors(covered, rule.doors + passed_over, denied + passed_over)
        corrected = _corrected(covered, target, found, worst)
    return Finding(confirmed, denied, passed_over, rule.verdict(denied, confirmed), corrected)


def _corrected(covered: int, target: int, found: FalseDoors, worst: FalseDoors) -> Corrected:
    rates = [(covered - false) / target for false in (found.likely, found.high, found.low, worst.likely)]
    return Corrected(*rates)
