"""The table of app/grades/README.md, cell by cell."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from app.grades.facts import Seen
from app.grades.flags import look, surprising
from app.grades.grading import grade
from app.grades.shapes import shape_of
from tests.grades.office import LAT, LON, NAME
from tests.grades.village import moved

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
DOOR = (LAT, LON)
_numbers = count()


def visit(minutes: float = 0, at_m: float = 5, **said: Any) -> Seen:
    """A signed visit so many minutes after noon, whose phone was so many metres north of its door."""
    number = next(_numbers)
    at = NOON + timedelta(minutes=minutes)
    lat, lon = moved(*DOOR, at_m, 0)
    known = {
        "id": number, "household_id": number, "at": at, "earliest": at, "latest": at, "signed": True, "lat": lat, "lon": lon,
        "accuracy_m": 10, "age_s": 3, "distance_m": round(at_m), "door": DOOR,
    }  # fmt: skip
    return Seen(**(known | said))


def without_fix(**said: Any) -> Seen:
    return visit(lat=None, lon=None, accuracy_m=None, age_s=None, distance_m=None, **said)


BESIDE = [visit(-9, 30), visit(12, 60)]
OFF, WIDE = {"clock_off": True}, {"earliest": None}


@pytest.mark.parametrize(
    ("seen", "others", "due", "codes"),
    [
        (visit(plate_scanned=True), [], "A", ["plate", "near", "alone"]),
        (without_fix(plate_scanned=True, no_fix_because="denied"), BESIDE, "A", ["plate", "no_fix"]),
        (visit(plate_scanned=True, **WIDE), [], "B", ["plate", "near", "alone", "wide"]),
        (visit(at_m=700, plate_scanned=True), [], "C", ["plate", "far", "alone"]),
        (visit(), BESIDE, "A", ["near", "around"]),
        (visit(**OFF), BESIDE, "B", ["near", "around", "clock_off"]),
        (visit(accuracy_m=1, **OFF), BESIDE, "C", ["near", "exact", "around", "clock_off"]),
        (visit(), [], "B", ["near", "alone"]),
        (visit(**OFF), [], "B", ["near", "alone", "clock_off"]),
        (visit(accuracy_m=0, **WIDE), [], "C", ["near", "exact", "alone", "wide"]),
        (visit(at_m=150), BESIDE, "C", ["between", "around"]),
        (visit(at_m=350, accuracy_m=90, distance_m=350), [], "D", ["far", "alone"]),
        (visit(at_m=350, accuracy_m=120), BESIDE, "C", ["rough"]),
        (visit(age_s=130), BESIDE, "C", ["stale"]),
        (visit(distance_m=None, door=None), BESIDE, "C", ["no_door", "around"]),
        (without_fix(no_fix_because="timeout"), BESIDE, "C", ["no_fix"]),
        (without_fix(**WIDE), [], "C", ["no_fix", "wide"]),
        (visit(at_m=201), BESIDE, "D", ["far", "around"]),
        (visit(at_m=260, accuracy_m=90), BESIDE, "C", ["between", "around"]),
        # What is left at the end of an exact place's time.
        (visit(lat=None, lon=None, accuracy_m=None, distance_m=20), BESIDE, "B", ["near"]),
        (visit(lat=None, lon=None, accuracy_m=None, distance_m=500), BESIDE, "C", ["erased"]),
    ],
)
def test_each_cell(seen: Seen, others: list[Seen], due: str, codes: list[str]):
    graded = grade(seen, others)

    assert (graded.grade, [reason.code for reason in graded.reasons]) == (due, codes)
    assert all(reason.said for reason in graded.reasons)


def test_an_impossible_way_on_one_side_is_a_doubt_and_on_both_it_is_this_fix():
    # Five kilometres in two minutes: 150 km/h.
    away, then = visit(-2, 5_000), visit(2, 5_000)

    assert grade(visit(), [away]).grade == "B"
    assert grade(visit(), [away, visit(3, 40)]).reasons[1].code == "too_fast"
    assert grade(visit(), [away, then]).grade == "D"
    assert grade(visit(), [visit(-2, 3_900), visit(2, 3_900)]).grade == "A"
    assert grade(visit(**OFF), [away, then]).reasons[1].code == "around"


def test_one_fix_at_many_doors_contradicts_unless_the_doors_stand_together():
    def same(apart_m: float) -> list[Seen]:
        return [visit(7 * n, 0, distance_m=0, door=moved(*DOOR, 0, n * apart_m)) for n in range(3)]

    def is_odd(some: list[Seen]) -> set[bool]:
        return {"same_fix" in {reason.code for reason in grade(one, some).reasons} for one in some}

    apart = same(100)
    assert [grade(one, apart).grade for one in apart] == ["D"] * 3
    assert (is_odd(apart), is_odd(same(10)), is_odd(same(100)[:2])) == ({True}, {False}, {False})


def test_too_short_needs_a_signature_another_door_and_two_good_clocks():
    before = visit(-0.9)

    def is_short(seen: Seen, other: Seen) -> bool:
        return "too_short" in {reason.code for reason in grade(seen, [other]).reasons}

    assert is_short(visit(), before)
    assert not is_short(visit(), visit(-1))
    assert not is_short(visit(signed=False), before)
    assert not is_short(visit(household_id=before.household_id), before)
    assert not is_short(visit(**OFF), before)
    assert not is_short(visit(), visit(-0.9, **OFF))


def test_the_order_of_the_others_and_visits_days_away_change_nothing():
    seen = visit()

    assert grade(seen, [*BESIDE, visit(-3000, 90_000), seen]) == grade(seen, BESIDE[::-1])


@pytest.mark.parametrize(("of", "usual", "least"), [(10, 0.06, 5), (50, 0.06, 10), (10, 0.04, 5), (200, 0.04, 19)])
def test_a_share_is_told_from_chance(of: int, usual: float, least: int):
    """Held against the same reckoned the other way round: what comes about as seldom as once in a thousand."""
    found = surprising(of, usual)
    chance = [1.0]
    for _ in range(of):
        chance = [
            (chance[k] if k < len(chance) else 0) * (1 - usual) + (chance[k - 1] if k else 0) * usual
            for k in range(len(chance) + 1)
        ]

    assert found == least
    assert sum(chance[found:]) < 0.001
    assert found == 5 or sum(chance[found - 1 :]) >= 0.001


def codes(visits: list[Seen]) -> set[str]:
    return {flag.code for flag in look(visits, {}).flags}


def test_flags_begin_just_where_the_table_says():
    def apart(n: int, **said: Any) -> Seen:
        place = moved(*DOOR, 0, n * 100)
        return visit(6 * n, 0, **({"lat": place[0], "lon": place[1], "door": place, "accuracy_m": 5 + n % 7} | said))

    def same_accuracy(times: int) -> list[Seen]:
        return [apart(n, accuracy_m=20) for n in range(times)]

    assert codes(same_accuracy(11)) == set()
    assert codes(same_accuracy(12)) == {"same_accuracy"}
    assert codes([apart(n, accuracy_m=int(n > 2) * 9) for n in range(11)]) == {"exact"}
    assert codes([apart(n, accuracy_m=1 if n < 2 else 9) for n in range(11)]) == set()
    assert codes([apart(n, distance_m=201 if n < 5 else 3) for n in range(10)]) == {"far"}
    assert codes([apart(n, distance_m=201 if n < 4 else 3) for n in range(10)]) == set()
    assert codes([apart(n, clock_off=n < 5) for n in range(10)]) == {"clock_off"}
    assert codes([apart(n, clock_off=n < 4) for n in range(10)]) == set()

    def one_point(count: int, seconds: float) -> list[Seen]:
        return [
            visit(seconds * n / 60, n % 4, door=moved(*DOOR, 0, n * 100), accuracy_m=5 + n % 7) for n in range(count)
        ]

    assert "one_point" in codes(one_point(9, 75))
    assert "one_point" not in codes(one_point(8, 75))
    assert "one_point" not in codes(one_point(9, 76))

    def jumps(times: int) -> list[Seen]:
        return [visit(2 * n, 5_000 * (n % 2), accuracy_m=5 + n % 7, distance_m=3) for n in range(times + 1)]

    assert codes(jumps(3)) == {"too_fast"}
    assert codes(jumps(2)) == set()


def test_an_empty_week_finds_nothing_and_says_that_it_could_not():
    found = look([], {})

    assert found.flags == ()
    assert set(found.silent) == {"same_accuracy", "far", "too_fast", "one_point", "too_short"}


FAR = 2**52 - 1


@pytest.mark.parametrize(
    "strokes",
    [[], [[]], [[[5, 5, 0]]], [[[5, 5, 0], [5, 5, 9]]], [[[0, 0, 0], [90, 3, 9]]], [[[FAR, 0, 0], [-FAR, 0, 1]]]],
)
def test_what_has_no_shape_is_compared_with_nothing(strokes: list[list[list[int]]]):
    assert shape_of(strokes) is None


def test_a_shape_is_the_same_at_any_place_and_size():
    once = shape_of(NAME)
    again = shape_of([[[x * 3 + 7, y * 3 - 40, t] for x, y, t in stroke] for stroke in NAME])

    assert once is not None
    assert again == pytest.approx(once)
