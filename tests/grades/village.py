"""A made-up village inside a real outline, and honest days in it: walking, knocking, phones that are a little off."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry import shape

from app.grades.facts import Seen, metres
from app.grades.shapes import Shape, shape_of
from tests.grades.pens import Hand, Strokes

OUTLINES = Path(__file__).parent.parent / "data" / "divisions" / "outlines.geojson"
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAYS, DOORS, WORKERS = 5, 180, 3
A_DEGREE_M = 111_195
# Phones that give their accuracy in a few steps only, as many do.
STEPS = np.array([4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 65, 96])
# Of a hundred visits: without a fix; with an old one; with one that is somewhere else altogether; a neighbour's at once.
NO_FIX, OLD, JUMPED, SAME_DOORSTEP, IN_VAIN = 0.08, 0.04, 0.01, 0.03, 0.3
PHOTO, PHOTO_AGAIN = 0.15, 0.005
PEOPLE = 3000


@dataclass(frozen=True)
class Door:
    """Where a door is, and where the register says that it is."""

    number: int
    lat: float
    lon: float
    said: tuple[float, float]


@dataclass(frozen=True)
class Village:
    """Its doors, those of a worker's part in a row."""

    doors: list[Door]

    def part(self, worker: int) -> list[Door]:
        """The doors that one of the workers walks."""
        each = len(self.doors) // WORKERS
        return self.doors[worker * each : (worker + 1) * each]


def moved(lat: float, lon: float, north_m: float, east_m: float) -> tuple[float, float]:
    """A point so many metres away."""
    return lat + north_m / A_DEGREE_M, lon + east_m / A_DEGREE_M / math.cos(math.radians(lat))


@cache
def outlines() -> list[shapely.Geometry]:
    """The outlines of real villages."""
    found = [shape(one["geometry"]) for one in json.loads(OUTLINES.read_text())["features"]]
    shapely.prepare(found)
    return found


@cache
def signers(seed: int = 7) -> tuple[list[Strokes], list[Shape | None]]:
    """People's signatures, with what the server makes of each; drawn from, since making them anew is what takes time."""
    rng = np.random.default_rng(seed)
    strokes = [Hand(rng).sign(rng) for _ in range(PEOPLE)]
    return strokes, [shape_of(one) for one in strokes]


def make_village(rng: Generator) -> Village:
    """Hamlets of a few dozen doors inside an outline, of which every fifth is a building; the register is not always right."""
    outline = outlines()[int(rng.integers(len(outlines())))]
    doors: list[Door] = []
    while len(doors) < DOORS:
        lat, lon = _inside(rng, outline)
        is_building, some = rng.random() < 0.2, min(int(rng.integers(10, 40)), DOORS - len(doors))
        norths, easts = rng.normal(0, 4 if is_building else 45, (2, some))
        norths_said, easts_said = rng.choice([6, 50, 350], some, p=[0.9, 0.075, 0.025]) * rng.normal(0, 1, (2, some))
        for place in range(some):
            at = moved(lat, lon, norths[place], easts[place] + place * (0 if is_building else 9))
            doors.append(Door(len(doors), *at, moved(*at, norths_said[place], easts_said[place])))
    return Village(doors)


def _inside(rng: Generator, outline: shapely.Geometry) -> tuple[float, float]:
    west, south, east, north = outline.bounds
    while True:
        lon, lat = rng.uniform(west, east), rng.uniform(south, north)
        if shapely.contains_xy(outline, lon, lat):
            return float(lat), float(lon)


