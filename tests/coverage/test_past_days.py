"""What was asked of a day gone by is answered with the very same bytes, whatever happens afterwards."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from app import clock
from tests.asking import ask
from tests.county import COUNTY, EAST_2, HILL_1, WEST_1, County, register
from tests.coverage.dots import tile_of
from tests.person import Person
from tests.phone import Phone, png

LAST_MONTH = 30
LAT, LON = 30.2, 118.5
HEAD = f"/tiles/doors/16/{'/'.join(map(str, tile_of(LAT, LON, 16)))}"


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now() - timedelta(days=LAST_MONTH), tick=True) as traveller:
        yield traveller


def exclude(person: Person, door: object, by: Person, days: int = 60) -> None:
    asked = ask(person, str(door), "away", clock.today() + timedelta(days=days))
    assert by.post(f"/exclusions/{asked.json['id']}/approve").status_code == 200, asked.text


def figures_of(dora: Person, day: str) -> dict[str, bytes]:
    """What the desk shows of a day: table, map, dots, and how many doors each list has."""
    shown = {level: dora.get("/coverage", by=level, scope=COUNTY, on=day).data for level in ("town", "village", "grid")}
    shown |= {kind: dora.get("/coverage", kind=kind, on=day).data for kind in ("family", "merchant")}
    shown["map"] = dora.get("/map/divisions", by="village", on=day).data
    shown["tile"] = dora.get(f"{HEAD}.mvt", on=day).data
    for state in ("uncovered", "covered", "excluded"):
        doors = dora.get("/households", state=state, on=day).json
        shown[f"list {state}"] = repr([(d["id"], d["state"], d["division_code"]) for d in doors["items"]]).encode()
    return shown


def test_last_month_comes_out_the_same_byte_for_byte(
    now: time_machine.Traveller, alice: Person, bob: Person, carol: Person, dora: Person, erin: Person, county: County
):
    east, west = Phone(alice, county), Phone(bob, county)
    flat = register("周五", WEST_1, "桥西村5号", lat=LAT, lon=LON)
    (first,) = east.verdicts(east.taught(county.doors["王一"]), blobs=(png(),))
    exclude(carol, county.doors["赵三"], erin)
    day = clock.today().isoformat()
    now.shift(timedelta(days=1))
    before = figures_of(dora, day)

    now.shift(timedelta(days=LAST_MONTH - 1))
    west.verdicts(west.taught(flat, png(1)), blobs=(png(1),))
    exclude(carol, county.doors["李二"], erin)
    taken_back = erin.post(f"/visits/{first['id']}/withdraw", reason="签错了户", reaches_back=False)
    moved = erin.post("/households/move", household_ids=[str(county.doors["李二"])], to_code=EAST_2)
    register("新户", HILL_1, "山前村9号", lat=LAT, lon=LON)
    assert (taken_back.status_code, moved.json["moved"]) == (200, 1)

    assert figures_of(dora, day) == before
    today = figures_of(dora, clock.today().isoformat())
    assert today["village"] != before["village"]
    assert today["tile"] != before["tile"]
