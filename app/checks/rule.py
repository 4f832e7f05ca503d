"""How many doors a spot check asks at, and how many denials it takes, so that its two errors are known (pure).

Lot quality assurance sampling after Dodge and Romig: of n doors drawn by lot, a village is accepted while no more than d
householders deny the visit. Were a share p of its covered doors false, denials would be binomial, and the village would
be accepted with the probability that `accepted` gives. Drawing without putting back makes that a little too high for a
bad village of few doors, so the stated chance of catching one is never better than the true one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from math import comb

# Per cent. A village with so few false doors should pass; one with so many should not. Each goes wrong at most one time in ten.
ACCEPTABLE = 2
UNACCEPTABLE = (10, 15, 20)
MOST_WRONG = 0.10


@dataclass(frozen=True)
class Rule:
    """Ask at `doors`; accept while at most `denials` deny."""

    doors: int
    denials: int

    def accepted(self, false_share: float) -> float:
        """How likely a village is accepted of whose covered doors this share is false: the operating characteristic."""
        true, few = 1 - false_share, range(self.denials + 1)
        ways: Iterator[float] = (comb(self.doors, n) * false_share**n * true ** (self.doors - n) for n in few)
        return sum(ways)

    def verdict(self, denied: int, confirmed: int) -> str | None:
        """`accepted` or `rejected`, as soon as no further answer could change it; None before."""
        if denied > self.denials:
            return "rejected"
        return "accepted" if confirmed >= self.doors - self.denials else None


@cache
def rule_for(unacceptable: int) -> Rule:
    """The fewest doors for which both errors are as small as promised; `unacceptable` in per cent."""
    rules = (Rule(_fewest(unacceptable / 100, denials), denials) for denials in count())
    return next(rule for rule in rules if 1 - rule.accepted(ACCEPTABLE / 100) <= MOST_WRONG)


def rule_in(unacceptable: int, covered: int) -> Rule:
    """The rule for a village of so many covered doors. In a small one all are asked, and then nothing is left to chance."""
    rule = rule_for(unacceptable)
    return rule if covered > rule.doors else Rule(covered, (unacceptable * covered - 1) // 100)


def errors(rule: Rule, unacceptable: int, covered: int) -> tuple[float, float]:
    """How likely a good village is rejected, and a bad one accepted; where all covered doors are asked, neither can be."""
    if covered <= rule.doors:
        return 0.0, 0.0
    return 1 - rule.accepted(ACCEPTABLE / 100), rule.accepted(unacceptable / 100)


def _fewest(unacceptable: float, denials: int) -> int:
    """The fewest doors with which so many denials still let through no more than one bad village in ten."""
    return next(n for n in count(denials + 1) if Rule(n, denials).accepted(unacceptable) <= MOST_WRONG)
