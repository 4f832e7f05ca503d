"""For any history, pace's figure of each day is a recount's and coverage's: every scope, kind, role and day asked from."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.county import COUNTY, EAST, HILL, OTHER_TOWN, TOWN
from tests.coverage.test_recount import ACTIONS, DAYS, KINDS, START, World
from tests.person import Person

# Who asks about what, and by which lines.
ASKED = (
    ("dora", COUNTY, "village"),
    ("erin", COUNTY, "worker"),
    ("erin", TOWN, "town"),
    ("carol", TOWN, "grid"),
    ("charlie", OTHER_TOWN, "worker"),
    ("charlie", HILL, "village"),
    ("frank", EAST, "grid"),
)
WIDTHS = {"town": 9, "village": 12, "grid": 15, "worker": 15}


def states(world: World, scope: str, kind: str | None, day: date, width: int) -> dict[str, Counter[str]]:
    """What the test's own ledger says, by the digits of a level."""
    found: dict[str, Counter[str]] = {}
    for door in world.doors:
        stood = door.on(day)
        if stood and stood[0].startswith(scope.rstrip("0")) and kind in (None, stood[1]):
            found.setdefault(stood[0][:width], Counter())[stood[2]] += 1
    return found


def counted(line: dict[str, Any]) -> Counter[str]:
    return +Counter({state: line[state] for state in ("covered", "excluded", "uncovered")})


def check(world: World, person: Person, scope: str, by: str) -> None:
    today = world.today
    for kind in (None, *KINDS):
        for on in sorted({today, START.date() + (today - START.date()) // 2}):
            answer = person.get("/pace", scope=scope, by=by, kind=kind, on=on.isoformat())
            assert answer.status_code == 200, answer.text
            shown, due = answer.json, states(world, scope, kind, on, WIDTHS[by])
            # A line of workers holds whole grids.
            parts = {line["code"]: line["grids"] or [line["code"]] for line in shown["items"]}
            assert {line["code"]: counted(line) for line in shown["items"] if counted(line)} == {
                code: together
                for code, grids in parts.items()
                if (together := sum((due.get(grid[: WIDTHS[by]], Counter()) for grid in grids), Counter()))
            }
            assert counted(shown["total"]) == sum(due.values(), Counter())
            for day in shown["days"]:
                then = sum(states(world, scope, kind, date.fromisoformat(day["on"]), 15).values(), Counter())
                assert day["covered"] == then["covered"], (scope, by, kind, on, day)
            assert (shown["days"][-1]["on"], shown["days"][-1]["covered"]) == (
                on.isoformat(),
                shown["total"]["covered"],
            )
            coverage = person.get("/coverage", scope=scope, by="village", kind=kind, on=on.isoformat()).json["total"]
            assert [shown["total"][name] for name in ("registered", "target", "covered")] == [
                coverage[name] for name in ("registered", "target", "covered")
            ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    story=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 11)), min_size=8, max_size=25)
)
def test_each_day_is_what_a_recount_says_of_it(app: Flask, story: list[tuple[str, int, int]]):
    with time_machine.travel(START, tick=False) as clock:
        world = World(app)
        for action, door, choice in story:
            if action != "sleep":
                world.do(action, door, choice)
            elif (world.today - START.date()).days < DAYS:
                clock.shift(timedelta(days=1))
        people = {name: Person(app, name) for name in dict.fromkeys(name for name, _, _ in ASKED)}
        for name, scope, by in ASKED:
            check(world, people[name], scope, by)
