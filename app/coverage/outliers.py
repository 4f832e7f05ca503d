"""When a village leaves out more doors than chance explains (pure).

The rule: were the county's excluded doors dealt out among all of its doors blindly, the number that falls to a village
of n doors would be hypergeometric. A village is named when it has a number that it would reach or pass with a
probability of at most 5 % divided by the number of villages. So in a county where nothing but chance is at work, some
village or other is named on one day in twenty at most (Bonferroni). Exact, and nothing is estimated: the village's own
doors are part of what is dealt. Villages do differ, so a name is where to look first, and no verdict.
"""

from itertools import accumulate
from math import exp, lgamma

FALSE_ALARM = 0.05
# Beside the likeliest number's: what is rarer than this adds nothing that a float could hold.
_NOTHING = 1e-40


def named_from(doors: int, county_doors: int, county_excluded: int, villages: int) -> int:
    """The least number of excluded doors by which a village of so many doors is named."""
    most = min(doors, county_excluded)
    if most == 0 or doors == county_doors:
        return most + 1
    first, chances = _from_likeliest(doors, county_doors, county_excluded)
    # How likely each number is to be reached or passed, the largest number first.
    tails = list(accumulate(reversed(chances)))
    rare = sum(tail <= FALSE_ALARM / villages for tail in tails)
    return first + len(chances) - rare


def _from_likeliest(doors: int, county_doors: int, county_excluded: int) -> tuple[int, list[float]]:
    """The likeliest number, and the chance of it and of each one above it."""
    first = (doors + 1) * (county_excluded + 1) // (county_doors + 2)
    kept = county_doors - county_excluded
    chance = exp(
        _log_choose(county_excluded, first) + _log_choose(kept, doors - first) - _log_choose(county_doors, doors)
    )
    chances, at, least = [chance], first, chance * _NOTHING
    while at < min(doors, county_excluded) and chance > least:
        chance *= (county_excluded - at) * (doors - at) / ((at + 1) * (kept - doors + at + 1))
        at += 1
        chances.append(chance)
    return first, chances


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
