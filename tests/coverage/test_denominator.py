"""The denominator's page and the list of exclusions equal a recount in plain Python, in every scope, role, kind and day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.db import db
from tests.asking import ask
from tests.county import COUNTY, EAST, EAST_1, HILL, OTHER_TOWN, TOWN, WEST, County, register
from tests.coverage.test_recount import DAYS, KINDS, START, World
from tests.person import Person

# A failing story is short enough to be read as it is.
RUN = (Phase.generate,)
CAMPAIGN_DAYS = timedelta(days=30)  # it began before the story does
WHO = {"carol": TOWN, "charlie": OTHER_TOWN, "dora": COUNTY, "erin": COUNTY, "frank": EAST}
SCOPES = (COUNTY, TOWN, OTHER_TOWN, EAST, WEST, HILL, EAST_1)
ACTIONS = ("new_door", "teach", "ask", "exclude", "exclude", "exclude", "end_exclusion", "move", "sleep", "sleep")


def bare(code: str) -> str:
    return (
        code if len(code) == 15 else code[:6] if code.endswith("000000") else code[:9] if code.endswith("000") else code
    )


def held(world: World, day: date, scope: str, kind: str | None) -> tuple[int, dict[str, str]]:
    """How many doors stand in a scope on a day, and of those left out which exclusion does it, with its reason."""
    registered, why = 0, {}
    for door in world.doors:
        stood = door.on(day)
        if stood and stood[0].startswith(bare(scope)) and kind in (None, stood[1]):
            registered += 1
            why |= dict(fact.what for fact in door.exclusions if fact.holds(day))
    return registered, why


def check(app: Flask, world: World, since: date) -> None:
    for name, post in WHO.items():
        person = Person(app, name)
        for scope in SCOPES:
            if not scope.startswith(bare(post)):
                # A part of what was asked for is given: their own.
                if post.startswith(bare(scope)):
                    assert check_page(world, person, world.today, scope, post, None) is not None
                else:
                    assert person.get("/denominator", scope=scope).status_code == 404
                continue
            for number in range((world.today - START.date()).days + 1):
                day = START.date() + timedelta(days=number)
                for kind in (None, *KINDS) if scope in (COUNTY, EAST) else (None,):
                    page = check_page(world, person, day, scope, scope, kind)
                    check_days(world, page, scope, kind, since)


def check_page(world: World, person: Person, day: date, asked: str, scope: str, kind: str | None) -> dict[str, Any]:
    query = {"scope": asked, "kind": kind, "on": day.isoformat()}
    page = person.get("/denominator", **query).json
    listed = person.get("/exclusions", **query, limit=500).json
    registered, why = held(world, day, scope, kind)

    assert page["total"] == person.get("/coverage", **query, by="village").json["total"]
    assert (page["total"]["registered"], page["total"]["excluded"]) == (registered, len(why))
    assert page["reasons"] == Counter(why.values())
    assert {one["id"]: one["reason"] for one in listed["items"]} == why
    assert listed["total"] == len(why) == len(listed["items"])
    for line in page["items"]:
        doors, here = held(world, day, line["code"], kind)
        assert (line["registered"], line["excluded"], line["reasons"]) == (doors, len(here), Counter(here.values()))
        assert line["is_named"] == (line["excluded"] >= line["named_from"])
        assert line["code"].startswith(bare(scope))
    return page


def check_days(world: World, page: dict[str, Any], scope: str, kind: str | None, since: date) -> None:
    days = [date.fromisoformat(one["on"]) for one in page["days"]]
    assert days == [since + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == date.fromisoformat(page["on"])
    for day, one in zip(days, page["days"], strict=True):
        registered, why = held(world, day, scope, kind)
        everywhere, whys = held(world, day, COUNTY, kind)
        assert (one["registered"], one["excluded"]) == (registered, len(why))
        assert one["share"] == (len(why) / registered if registered else None)
        assert one["county_share"] == (len(whys) / everywhere if everywhere else None)


@settings(
    max_examples=8,
    deadline=None,
    phases=RUN,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    story=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 11)), min_size=8, max_size=20)
)
def test_page_and_list_equal_a_recount(app: Flask, story: list[tuple[str, int, int]]):
    with time_machine.travel(START, tick=False) as clock:
        world = World(app)
        since = world.today - CAMPAIGN_DAYS
        for action, door, choice in story:
            if action != "sleep":
                world.do(action, door, choice)
            elif (world.today - START.date()).days < DAYS // 2:
                clock.shift(timedelta(days=1))

        check(app, world, since)


@settings(
    max_examples=8,
    deadline=None,
    phases=RUN,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(asked=st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.integers(0, 5)), max_size=14))
def test_requests_move_no_rate_and_approving_and_expiring_move_it_by_exactly_their_doors(
    app: Flask, asked: list[tuple[int, bool, int]]
):
    with time_machine.travel(START, tick=False) as clock:
        world = World(app)
        for number in range(4):
            world.new_door(world.doors[0], number)
        begun, requests = rates(world), []
        for number, is_approved, lasts in asked:
            door = world.doors[number]
            last = world.today + timedelta(days=lasts)
            answer = ask(
                world.stations[bare(door.places[-1].what[0][:9] + "000").ljust(12, "0")], door.id, expires_on=last
            )
            if answer.status_code == 201 and is_approved:
                requests.append((answer.json["id"], last))
        assert rates(world) == begun
        assert begun[1] == 0

        ids = [one for one, _ in requests]
        assert not ids or world.erin.post("/exclusions/approve", ids=ids).json == {"decided": len(ids), "skipped": []}

        for day in range(8):
            holds = sum(last >= world.today for _, last in requests)
            assert rates(world) == (begun[0], holds, begun[2] - holds), day
            clock.shift(timedelta(days=1))


def rates(world: World) -> tuple[int, int, int]:
    total = world.dora.get("/coverage").json["total"]
    return total["registered"], total["excluded"], total["target"]


def test_a_village_that_leaves_out_far_more_than_the_county_is_named(
    app: Flask, dora: Person, carol: Person, erin: Person, frank: Person, county: County
):
    for number in range(40):
        register(f"东{number}", EAST_1, f"桥东村8组{number}号")
        register(f"西{number}", WEST + "001", f"桥西村8组{number}号")
    doors = [door["id"] for door in frank.get("/households", limit=100).json["items"]][:16]
    ids = [ask(frank, door).json["id"] for door in doors]
    carol.post("/exclusions/approve", ids=ids)

    lines = {line["name"]: line for line in dora.get("/denominator").json["items"]}

    assert {name for name, line in lines.items() if line["is_named"]} == {"桥东村"}
    assert lines["桥东村"]["excluded"] == 16
    # Whoever looks, from wherever: a village's own page says the same.
    (own,) = frank.get("/denominator").json["items"]
    assert own == lines["桥东村"]
    assert frank.get("/denominator").json["county_share"] == dora.get("/denominator").json["share"]


def test_the_page_costs_no_more_questions_when_there_are_more_doors(dora: Person, county: County):
    def questions() -> int:
        asked: list[str] = []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            dora.get("/denominator")
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(asked)

    few = questions()
    for number in range(20):
        register(f"东{number}", EAST_1, f"桥东村8组{number}号", registered_on=START.date() + timedelta(days=number))

    assert questions() == few
