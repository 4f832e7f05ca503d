"""A grid of a dozen doors and a worker who walks it, as the tests of the server need them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app import clock
from tests.county import EAST_1, register
from tests.grades.village import moved
from tests.phone import STROKES, Phone, png

# Where the doors stand, and a sofa a kilometre from the first of them.
LAT, LON, SOFA = 30.28, 118.54, 1000
DOORS = 12
# A shape that no line or ring has: two characters of sorts.
NAME = [[[10, 10, 0], [60, 12, 40]], [[35, 2, 100], [30, 60, 160], [12, 50, 190]], [[70, 5, 300], [110, 60, 350]],
        [[112, 8, 400], [72, 58, 450]], [[90, 30, 500], [95, 70, 540]], [[20, 30, 600], [55, 70, 640]]]  # fmt: skip


def a_morning() -> datetime:
    """The day before yesterday at ten."""
    return clock.start_of(clock.today() - timedelta(days=2)) + timedelta(hours=10)


def doors(count: int = DOORS, grid: str = EAST_1, apart_m: float = 80) -> list[UUID]:
    """Doors in a lane, on the register with their positions."""
    made = []
    for number in range(count):
        lat, lon = at_door(number, apart_m)
        made.append(register(f"住户{number}", grid, f"桥东村{number + 20}号", lat=lat, lon=lon))
    return made


def at_door(number: int, apart_m: float = 80) -> tuple[float, float]:
    return moved(LAT, LON, 0, number * apart_m)


def position(lat: float, lon: float, accuracy_m: int = 12, age_ms: int = 3000) -> dict[str, int]:
    """A fix as a phone sends it."""
    return {"lat_e6": round(lat * 1e6), "lon_e6": round(lon * 1e6), "accuracy_m": accuracy_m, "age_ms": age_ms}


def knock(phone: Phone, door: UUID, at: datetime, outcome: str = "taught", **said: Any) -> dict[str, Any]:
    """An event made at some time; its picture is the phone's number, so no two share one unless they are given one."""
    body = {"device_time": at.isoformat(), "position_reason": "", **said}
    if outcome != "taught":
        return phone.visit(door, outcome, **body)
    body["slip"] = {"strokes": STROKES, **body.pop("slip", {})}
    return phone.taught(door, png(phone.seq + 1), **body)


def hand_in(phone: Phone, *events: dict[str, Any]) -> list[str]:
    """All of them, with the pictures that knock() gave them."""
    verdicts = []
    for event in events:
        picture = (png(event["device_seq"]),)
        verdicts += phone.verdicts(event, blobs=picture)
    assert {one["status"] for one in verdicts} == {"created"}, verdicts
    return [event["id"] for event in events]
