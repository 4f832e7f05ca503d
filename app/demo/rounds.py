"""Three weeks of knocking: who was reached, when, and how it went (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from app import clock
from app.demo import land
from app.demo.ids import id_at
from app.demo.register import House, Village

DAYS = 21  # gone by; the day after them is today
_REASONS = ("vacant", "vacant", "away", "away", "away", "lives_elsewhere", "registered_only", "demolished", "moved_out")
# How many families of a village somebody asks to leave out; one village leaves out far more, for the office to notice.
_ASKED, _ASKED_MUCH = 0.05, 0.13
STANDS_OUT = "341825100204"
# The villages of the printed workers' accounts: half done, so that their phones show every kind of door.
_SHOWN = {"341825100200": 0.46, "341825100201": 0.58}
_HOURS = (8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 17, 18, 19, 19, 20)


@dataclass(frozen=True)
class Call:
    """One visit to be."""

    id: UUID
    house: House
    worker_id: UUID
    outcome: str
    visited_at: datetime
    received_at: datetime
    spot: tuple[float, float, int] | None  # lat, lon, accuracy


@dataclass(frozen=True)
class Pace:
    """How a village gets on: the share it has reached by now, and whether early or late."""

    share: float
    early: float


@dataclass(frozen=True)
class Window:
    """The campaign's days so far; nothing may lie after `now`."""

    starts_on: date
    now: datetime


def paces(rng: Random, villages: list[Village]) -> dict[str, Pace]:
    """A few villages nearly done, a few hardly begun, most in between."""
    steps = [0.15 + 0.83 * (place / max(len(villages) - 1, 1)) ** 0.8 for place in range(len(villages))]
    rng.shuffle(steps)
    return {
        village.code: Pace(_SHOWN.get(village.code, share), rng.uniform(0.6, 1.5))
        for village, share in zip(villages, steps, strict=True)
    }


def walk(
    rng: Random, village: Village, pace: Pace, worker_of: dict[str, UUID], left_out: set[UUID], window: Window
) -> Iterator[Call]:
    """All visits in a village but to the doors left out; workers differ, so its grids do not come on alike."""
    for grid in village.grids:
        share = min(max(rng.gauss(pace.share, 0.09), 0.04), 0.995)
        for house in grid.houses:
            if house.division_code == grid.code and house.id not in left_out:
                yield from _knock(rng, house, share, pace.early, worker_of[grid.code], window)


def _knock(rng: Random, house: House, share: float, early: float, worker_id: UUID, window: Window) -> Iterator[Call]:
    """What became of one door: reached after none or some fruitless visits, or not reached yet."""
    day = int((DAYS + 1) * rng.random() ** early)
    reached = rng.random() < share
    outcomes = ["no_answer"] * _few(rng) + ["taught"] if reached else _in_vain(rng)
    # Two days between tries; a door first due in the last days was tried before.
    first = day - 2 * (len(outcomes) - 1) if day > DAYS - 6 else day
    for again, outcome in enumerate(outcomes):
        on = window.starts_on + timedelta(days=first + 2 * again)
        at = clock.moment(on, time(rng.choice(_HOURS), rng.randrange(60), rng.randrange(60)))
        received_at = at + timedelta(seconds=rng.choice((4, 9, 40, 1_800, 7_200)))
        if on >= window.starts_on and received_at < window.now:
            yield Call(id_at(rng, at), house, worker_id, outcome, at, received_at, _stood(rng, house))


def _few(rng: Random) -> int:
    return rng.choices((0, 1, 2), weights=(78, 17, 5))[0]


def _in_vain(rng: Random) -> list[str]:
    draw = rng.random()
    if draw < 0.045:
        return ["refused"]
    if draw < 0.065:
        return ["no_answer", "moved"]
    if draw < 0.085:
        return ["vacant"]
    return ["no_answer"] * rng.choices((0, 1, 2, 3), weights=(62, 24, 10, 4))[0]


def _stood(rng: Random, house: House) -> tuple[float, float, int] | None:
    """Where the phone thought it was: a few metres off, sometimes unknown."""
    if house.lat is None or house.lon is None or rng.random() < 0.08:
        return None
    accuracy = rng.randint(6, 38)
    return (
        round(house.lat + rng.gauss(0, accuracy / 2) / land.METRES_A_DEGREE_LAT, 6),
        round(house.lon + rng.gauss(0, accuracy / 2) / land.METRES_A_DEGREE_LON, 6),
        accuracy,
    )


@dataclass(frozen=True)
class Asked:
    """An exclusion to be."""

    house: House
    reason: str
    state: str
    asked_on: date
    decided_on: date


def exclusions(rng: Random, village: Village, window: Window) -> Iterator[Asked]:
    """Some doors of each village are asked out of the denominator; most requests are approved."""
    often = _ASKED_MUCH if village.code == STANDS_OUT else _ASKED
    for house in village.houses:
        if house.kind == "family" and rng.random() < often:
            state = rng.choices(("approved", "requested", "refused"), weights=(84, 11, 5))[0]
            # What waits was asked for lately.
            day = DAYS - 1 - rng.randrange(4) if state == "requested" else rng.randrange(DAYS - 3)
            asked = window.starts_on + timedelta(days=day)
            yield Asked(house, rng.choice(_REASONS), state, asked, asked + timedelta(days=rng.randint(1, 2)))
