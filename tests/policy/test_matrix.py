"""Every cell of the policy table, as real requests about real things: allowed, refused, or not there at all."""

import time
from collections import Counter, defaultdict

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import policy
from app.changes import writing
from app.db import db
from app.people.models import User
from tests.county import hire
from tests.person import PASSWORD
from tests.policy.calls import BY_PLACE, Call
from tests.policy.cells import Cell, cells, changes, complaints, faceless
from tests.policy.land import Land
from tests.policy.lists import LISTS, OWN
from tests.policy.myself import MYSELF
from tests.policy.oracle import One, may
from tests.policy.places import COUNTY, NEAR_TOWN
from tests.policy.state import Kept

pytestmark = pytest.mark.one_database

API = "/api/v1"
COVERED = {*BY_PLACE, *LISTS, *OWN}
GUARDED = {f"{method} {path.removeprefix(API)}": row for (method, path), row in policy.TABLE.items() if not row.is_open}


def test_no_row_of_the_table_is_left_out_and_none_is_made_up():
    assert set(GUARDED) == COVERED
    assert set(MYSELF) <= COVERED


def test_the_table_says_of_each_role_what_the_oracle_says():
    wrong = [
        (route, role)
        for route, row in GUARDED.items()
        for role in policy.ROLES.values()
        if (role in row.grants) != may(One("x", role, COUNTY), route)
    ]

    assert wrong == []


def test_every_cell(land: Land, capsys: pytest.CaptureFixture[str]):
    begun, cpu = time.monotonic(), time.process_time()
    kept = Kept()
    wrong: list[str] = []
    outcomes: Counter[str] = Counter()
    faces: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with kept.watching():
        for cell in cells(land):
            answer = ask(land, cell)
            wrong += complaints(land, cell, answer)
            outcomes[cell.expected] += 1
            if cell.expected in ("absent", "refused"):
                faces[cell.route, cell.variant, cell.expected].add(faceless(answer))
            if changes(cell, answer):
                kept.put_back()
    took, cpu = time.monotonic() - begun, time.process_time() - cpu
    with capsys.disabled():
        print(f"\n{outcomes.total()} cells in {took:.1f} s ({cpu:.1f} s of processor): {dict(outcomes)}")

    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:100])
    assert {where: faces_ for where, faces_ in faces.items() if len(faces_) > 1} == {}
    assert outcomes.total() >= 1_800
    assert min(outcomes[word] for word in ("refused", "absent", "own", "kept", "done")) >= 8


def test_asking_without_a_body_opens_no_more(land: Land):
    """HEAD goes by the row of GET."""
    asked = [cell for cell in cells(land) if cell.route.startswith("GET ") and cell.one.name in ("ann", "sid")]

    differ = []
    for cell in asked:
        head, whole = (send(land, cell.one.name, method, cell.call) for method in ("HEAD", "GET"))
        if (head.status_code, head.data) != (whole.status_code, b""):
            differ.append(cell.name)

    assert len(asked) > 200
    assert differ == []


@pytest.mark.parametrize("who", ["nobody", "closed", "half"])
def test_without_an_account_and_with_half_a_sign_in_nothing_opens(app: Flask, land: Land, who: str):
    """Nobody; somebody whose account was closed a moment ago; a station that gave its password and no second step."""
    headers, cure = _stranger(app, land, who)
    client = app.test_client(use_cookies=False)
    first = {(cell.route, cell.variant, cell.relation): cell for cell in cells(land) if cell.one.name == "sam"}

    wrong = []
    for cell in first.values():
        if who == "half" and cell.route in ENROLLING:
            continue
        method = cell.route.split()[0]
        answer = client.open(f"{API}{cell.call.path}", method=method, query_string=cell.call.query, headers=headers)
        if answer.headers.get("X-Problem") != cure:
            wrong.append((cell.name, answer.status_code, answer.text[:90]))

    assert len(first) > 400
    assert wrong == []


ENROLLING = {"GET /session", "DELETE /session", "POST /second-step", "PUT /second-step", "POST /session/code"}


def _stranger(app: Flask, land: Land, who: str) -> tuple[dict[str, str], str]:
    if who == "nobody":
        return {}, "signed_out"
    with writing():
        user = hire("somebody", "station", NEAR_TOWN)
        user.is_demo = False
    signed_in = app.test_client(use_cookies=False).post(
        f"{API}/session", json={"username": "somebody", "password": PASSWORD}
    )
    if who == "closed":
        with writing():
            db.session.get_one(User, user.id).is_active = False
    headers = {"Authorization": f"Bearer {signed_in.json['token']}"}
    return headers, "signed_out" if who == "closed" else "second_step_missing"


def ask(land: Land, cell: Cell) -> TestResponse:
    return send(land, cell.one.name, cell.route, cell.call)


def send(land: Land, name: str, route: str, call: Call) -> TestResponse:
    options = {"json": call.json} if call.json is not None else {"data": call.data}
    if call.form:
        options["content_type"] = "multipart/form-data"
    method = route.split(maxsplit=1)[0]
    return land.people[name].send(method, call.path, query_string=call.query, headers=call.headers, **options)
