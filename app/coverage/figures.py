"""The one definition of coverage, as arithmetic (pure)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """Doors of a scope on a day, by state; everything else follows.

    covered + excluded + uncovered = registered, by construction.
    """

    covered: int = 0
    excluded: int = 0
    uncovered: int = 0
    official: int | None = None  # the official number of resident households, where known

    @property
    def registered(self) -> int:
        return self.covered + self.excluded + self.uncovered

    @property
    def target(self) -> int:
        return self.registered - self.excluded

    @property
    def rate(self) -> float | None:
        """The headline. No target gives no rate, never 100 %."""
        return _share(self.covered, self.target)

    @property
    def raw_rate(self) -> float | None:
        return _share(self.covered, self.registered)

    @property
    def official_rate(self) -> float | None:
        """Held against the official number of households, so that a thin register flatters nobody."""
        return None if self.official is None else _share(self.covered, max(self.target, self.official))

    def shown(self) -> dict[str, int | float | None]:
        """The same as FiguresSchema gives, at a tenth of its cost: a county has hundreds of villages."""
        return {
            "registered": self.registered,
            "excluded": self.excluded,
            "target": self.target,
            "covered": self.covered,
            "uncovered": self.uncovered,
            "rate": self.rate,
            "raw_rate": self.raw_rate,
            "official": self.official,
            "official_rate": self.official_rate,
        }

    def __add__(self, other: "Figures") -> "Figures":
        """Of two scopes together; the official number only where both know theirs."""
        official = None if self.official is None or other.official is None else self.official + other.official
        return Figures(
            self.covered + other.covered,
            self.excluded + other.excluded,
            self.uncovered + other.uncovered,
            official,
        )


def _share(part: int, whole: int) -> float | None:
    return None if whole == 0 else part / whole
