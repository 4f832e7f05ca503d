"""No bit of what was sealed can be another, and nothing can leave its place: a few thousand tries of tests/seals/flips.py."""

from datetime import timedelta
from random import Random

import pytest
import time_machine
from flask import Flask

from app.sync.sealing import CountyKey
from tests.county import build
from tests.seals import flips
from tests.seals.flips import Sealed


@pytest.fixture
def sealed(app: Flask, county_key: CountyKey) -> Sealed:
    with time_machine.travel(flips.FIRST - timedelta(days=1).total_seconds(), tick=True):
        county = build()
    return flips.make(app, county, county_key, 100)


def test_a_flipped_bit_is_seen_by_both_verifiers(sealed: Sealed):
    assert len(sealed.all) == 100
    assert list(flips.all_hold(sealed)) == []
    rng = Random(7)

    found = [flips.flip(sealed, rng) for _ in range(3000)]

    assert {where for where, _, _ in found} == {"record", "seal", "image", "root", "root's seal"}
    assert [one for one in found if one[1] or one[2]] == []


def test_what_left_its_place_is_found_where_it_first_shows(sealed: Sealed):
    rng = Random(7)

    found = [flips.disturb(sealed, rng) for _ in range(120)]

    assert {how for how, *_ in found} == {"delete", "swap", "reorder", "truncate"}
    assert [one for one in found if not one[1] == one[2] == one[3]] == []
