"""Doors without a position on the register: what the visits' own fixes tell of them, and that the rest is said to be untold."""

from dataclasses import replace

import numpy as np

from app.grades.facts import Seen
from app.grades.flags import look
from app.grades.grading import grade
from tests.grades.cheats import CHEATS
from tests.grades.test_grading import DOOR, visit
from tests.grades.village import honest_days, make_village, shapes_for


def unplaced(minutes: float, north_m: float = 0, **said: object) -> Seen:
    return visit(minutes, north_m, **{"door": None, "distance_m": None, "accuracy_m": 5 + round(minutes) % 7, **said})


def found(visits: list[Seen]) -> tuple[set[str], set[str]]:
    came = look(visits, {})
    return {flag.code for flag in came.flags}, set(came.silent)


def test_one_identical_fix_measured_again_and_again_is_found_and_supports_nothing():
    visits = [unplaced(2 * n) for n in range(19)]

    assert "same_fix" in found(visits)[0]
    for one in visits:
        graded = grade(one, visits)
        said = {reason.code: reason.bears for reason in graded.reasons}
        assert (graded.grade, said["same_fix_no_door"]) == ("C", "against")
        assert "around" not in said
    # A phone that kept its last fix tells the same, with its age.
    assert "same_fix" not in found([unplaced(0.5 * n) for n in range(9)])[0]
    assert "same_fix" in found([unplaced(0.5 * n) for n in range(9)])[1]
    assert grade(replace(visits[0], plate_scanned=True), visits).grade == "B"


def test_many_signed_at_one_point_are_found_and_it_is_said_that_they_may_be_neighbours():
    visits = [unplaced(n, n % 4) for n in range(9)]

    (flag,) = (flag for flag in look(visits, {}).flags if flag.code == "one_point")
    assert flag.said == "在 10 分钟、15 米之内给 9 户签了名，而这些户登记时没有位置；同一栋楼也可能"
    # Three doors with a position close together say nothing of sixteen that have none.
    some = [replace(one, door=DOOR) for one in visits[:3]]
    assert "one_point" in found([*some, *(unplaced(n / 2, n % 4) for n in range(16))])[0]
    # Of a few without a position nobody can tell whether they belong to the building.
    flags, silent = found([*(replace(one, door=DOOR) for one in visits[:8]), visits[8]])
    assert ("one_point" in flags, "one_point" in silent) == (False, True)
    assert "one_point" not in found([replace(one, door=DOOR) for one in visits])[1]


def test_an_accuracy_that_never_changes_is_found_by_where_the_phone_says_that_it_was():
    def run(apart_m: float) -> list[Seen]:
        return [unplaced(6 * n, apart_m * n, accuracy_m=20) for n in range(12)]

    assert "same_accuracy" in found(run(40))[0]
    flags, silent = found(run(5))
    assert ("same_accuracy" in flags, "same_accuracy" in silent) == (False, True)
    assert "same_accuracy" not in found([unplaced(6 * n, 40 * n) for n in range(12)])[1]


def test_how_far_from_doors_without_a_position_is_not_told():
    flags, silent = found([unplaced(6 * n, 900 * n) for n in range(12)])

    assert ("far" in flags, "far" in silent) == (False, True)


def test_in_villages_without_positions_cheating_is_found_and_the_honest_are_left_alone():
    rng = np.random.default_rng(11)
    for _ in range(12):
        village = make_village(rng)
        doors = village.part(0)
        honest = [replace(one, door=None, distance_m=None) for one in honest_days(rng, doors)]
        assert look(honest, shapes_for(rng, honest)).flags == ()
        for cheat, flag in (("mocked", "same_fix"), ("sofa_in_haste", "one_point")):
            made = CHEATS[cheat][1](rng, village, doors[:36]).visits
            assert flag in found([replace(one, door=None, distance_m=None) for one in made])[0]
