"""A measure and its bare cost, as one line of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """So many things done in so many seconds, by us and by the bare tool."""

    name: str
    number: int
    unit: str
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def seconds(do: Callable[[], object], times: int = 1) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        do()
        taken.append(perf_counter() - start)
    return sorted(taken)[len(taken) // 2]


def table(figures: list[Figure], households: int) -> str:
    """The measures of one run, for reading."""
    lines = [f"{households:,} households, SQLite, synchronous=FULL", ""]
    lines.append(f"{'':28}{'ours':>11}{'bare':>11}{'ratio':>8}{'a second':>18}")
    for f in figures:
        rate = f"{f.number / f.ours:,.0f} {f.unit}"
        lines.append(f"{f.name:28}{f.ours * 1000:>8,.0f} ms{f.bare * 1000:>8,.0f} ms{f.ratio:>8.2f}{rate:>18}")
    return "\n".join(lines) + "\n"
