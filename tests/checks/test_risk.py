"""Which doors are drawn by risk: rather those whose visits are supported the least."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from app import clock
from app.checks.lot import by_risk
from app.checks.risk import weights_of
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png

DRAWS = 2_000


def _at(lat_e6: int) -> dict[str, int]:
    return {"lat_e6": lat_e6, "lon_e6": 118_540_000, "accuracy_m": 10, "age_ms": 0}


def test_a_visit_that_its_place_contradicts_is_drawn_rather(alice: Person, county: County):
    phone, visits = Phone(alice, county), {}
    start = clock.now()
    # A day apart, so that none is held against another: one two kilometres from its door, seven at theirs.
    for number in range(8):
        with time_machine.travel(start + timedelta(days=number)):
            door = register(f"住户{number}", EAST_1, f"桥东村3组{number}号", lat=30.29, lon=118.54)
            item = phone.taught(door, png(number), position=_at(30_290_000 if number else 30_310_000))
            phone.verdicts(item, blobs=(png(number),))
            visits[door] = UUID(item["id"])

    weights = weights_of(visits)

    far, *near = weights.values()
    assert (far, set(near)) == (8.0, {2.0})
    drawn = Counter(by_risk(f"{seed}", weights, 1)[0] for seed in range(DRAWS))
    assert drawn[next(iter(visits))] / DRAWS == pytest.approx(8 / 22, abs=0.04)
