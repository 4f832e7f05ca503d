"""A measure and its bare cost, as one line of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


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


@dataclass(frozen=True)
class Measured:
    """What something took, beside what it takes bare and the most that it may."""

    name: str
    ours: float
    bare: float | None = None
    most: float | None = None
    unit: str = "ms"

    def line(self) -> list[str]:
        return [
            self.name,
            _told(self.ours, self.unit),
            "" if self.bare is None else _told(self.bare, self.unit),
            f"{self.ours / self.bare:.2f}" if self.bare else "",
            "" if self.most is None else f"≤ {_told(self.most, self.unit)}",
            "" if self.most is None else "met" if self.ours <= self.most else f"missed: {self.ours / self.most:.2f} ×",
        ]


COLUMNS = ["", "ours", "bare", "ratio", "aim", ""]


def seconds(do: Callable[[], object], times: int = 1) -> float:
    """The median of several runs."""
    return median(_taken(do, perf_counter) for _ in range(times))


def by_turns(acts: dict[str, Callable[[], object]], times: int, *, processor: bool = True) -> dict[str, float]:
    """The medians of several acts, in milliseconds, each in its turn: whatever else the machine does slows all of them down.

    In processor time, of all threads, which others on a shared machine disturb least; by the clock where another process
    does the work.
    """
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(times):
        for name, act in acts.items():
            taken[name].append(_taken(act, process_time if processor else perf_counter) * 1000)
    return {name: median(each) for name, each in taken.items()}


def _taken(do: Callable[[], object], now: Callable[[], float]) -> float:
    start = now()
    do()
    return now() - start


def table(figures: list[Figure], households: int) -> str:
    """The measures of one run, for reading."""
    lines = [f"{households:,} households, SQLite, synchronous=FULL", ""]
    lines.append(f"{'':28}{'ours':>11}{'bare':>11}{'ratio':>8}{'a second':>18}")
    for f in figures:
        rate = f"{f.number / f.ours:,.0f} {f.unit}"
        lines.append(f"{f.name:28}{f.ours * 1000:>8,.0f} ms{f.bare * 1000:>8,.0f} ms{f.ratio:>8.2f}{rate:>18}")
    return "\n".join(lines) + "\n"


def markdown(columns: list[str], lines: list[list[str]]) -> str:
    """A table as docs/performance.md has it, which can be read as it is."""
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (columns, ["---"] * len(columns), *lines)) + "\n"


def _told(value: float, unit: str) -> str:
    return f"{value:,.1f} {unit}" if value < 20 else f"{value:,.0f} {unit}"