class Handset:
    """A worker's phone: how well it knows where it is."""

    def __init__(self, rng: Generator) -> None:
        self.rng, self.is_stepped = rng, rng.random() < 0.4
        self.off = np.zeros(2)

    def fix(self, lat: float, lon: float) -> dict[str, object]:
        """What it says at a place: mostly some metres off, and off in the same way as a moment ago."""
        if self.rng.random() < NO_FIX:
            return {"no_fix_because": "timeout"}
        accuracy = min(max(self.rng.lognormal(math.log(13), 0.75), 3.0), 500.0)
        if self.is_stepped:
            accuracy = float(STEPS[np.abs(STEPS - accuracy).argmin()])
        self.off = 0.6 * self.off + 0.8 * self.rng.normal(0, accuracy / 1.7, 2)
        off = self.off + self.rng.normal(0, 1500, 2) if self.rng.random() < JUMPED else self.off
        at = moved(lat, lon, *off)
        age = int(self.rng.integers(130, 600)) if self.rng.random() < OLD else int(self.rng.integers(0, 30))
        return {"lat": round(at[0], 6), "lon": round(at[1], 6), "accuracy_m": round(accuracy), "age_s": age}


def seen(number: int, door: Door, at: datetime, fix: dict[str, object], **said: object) -> Seen:
    """A visit as the server would know it."""
    has_fix = "lat" in fix
    distance = round(metres((fix["lat"], fix["lon"]), door.said)) if has_fix else None  # type: ignore[arg-type]
    known = {"earliest": at, "latest": at + timedelta(minutes=30), "received_at": at + timedelta(minutes=30)}
    return Seen(id=number, household_id=door.number, at=at, distance_m=distance, door=door.said, **known, **fix, **said)  # type: ignore[arg-type]


def honest_days(rng: Generator, doors: list[Door], days: int = DAYS) -> list[Seen]:
    """A worker's days among these doors: from each to the nearest that is left, with talk and silence at each."""
    phone, left, visits = Handset(rng), list(doors), list[Seen]()
    here = left[0]
    for day in range(days):
        at = MONDAY + timedelta(days=day, minutes=float(rng.uniform(0, 60)))
        for _ in range(-(-len(doors) // days)):
            if not left:
                break
            door = min(left, key=lambda one: (one.lat - here.lat) ** 2 + (one.lon - here.lon) ** 2)
            left.remove(door)
            at += timedelta(seconds=_way(rng, metres((here.lat, here.lon), (door.lat, door.lon))))
            at, visit = _knock(rng, phone, len(visits), door, at)
            visits.append(visit)
            here = door
    return visits


def _way(rng: Generator, distance: float) -> float:
    """On foot, and by moped where it is far."""
    return distance / (rng.uniform(0.8, 1.5) if distance < 600 else rng.uniform(4, 9)) + rng.uniform(3, 20)


def _knock(rng: Generator, phone: Handset, number: int, door: Door, at: datetime) -> tuple[datetime, Seen]:
    if rng.random() < IN_VAIN:
        at += timedelta(seconds=float(rng.uniform(20, 90)))
        return at, seen(number, door, at, phone.fix(door.lat, door.lon))
    talk = rng.uniform(15, 50) if rng.random() < SAME_DOORSTEP else max(50, rng.lognormal(math.log(240), 0.5))
    at += timedelta(seconds=float(talk))
    photos = _photos(rng, number)
    pictures = photos | {f"signature-{number}"}
    return at, seen(number, door, at, phone.fix(door.lat, door.lon), signed=True, pictures=pictures, photos=photos)


def _photos(rng: Generator, number: int) -> frozenset[str]:
    if rng.random() >= PHOTO:
        return frozenset()
    return frozenset({f"photo-{number - 1 if rng.random() < PHOTO_AGAIN else number}"})


def shapes_for(rng: Generator, visits: list[Seen]) -> dict[object, Shape]:
    """A signature of somebody else for each signed visit; now and then one person signs for two homes."""
    _, shapes = signers()
    who = rng.permutation(PEOPLE)
    drawn = {one.id: shapes[who[place]] for place, one in enumerate(visits) if one.signed}
    return {number: drawn_shape for number, drawn_shape in drawn.items() if drawn_shape is not None}
