"""Many decided at once: each is its own decision with its own line in the record, and nobody's own is among them."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event

from app import clock
from app.check import disagreements
from app.db import db
from tests.asking import ask
from tests.county import EAST_1, County, register
from tests.exclusions.test_exclusions import figures
from tests.person import Person
from tests.phone import png, sha256


def asked_by(person: Person, names: str, reason: str = "lives_elsewhere", **given) -> list[str]:
    doors = [register(name, EAST_1, f"桥东村9组{name}") for name in names]
    return [ask(person, door, reason, **given).json["id"] for door in doors]


def lines(erin: Person, what: str) -> list[str]:
    entries = erin.get("/audit", limit=500).json["items"]
    return [entry["object_id"] for entry in entries if entry["action"] == what]


def test_each_door_leaves_the_denominator_and_has_its_line(alice: Person, carol: Person, erin: Person, county: County):
    ids = asked_by(alice, "甲乙丙")
    before = figures(carol)

    answer = carol.post("/exclusions/approve", ids=ids).json

    assert answer == {"decided": 3, "skipped": []}
    assert figures(carol) == (before[0], before[1] + 3, before[2] - 3)
    assert sorted(lines(erin, "approve_exclusion")) == sorted(ids)
    assert len(lines(erin, "approve_exclusions")) == 1
    approved = carol.get("/exclusions", state="approved").json["items"]
    assert {(one["id"], one["decided_by_name"]) for one in approved} == {(one, "Carol") for one in ids}
    assert list(disagreements()) == []


def test_ones_own_are_passed_over_and_counted(alice: Person, carol: Person, erin: Person, county: County):
    hers, own = asked_by(alice, "甲乙"), asked_by(carol, "丙丁")

    answer = carol.post("/exclusions/approve", ids=hers + own).json

    assert answer["decided"] == 2
    assert sorted((one["id"], one["code"]) for one in answer["skipped"]) == sorted((i, "own_exclusion") for i in own)
    assert all("须由他人审批" in one["message"] for one in answer["skipped"])
    assert figures(carol)[1] == 2
    assert sorted(lines(erin, "approve_exclusion")) == sorted(hers)
    refused = carol.post("/exclusions/refuse", ids=own, reason="不").json
    assert [one["code"] for one in refused["skipped"]] == ["own_exclusion"] * 2
    assert carol.get("/exclusions").json["total"] == 2


def test_whatever_else_may_not_be_approved_is_passed_over_with_its_reason(alice: Person, carol: Person, county: County):
    (fine,), (dark,) = asked_by(alice, "甲"), asked_by(alice, "乙", "demolished", photos=[sha256(png(8))])
    (late,) = asked_by(alice, "丙", expires_on=clock.today())
    (decided,) = asked_by(alice, "丁")
    carol.post(f"/exclusions/{decided}/refuse", reason="有人住")

    with time_machine.travel(clock.now() + timedelta(days=1)):
        answer = carol.post("/exclusions/approve", ids=[fine, dark, late, decided]).json

    assert answer["decided"] == 1
    assert {one["id"]: one["code"] for one in answer["skipped"]} == {
        dark: "photo_not_here",
        late: "expiry_passed",
        decided: "exclusion_already_decided",
    }


def test_refused_together_each_says_why(alice: Person, carol: Person, erin: Person, county: County):
    ids = asked_by(alice, "甲乙")

    assert carol.post("/exclusions/refuse", ids=ids, reason="证据不足").json["decided"] == 2

    refused = carol.get("/exclusions", state="refused").json["items"]
    assert {(one["id"], one["refusal"]) for one in refused} == {(one, "证据不足") for one in ids}
    assert sorted(lines(erin, "refuse_exclusion")) == sorted(ids)
    assert figures(carol)[1] == 0


def test_one_elsewhere_stops_all_as_one_that_is_not_there(
    alice: Person, carol: Person, charlie: Person, county: County
):
    ids = asked_by(alice, "甲")

    for more in (ask(charlie, county.doors["钱四"]).json["id"], "00000000-0000-7000-8000-000000000000"):
        answer = carol.post("/exclusions/approve", ids=[*ids, more])
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")

    assert figures(carol)[1] == 0


@pytest.mark.parametrize("ids", [[], ["00000000-0000-7000-8000-000000000000"] * 501])
def test_none_and_too_many_are_refused(carol: Person, county: County, ids: list[str]):
    assert carol.post("/exclusions/approve", ids=ids).json["code"] == "invalid_input"


def test_many_cost_no_more_questions_than_few(alice: Person, carol: Person, county: County):
    def questions(ids: list[str]) -> int:
        asked: list[str] = []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            assert carol.post("/exclusions/approve", ids=ids).json["decided"] == len(ids)
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        # Each row is written by itself, in one statement with many parameters.
        return len(asked)

    assert questions(asked_by(alice, "甲乙")) == questions(asked_by(alice, "天地玄黄宇宙洪荒日月盈昃"))


def test_the_list_costs_no_more_questions_when_it_is_long(alice: Person, carol: Person, county: County):
    def questions() -> int:
        asked: list[str] = []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            carol.get("/exclusions")
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(asked)

    asked_by(alice, "甲", "demolished", photos=[sha256(png(8))])
    few = questions()
    asked_by(alice, "乙丙丁戊己庚辛", "demolished", photos=[sha256(png(8))])

    assert questions() == few
