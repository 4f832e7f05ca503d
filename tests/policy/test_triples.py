"""A hundred thousand random people, things and actions: what the routes go by and the oracle agree, and so do the routes."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import clock, policy
from app.campaigns.operations import create_campaign, current_template
from app.changes import writing
from app.db import db
from app.divisions.models import Assignment, Division, FormerAssignment
from app.divisions.scope import Scope, scope_of
from app.people.actor import Actor, admit
from app.problems import Problem
from app.sync.reach import lately_in_reach
from tests.asking import evidence
from tests.county import County, hire, register
from tests.person import Person
from tests.phone import Phone
from tests.policy.oracle import One, judged, listed

pytestmark = pytest.mark.one_database

# So many that the rarest outcome, of one route alone, comes a hundred times.
TRIPLES, THINGS_EACH, REQUESTS = 160_000, 20, 3_000
COUNTY = "991101000000"
TOWNS = [f"9911011{n:02}000" for n in range(3)]
VILLAGES = [f"{town[:9]}{n:03}" for town in TOWNS for n in range(1, 4)]
GRIDS = [f"{village}{n:03}" for village in VILLAGES for n in range(1, 4)]
UNGRIDDED = [village + "000" for village in VILLAGES]
ABSENT = ["991101900001", "991101900001001", "991101900000"]
API = "/api/v1"
ROUTES = {f"{method} {path.removeprefix(API)}": row for (method, path), row in policy.TABLE.items() if not row.is_open}
# Lists are asked for a division, and files taken for one: the oracle has a rule of its own for those.
LISTS = ("GET /households", "GET /coverage", "GET /map/divisions", "GET /exports/uncovered.csv", "GET /exclusions")
NARROWED = (
    *("POST /rosters", "POST /exports/jobs", "POST /export-requests", "GET /exports/allowance"),
    *(
        f"{route} /ledgers/{{ledger}}/{end}"
        for route, end in (("GET", "allowance"), ("POST", "requests"), ("POST", "jobs"))
    ),
    *("GET /printed-slips/allowance", "POST /printed-slips/requests", "POST /printed-slips/jobs"),
)
# What can be asked about a division or a door and changes nobody's rights.
BY_HTTP = (
    *LISTS,
    *("GET /households/{household_id}", "GET /divisions/{code}", "PATCH /divisions/{code}", "POST /exclusions"),
    *("PATCH /divisions/{code}#official_households", "POST /sync/push", "POST /accounts"),
)


@dataclass
class Crowd:
    """A county of random people who walk at random, and a door in every place."""

    people: list[One]
    ids: dict[str, uuid.UUID]
    doors: dict[str, uuid.UUID]
    county: County


@pytest.fixture
def crowd(app: Flask, hasty: None) -> Crowd:
    rng = Random(20261126)
    with writing():
        for code, level, parent in [
            (COUNTY, "county", None),
            *((code, "town", COUNTY) for code in TOWNS),
            *((code, "village", code[:9] + "000") for code in VILLAGES),
            *((code, "grid", code[:12]) for code in GRIDS),
        ]:
            db.session.add(Division(code=code, level=level, name=code, parent_code=parent))
            db.session.flush()
        people = [_somebody(rng, number) for number in range(150)]
        users = {one.name: hire(one.name, one.role, one.post) for one in people}
        db.session.flush()
        _walk(people, ids := {name: user.id for name, user in users.items()})
        campaign = create_campaign(
            name="行动", starts_on=clock.today() - timedelta(days=9), deadline_on=clock.today() + timedelta(days=9)
        )
    then = clock.today() - timedelta(days=20)
    doors = {code: register(code, code, code, registered_on=then) for code in (*GRIDS, *UNGRIDDED)}
    return Crowd(people, ids, doors, County(campaign.id, current_template(campaign.id).id))


def _somebody(rng: Random, number: int) -> One:
    role = rng.choice(("worker", "worker", "village", "station", "supervisor", "admin"))
    posts = {"worker": [*VILLAGES, *TOWNS], "village": VILLAGES, "station": TOWNS}.get(role, [COUNTY, COUNTY, *TOWNS])
    some = rng.sample(GRIDS, 6) if role == "worker" else []
    walks = tuple(some[: rng.randrange(4)])
    return One(f"p{number}", role, rng.choice(posts), walks, tuple(some[len(walks) : len(walks) + rng.randrange(3)]))


def _walk(people: list[One], ids: dict[str, uuid.UUID]) -> None:
    now, then = clock.now(), clock.now() - timedelta(days=5)
    for one in people:
        for code in one.walks:
            db.session.add(Assignment(grid_code=code, user_id=ids[one.name], since=then))
        for code in one.walked:
            until = now - timedelta(days=1)
            db.session.add(FormerAssignment(grid_code=code, user_id=ids[one.name], since=then, until=until))


def test_a_hundred_thousand_random_triples(crowd: Crowd, capsys: pytest.CaptureFixture[str]):
    rng, outcomes, wrong = Random(1), Counter[str](), []
    for _ in range(TRIPLES // THINGS_EACH):
        one, route = rng.choice(crowd.people), rng.choice(list(ROUTES))
        admitted = _admitted(crowd, one, route)
        for _ in range(THINGS_EACH):
            code, owner = _something(rng, crowd, one, route)
            expected = judged(one, route, code, owner)
            came = _decided(crowd, admitted, route, code, owner == one.name)
            outcomes[expected] += 1
            if came != expected:
                wrong.append((one, route, code, owner, came, expected))
    with capsys.disabled():
        print(f"\n{outcomes.total()} triples, {len(wrong)} disagreements: {dict(outcomes)}")

    assert wrong[:20] == []
    assert outcomes.total() >= TRIPLES
    assert min(outcomes[word] for word in ("refused", "absent", "own", "kept", "done")) > 100


def _something(rng: Random, crowd: Crowd, one: One, route: str) -> tuple[str | None, str]:
    above = [] if route == "POST /sync/push" else [*VILLAGES, *TOWNS, None]
    places = [*GRIDS, *UNGRIDDED, *above]
    near = [code for code in places if code and code.startswith((*one.reach, *one.walked, "-"))]
    code = rng.choice(near) if near and rng.random() < 0.5 else rng.choice(places)
    return code, one.name if rng.random() < 0.3 else rng.choice(crowd.people).name


def _admitted(crowd: Crowd, one: One, route: str) -> Actor | None:
    """What the guard of every route does."""
    actor = Actor(crowd.ids[one.name], one.name, one.name, one.role, one.post, clock.now())
    try:
        return admit(actor, ROUTES[route])
    except Problem:
        return None


def _decided(crowd: Crowd, actor: Actor | None, route: str, code: str | None, is_own: bool) -> str:
    """What the routes go by: the row's grant, the scope made from it, and whose the thing is."""
    if actor is None:
        return "refused"
    if actor.grant.reach == "county":
        return "done"
    if actor.grant.reach != "nowhere" and not _reached(crowd, actor, route, code):
        return "kept" if route == "POST /sync/push" else "absent"
    suits, decides = actor.grant.suits(is_own=is_own), actor.grant.whose == "another's"
    return "done" if suits else "own" if decides else "absent"


