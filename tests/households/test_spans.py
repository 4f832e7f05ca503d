"""Where a door stands on each day, by table."""

from datetime import date

import pytest

from app.households.spans import Place, Stretch, spans

FOREVER = date(9999, 12, 31)


def day(number: int) -> date:
    return date(2026, 3, number)


def place(start: int, end: int | None = None, code: str = "A") -> Place:
    return Place(day(start), day(end) if end else FOREVER, code, "family")


def stretch(start: int, end: int | None = None) -> Stretch:
    return Stretch(day(start), day(end) if end else FOREVER)


@pytest.mark.parametrize(
    ("places", "exclusions", "covers", "expected"),
    [
        ([place(1)], [], [], [(1, None, "A", "uncovered")]),
        ([place(1)], [], [stretch(5)], [(1, 5, "A", "uncovered"), (5, None, "A", "covered")]),
        ([place(1)], [], [stretch(1)], [(1, None, "A", "covered")]),
        # Withdrawn on day 8: covered on the days between, for ever.
        (
            [place(1)],
            [],
            [stretch(5, 8)],
            [(1, 5, "A", "uncovered"), (5, 8, "A", "covered"), (8, None, "A", "uncovered")],
        ),
        # Withdrawn reaching back: it never was.
        ([place(1)], [], [stretch(5, 5)], [(1, None, "A", "uncovered")]),
        # Excluded beats covered, and the cover is there again when the exclusion runs out.
        (
            [place(1)],
            [stretch(3, 6)],
            [stretch(2)],
            [(1, 2, "A", "uncovered"), (2, 3, "A", "covered"), (3, 6, "A", "excluded"), (6, None, "A", "covered")],
        ),
        # Two visits: the second holds when the first is withdrawn.
        ([place(1)], [], [stretch(2, 4), stretch(3)], [(1, 2, "A", "uncovered"), (2, None, "A", "covered")]),
        # Moved on day 4; days gone by stay where they were counted.
        (
            [place(1, 4), place(4, code="B")],
            [],
            [stretch(2)],
            [(1, 2, "A", "uncovered"), (2, 4, "A", "covered"), (4, None, "B", "covered")],
        ),
        # Moved twice on one day.
        (
            [place(1, 4), place(4, 4, "B"), place(4, code="C")],
            [],
            [],
            [(1, 4, "A", "uncovered"), (4, None, "C", "uncovered")],
        ),
        # Taken off the register on day 4; what is said of it later counts nowhere.
        ([place(1, 4)], [], [stretch(6)], [(1, 4, "A", "uncovered")]),
        ([], [], [stretch(2)], []),
    ],
)
def test_it_cuts_a_doors_life_into_spans(places, exclusions, covers, expected):
    found = [
        (s.from_on.day, None if s.until_on == FOREVER else s.until_on.day, s.division_code, s.state)
        for s in spans(places, exclusions, covers)
    ]

    assert found == expected
