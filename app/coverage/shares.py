"""A share of answers with the interval that it can be said within (pure).

What one home answers is not independent: three questions go to one person, and who has the app has it for the whole family.
So the interval is Wilson's at 95 % for as many answers as there would be if everybody in a home answered alike, which is
the fewest it can be (Kish: the square of the sum of the homes' sizes, divided by the sum of their squares).
"""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # of 95 %


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, asked at so many homes; nothing asked gives no rate, and never nought."""

    part: int
    whole: int
    homes: int
    squares: int  # the sum of the squares of how much each home has of the whole

    @property
    def rate(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Between which the true share lies in 19 of 20 such samples, or in more."""
        if not self.whole:
            return None, None
        rate, answers = self.part / self.whole, self.whole**2 / self.squares
        middle = rate + _Z**2 / (2 * answers)
        half = _Z * sqrt(rate * (1 - rate) / answers + _Z**2 / (4 * answers**2))
        scale = 1 + _Z**2 / answers
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)

    def shown(self) -> dict[str, int | float | None]:
        low, high = self.interval
        return {
            "part": self.part,
            "whole": self.whole,
            "homes": self.homes,
            "rate": self.rate,
            "low": low,
            "high": high,
        }
