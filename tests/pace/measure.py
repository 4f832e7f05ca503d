"""Stops made-up counties at a stage, asks for the forecast as the product would, and looks at what really came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from app.pace.forecast import Doors, forecast
from tests.pace.counties import COUNTIES, Days

STAGES = (0.3, 0.5, 0.7, 0.9)
# Who waits for the last one in a hundred waits for whoever is never at home; measured apart.
GOAL, THE_LAST = 0.95, 1.0
TITLES = (
    "| county | done | told | within | before | after | open-ended | days off the middle | width |\n" + "|---" * 9 + "|"
)


@dataclass
class Outcome:
    """What became of the forecasts of one kind of county at one stage."""

    county: str
    stage: float
    asked: int = 0
    told: int = 0
    within: int = 0
    before: int = 0  # it was done earlier than the range said
    after: int = 0
    open_ended: int = 0  # of those within: the range had no end
    off: list[float] = field(default_factory=list)
    width: list[float] = field(default_factory=list)

    @property
    def coverage(self) -> float:
        """How often the real finish was within, of all that were told."""
        return self.within / self.told if self.told else float("nan")

    def take(self, other: "Outcome") -> None:
        """Count another's along."""
        for name in ("asked", "told", "within", "before", "after", "open_ended"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.off += other.off
        self.width += other.width

    def __str__(self) -> str:
        told = max(self.told, 1)
        shares = [f"{n / told:.0%}" for n in (self.within, self.before, self.after, self.open_ended)]
        off, width = (f"{np.median(days):.0f}" if days else "—" for days in (self.off, self.width))
        asked = f"{self.told / max(self.asked, 1):.0%}"
        return f"| {self.county} | {self.stage:.0%} | {asked} | {' | '.join(shares)} | {off} | {width} |"


def measure(doors: int, times: int, stages: Sequence[float], goal: float = GOAL) -> Iterator[Outcome]:
    """One outcome per kind of county and stage, the same ones each time."""
    for name, make in COUNTIES.items():
        outcomes = [Outcome(name, stage) for stage in stages]
        rng = np.random.default_rng(crc32(name.encode()) + doors)
        for _ in range(times):
            days = make(rng, doors)
            for outcome in outcomes:
                _ask(outcome, days, doors, round(doors * goal))
        yield from outcomes


def _ask(outcome: Outcome, days: Days, doors: int, goal: int) -> None:
    covered = days.cumsum()
    now = int((covered >= goal * outcome.stage).argmax())
    finished = int((covered >= goal).argmax())
    if not finished or finished <= now:
        return
    outcome.asked += 1
    found = forecast(days[: now + 1], Doors(doors, doors - int(covered[now]), doors - goal))
    if found.earliest is None:
        return
    outcome.told += 1
    took = finished - now
    if took < found.earliest:
        outcome.before += 1
    elif found.latest is not None and took > found.latest:
        outcome.after += 1
    else:
        outcome.within += 1
        outcome.open_ended += found.latest is None
    if found.expected is not None:
        outcome.off.append(abs(took - found.expected))
    if found.latest is not None:
        outcome.width.append(found.latest - found.earliest)
