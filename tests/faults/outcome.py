"""What came of one seed, and of many."""

from collections import Counter
from dataclasses import dataclass, field

# How a fault begins says what kind of promise was broken; anything else is a wrong of another kind.
KINDS = ("lost", "doubled", "stuck")


@dataclass(frozen=True)
class Outcome:
    """One seed: how many events were acknowledged by the phone as saved, and what was wrong in the end."""

    seed: int
    saved: int
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Tally:
    """All seeds of a row."""

    runs: int = 0
    saved: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failed: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one seed."""
        self.runs += 1
        self.saved += outcome.saved
        self.kinds.update(kind_of(fault) for fault in outcome.faults)
        if outcome.faults:
            self.failed.append(outcome)


def kind_of(fault: str) -> str:
    """Which promise a fault breaks."""
    kind = fault.partition(":")[0]
    return kind if kind in KINDS else "other"


def heading() -> str:
    """The first line of the table."""
    return f"{'fault':18}{'runs':>8}{'saved':>10}{'lost':>6}{'doubled':>9}{'stuck':>7}{'other':>7}{'95 %: under':>13}{'seconds':>9}"


def line(name: str, tally: Tally, seconds: float) -> str:
    """One row: with no failure in n runs, the rate is under 3/n with 95 % certainty."""
    bound = f"{3 / tally.runs:.3%}" if tally.runs and not tally.failed else "-"
    counts = "".join(
        f"{tally.kinds[kind]:>{width}}" for kind, width in zip((*KINDS, "other"), (6, 9, 7, 7), strict=True)
    )
    return f"{name:18}{tally.runs:>8,}{tally.saved:>10,}{counts}{bound:>13}{seconds:>9.0f}"
