"""Stops made-up counties at a stage, asks for the forecast as the product would, and looks at what really came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from app.pace.forecast import forecast
from tests.pace.counties import COUNTIES, Days

STAGES = (0.3, 0.5, 0.7, 0.9)
# Who waits for the last one in a hundred waits for whoever is never at home, which no pace tells.
GOAL = 0.95


@dataclass
class Outcome:
    """What became of the forecasts of one kind of county at one stage."""

    doors: int
    county: str
    stage: float
    asked: int = 0
    told: int = 0
    within: int = 0
    before: int = 0  # it was done earlier than the range said
    after: int = 0
    open_ended: int = 0  # the range had no end, and the real finish was not before its beginning
    off: list[float] = field(default_factory=list)
    width: list[float] = field(default_factory=list)

    @property
    def coverage(self) -> float:
        """How often the real finish was within, of all that were told."""
        return self.within / self.told if self.told else float("nan")

    def __str__(self) -> str:
        share = [f"{n / self.told:.0%}" if self.told else "—" for n in (self.within, self.before, self.after)]
        off, width = (f"{np.median(days):.0f}" if days else "—" for days in (self.off, self.width))
        open_ended = f"{self.open_ended / self.told:.0%}" if self.told else "—"
        told = f"{self.told / self.asked:.0%}" if self.asked else "—"
        return (
            f"| {self.doors:,} | {self.county} | {self.stage:.0%} | {told} | {' | '.join(share)} "
            f"| {open_ended} | {off} | {width} |"
        )


def measure(doors: int, times: int, stages: Sequence[float]) -> Iterator[Outcome]:
    """One outcome per kind of county and stage, the same ones each time."""
    for name, make in COUNTIES.items():
        outcomes = [Outcome(doors, name, stage) for stage in stages]
        rng = np.random.default_rng(crc32(name.encode()) + doors)
        for _ in range(times):
            days = make(rng, doors)
            for outcome in outcomes:
                _ask(outcome, days, round(doors * GOAL))
        yield from outcomes


def _ask(outcome: Outcome, days: Days, goal: int) -> None:
    covered = days.cumsum()
    now = int((covered >= goal * outcome.stage).argmax())
    finished = int((covered >= goal).argmax())
    if not finished or finished <= now:
        return
    outcome.asked += 1
    found = forecast(days[: now + 1], goal - int(covered[now]))
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
