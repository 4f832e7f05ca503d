"""Which of the doors by lot a round stands on, as its answers come in (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.checks.estimate import false_doors
from app.checks.models import CheckDoor
from app.checks.rule import Rule

# After so many knocks with nobody at home another door stands in.
MOST_KNOCKS = 2


@dataclass(frozen=True)
class Sample:
    """The doors that count, in the order drawn, and those passed over for want of an answer: of how many another stands in."""

    doors: list[CheckDoor]
    passed_over: int
    stood_in: int


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
    return Sample(doors, passed_over, len(doors) + passed_over - asks)


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
    """Where a round stands; a corrected rate only once every door of its rule has answered, or no other can stand in."""

    confirmed: int
    denied: int
    passed_over: int
    stood_in: int
    verdict: str | None
    corrected: Corrected | None


def finding_of(drawn: Sequence[CheckDoor], rule: Rule, covered: int, target: int) -> Finding:
    """What a round has found so far, of a village that had so many covered doors of so many in its target."""
    sample = sample_of(drawn, rule.doors)
    denied = sum(door.answer == "denied" for door in sample.doors)
    confirmed = sum(door.answer == "confirmed" for door in sample.doors)
    # Nobody else can be asked: the doors of the rule have answered, or those that have are all there are.
    is_over = denied + confirmed == len(sample.doors)
    verdict = rule.verdict(denied, confirmed) or ("unanswered" if is_over else None)
    corrected = _corrected(sample, denied, covered, target) if is_over and sample.doors else None
    return Finding(confirmed, denied, sample.passed_over, sample.stood_in, verdict, corrected)


def _corrected(sample: Sample, denied: int, covered: int, target: int) -> Corrected:
    answered, silent = len(sample.doors), sample.passed_over
    found = false_doors(covered, answered, denied)
    worst = false_doors(covered, answered + silent, denied + silent)
    rates = [(covered - false) / target for false in (found.likely, found.high, found.low, worst.likely)]
    return Corrected(*rates)