def _reached(crowd: Crowd, actor: Actor, route: str, code: str | None) -> bool:
    scope = scope_of(actor)
    if code is None:
        return False
    if route == "POST /sync/push":
        return scope.has(code) or bool(lately_in_reach(actor, [crowd.doors[code]], clock.now()))
    return bool(_narrowed(scope, code)) if route in NARROWED else scope.has(code)


def _narrowed(scope: Scope, code: str) -> tuple[str, ...]:
    try:
        return scope.within(code).prefixes
    except Problem:
        return ()


def test_some_thousands_of_them_as_requests(app: Flask, crowd: Crowd, capsys: pytest.CaptureFixture[str]):
    """So that what was compared above is shown to be what the routes go by."""
    rng, outcomes, wrong = Random(2), Counter[str](), []
    people = {one.name: Person(app, one.name) for one in crowd.people}
    for number in range(REQUESTS):
        one, route = rng.choice(crowd.people), rng.choice(BY_HTTP)
        code = _place_for(rng, one, route)
        answer = _asked(people[one.name], crowd, route, code, number)
        came, expected = _came(answer, route), _expected(one, route, code)
        outcomes[expected] += 1
        if came != expected:
            wrong.append((one, route, code, came, expected, answer.text[:80]))
    with capsys.disabled():
        print(f"\n{outcomes.total()} requests, {len(wrong)} disagreements: {dict(outcomes)}")

    assert wrong[:20] == []
    assert min(outcomes[word] for word in ("refused", "absent", "kept", "done")) > 30


def _place_for(rng: Random, one: One, route: str) -> str:
    doors = {"GET /households/{household_id}": 1, "POST /exclusions": 1, "POST /sync/push": 1}
    posts = [*VILLAGES, *TOWNS, *ABSENT[::2]]
    places = [*GRIDS, *UNGRIDDED] if route in doors else posts if "accounts" in route else [*GRIDS, *posts]
    near = [code for code in places if code.startswith((*one.reach, *one.walked, "-"))]
    return rng.choice(near) if near and rng.random() < 0.5 else rng.choice(places)


def _expected(one: One, route: str, code: str) -> str:
    if route in LISTS:
        reach = listed(one, route, code)
        return "done" if isinstance(reach, tuple) else reach
    return judged(one, route, None if code in ABSENT else code)


def _asked(person: Person, crowd: Crowd, route: str, code: str, number: int) -> TestResponse:
    method, path = route.split("#", maxsplit=1)[0].split(" ")
    door = str(crowd.doors.get(code, ""))
    path = path.replace("{code}", code).replace("{household_id}", door)
    query, body = ({"scope": code}, None) if route in LISTS else ({}, None)
    if route == "POST /exclusions":
        body = {"household_id": door, "reason": "moved_out", **evidence("moved_out")}
    elif method == "PATCH":
        body = {"official_households": 5} if "#" in route else {"doors_checked": True}
    elif route == "POST /accounts":
        body = {"username": f"n{number}", "name": "新", "role": "worker", "scope": code}
    elif route == "POST /sync/push":
        phone = Phone(person, crowd.county)
        body = {"proto": 1, "device_id": phone.device_id, "items": [phone.visit(door)], "blobs": []}
    return person.send(method, path, query_string=query, **({"json": body} if body else {}))


def _came(answer: TestResponse, route: str) -> str:
    problem = answer.headers.get("X-Problem", "")
    if problem == "not_allowed":
        return "refused"
    if answer.status_code == 404:
        return "absent"
    if route == "POST /sync/push" and answer.status_code == 200:
        return "done" if answer.json["results"][0]["status"] == "created" else "kept"
    fits = problem in ("exclusion_already_open", "not_a_village")
    return "done" if answer.status_code < 300 or fits else problem
