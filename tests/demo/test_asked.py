"""The demo's exclusions: photos that can be looked at, some that end soon, and one village that leaves out too many."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from app import clock
from app.coverage.outliers import named_from
from app.demo.county import DIVISIONS, HOUSEHOLDS
from app.demo.register import Village, make_register
from app.demo.rounds import DAYS, STANDS_OUT, Window, exclusions
from app.demo.scenes import make_scenes

pytestmark = pytest.mark.one_database


def villages(rng: Random) -> list[Village]:
    rows = [line.split(",") for line in DIVISIONS.read_text().splitlines()]
    places = sorted((code, name) for code, level, name, *_ in rows if level == "village")
    return make_register(rng, places, HOUSEHOLDS, clock.now())


@pytest.mark.parametrize("seed", [2026, 1, 2])
def test_one_village_leaves_out_more_doors_than_chance_explains(seed: int) -> None:
    rng = Random(seed)
    register, window = villages(rng), Window(clock.today() - timedelta(days=DAYS), clock.now())
    asked = [(village.code, ask) for village in register for ask in exclusions(rng, village, window)]
    left_out = Counter(code for code, ask in asked if ask.state == "approved")
    doors = {village.code: len(list(village.houses)) for village in register}

    named = {
        code for code, n in doors.items() if left_out[code] >= named_from(n, sum(doors.values()), left_out.total(), 68)
    }

    assert named == {STANDS_OUT}


def test_requests_that_wait_are_of_the_last_days() -> None:
    rng, today = Random(3), clock.today()
    window = Window(today - timedelta(days=DAYS), clock.now())
    asked = [ask for village in villages(rng) for ask in exclusions(rng, village, window)]

    waits = {(today - ask.asked_on).days for ask in asked if ask.state == "requested"}

    assert waits == {1, 2, 3, 4}


def test_photos_are_different_jpegs_and_the_same_for_the_same_seed() -> None:
    scenes = make_scenes(Random(5))
    names = [scene.sha256 for kind in scenes.values() for scene in kind]

    assert len(set(names)) == 8
    assert all(s.jpeg.startswith(b"\xff\xd8\xff") and len(s.jpeg) < 60_000 for kind in scenes.values() for s in kind)
    assert [scene.sha256 for kind in make_scenes(Random(5)).values() for scene in kind] == names
