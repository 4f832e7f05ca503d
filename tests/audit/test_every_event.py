"""Each kind of event leaves exactly one entry, with the right words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sync import sealing
from tests.audit.cases import CASES, a_roster
from tests.audit.conftest import House
from tests.audit.reading import brief, told_of, whole_log
from tests.county import EAST, TOWN
from tests.person import PASSWORD
from tests.rosters.desk import Import
from tests.sync.sealed import outbox, seal


def _without_household(said: Any) -> Any:
    """Which door it was is another in each run."""
    return re.sub("住户编号 …[0-9a-f]{4}，?", "", said) if isinstance(said, str) else said


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_event_leaves_its_one_entry(house: House, name: str):
    act, words, more = CASES[name]
    more = {k: (house.phone.device_id if v == "device" else v) for k, v in more.items()}

    left = told_of(house.erin, lambda: act(house))

    expected = [("carol", "request_exclusion", "done"), words] if name == "own exclusion" else [words]
    assert [brief(entry) for entry in left] == expected
    assert {key: _without_household(left[-1][key]) for key in more} == more
    assert left[-1]["address"] == "127.0.0.1"


@pytest.mark.parametrize(
    "act",
    [
        lambda h: h.phone.push(),
        lambda h: h.carol.get("/coverage"),
        lambda h: h.carol.get("/users"),
        lambda h: h.carol.get("/aside", limit=0),
        lambda h: h.carol.get("/households", limit=0),
        lambda h: h.charlie.get("/exclusions"),
        lambda h: h.carol.get("/divisions"),
        lambda h: h.carol.get("/devices"),
        lambda h: h.carol.get("/session"),
        lambda h: h.erin.get("/audit"),
        lambda h: h.erin.get("/exports"),
        lambda h: h.carol.get("/exports/allowance"),
        lambda h: h.carol.get("/export-requests"),
        lambda h: h.alice.get("/sync/pull", since=h.phone.push().json["anchor"]["seq"]),
        lambda h: h.frank.post("/divisions", parent_code=EAST, name=""),
        lambda h: h.app.test_client().get("/api/v1/households"),
        lambda h: h.app.test_client().delete("/api/v1/session"),
    ],
)
def test_what_shows_and_changes_nothing_of_anybodys_leaves_none(house: House, act: Callable[[House], Any]):
    assert told_of(house.erin, lambda: act(house)) == []


def test_who_looks_for_somebody_is_in_it_though_nobody_is_shown(house: House):
    """How many there are tells whether a telephone is on the register."""
    left = told_of(house.erin, lambda: house.carol.post("/households/search", q="13800001234", limit=0))

    assert [entry["said"] for entry in left] == ["0 户，电话已隐去，按姓名、地址或电话查找"]
    assert house.carol.get("/aside", limit=0).json == {"items": [], "total": 1, "next": None}


def test_a_push_that_is_sent_twice_is_two_reads_of_the_post_and_one_visit(house: House):
    item = house.phone.visit(house.county.doors["王一"])

    left = told_of(house.erin, lambda: [house.phone.push(item), house.phone.push(item)])

    assert [brief(entry) for entry in left] == [("alice", "push", "done")] * 2


def test_what_is_undone_leaves_nothing(house: House):
    """Another transaction of the same kind had taken the name: 409, and the change is not in the log."""
    house.frank.post("/divisions", parent_code=EAST, name="第三网格")

    left = told_of(house.erin, lambda: house.frank.post("/divisions", parent_code=EAST, name="第三网格"))

    assert left == []


def test_a_roster_is_in_the_log_when_it_is_in_the_register(house: House):
    brought = Import(house.frank, a_roster(), EAST)

    left = told_of(house.erin, lambda: (brought.commit(), house.frank.get(brought.path)))

    assert [brief(entry) for entry in left] == [("frank", "commit_roster", "done"), ("frank", "take_roster", "done")]
    assert left[-1]["said"] == "新增 1 户"


def test_what_a_roster_holds_is_read_and_taken_away_by_name(house: House):
    brought = Import(house.frank, a_roster(), EAST)

    left = told_of(house.erin, lambda: (brought.rows(), brought.bad_rows()))

    assert [(brief(entry), entry["said"]) for entry in left] == [
        (("frank", "list_roster_rows", "done"), "2 行，电话已隐去"),
        (("frank", "export_bad_rows", "done"), "导出编号 1，1 行"),
    ]


def test_an_outbox_that_comes_as_a_file_is_in_it(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(house.app.config, "RESCUE_KEY_FILE", tmp_path / "county-key.pem")
    key = sealing.make_file(tmp_path / "county-key.pem")
    file = seal(key, outbox(house.phone, house.phone.visit(house.county.doors["王一"])))

    left = told_of(house.erin, lambda: house.carol.post("/sync/rescue", **file))

    assert [(brief(entry), entry["object_id"], entry["said"]) for entry in left] == [
        (("carol", "take_rescue", "done"), house.phone.device_id, "1 条")
    ]


def test_a_sign_in_that_fails_names_only_an_account_that_there_is(house: House):
    client = house.app.test_client()

    def fail(username: str, password: str) -> None:
        client.post("/api/v1/session", json={"username": username, "password": password})

    left = told_of(house.erin, lambda: [fail("bob", "wrong-horse"), fail(PASSWORD, "x")])

    assert [brief(entry) for entry in left] == [("bob", "sign_in", "sign_in_failed"), ("", "sign_in", "sign_in_failed")]
    assert PASSWORD not in str(left)
    assert "wrong-horse" not in str(left)


def test_what_somebody_types_into_an_address_is_not_kept(house: House):
    left = told_of(house.erin, lambda: house.carol.get("/divisions/13800001234", scope="王一"))

    assert [(entry["object_id"], entry["scope"]) for entry in left] == [("", TOWN)]


def test_the_commands_are_in_it(house: House):
    runner = house.app.test_cli_runner()
    person = ("--username", "gina", "--name", "姬娜", "--role", "station", "--password", "correct-horse")

    left = told_of(house.erin, lambda: runner.invoke(args=["create-user", *person, "--scope", TOWN]))

    assert [(e["action"], e["object_id"], e["role"], e["said"]) for e in left] == [
        ("run_command", "create-user", "operator", "姬娜")
    ]


def test_no_number_is_missing_and_check_finds_nothing(house: House):
    for name, (act, _, _) in CASES.items():
        if name != "own exclusion":
            act(house)

    numbers = [entry["seq"] for entry in whole_log(house.people["dora"])]

    assert numbers == list(range(1, len(numbers) + 1))
    assert house.app.test_cli_runner().invoke(args=["check"]).output == "一致，没有发现问题。\n"
