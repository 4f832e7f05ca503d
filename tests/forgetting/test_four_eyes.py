"""One asks, another agrees; what is kept of it names nobody."""

import pytest
from flask import Flask

from tests.audit.reading import told_of
from tests.county import County
from tests.forgetting.orders import ORDER, ask, counted, forget
from tests.person import Person
from tests.phone import Phone, png


def test_whoever_asked_does_not_agree(erin: Person, gina: Person, county: County):
    asked = ask(erin, county.doors["王一"])

    own = erin.post(f"/forgettings/{asked['id']}/approve")

    assert (own.status_code, own.json["code"]) == (409, "own_forgetting")
    assert erin.get(f"/households/{county.doors['王一']}").json["householder"] == "王一"
    assert gina.post(f"/forgettings/{asked['id']}/approve").json["is_done"]
    assert erin.get(f"/households/{county.doors['王一']}").json["householder"] == "已依规删除"


def test_it_is_decided_once(erin: Person, gina: Person, county: County):
    asked = ask(erin, county.doors["王一"])
    assert erin.post("/forgettings", household_id=str(county.doors["王一"]), **ORDER).json["code"] == (
        "forgetting_already_requested"
    )
    refused = gina.post(f"/forgettings/{asked['id']}/refuse", reason="文书不全")
    assert (refused.json["decision"], refused.json["refusal"]) == ("refused", "文书不全")

    assert gina.post(f"/forgettings/{asked['id']}/approve").json["code"] == "forgetting_decided"
    assert erin.get(f"/households/{county.doors['王一']}").json["householder"] == "王一"
    again = ask(erin, county.doors["王一"])
    assert [one["id"] for one in erin.get("/forgettings").json["items"]] == [again["id"], asked["id"]]


def test_whoever_asked_takes_it_back_and_nobody_else(erin: Person, gina: Person, county: County):
    asked = ask(erin, county.doors["王一"])
    address = f"/forgettings/{asked['id']}"
    assert gina.post(f"{address}/withdraw").status_code == 404

    left = told_of(erin, lambda: erin.post(f"{address}/withdraw"))

    assert [one["action"] for one in left] == ["withdraw_forgetting"]
    shown = gina.get(address).json
    assert (shown["decision"], shown["decided_at"], shown["would_go"]) == ("withdrawn", None, [])
    for act, body in (("approve", {}), ("refuse", {"reason": "文书不全"})):
        assert gina.post(f"{address}/{act}", **body).json["code"] == "forgetting_decided"
    assert erin.post(f"{address}/withdraw").json["code"] == "forgetting_decided"
    assert erin.get(f"/households/{county.doors['王一']}").json["householder"] == "王一"
    again = ask(erin, county.doors["王一"])
    assert gina.post(f"/forgettings/{again['id']}/approve").json["is_done"]
    assert erin.post(f"/forgettings/{again['id']}/withdraw").json["code"] == "forgetting_decided"


@pytest.mark.parametrize(("basis", "code"), [("court", 422), ("authority", 422), ("own_request", 201), ("family", 201)])
def test_only_what_a_document_orders_needs_its_number(erin: Person, county: County, basis: str, code: int):
    body = {"household_id": str(county.doors["王一"]), "basis": basis, "reason": "该户要求删除"}

    answer = erin.post("/forgettings", **body)

    assert answer.status_code == code, answer.text
    assert answer.json.get("code") == ("order_number_missing" if code == 422 else None)
    assert answer.json.get("order_number") == (None if code == 422 else "")


@pytest.mark.parametrize("where", ["order_number", "reason"])
def test_what_is_kept_of_it_names_nobody(erin: Person, gina: Person, county: County, where: str):
    body = {**ORDER, where: "应王一要求"}

    answer = erin.post("/forgettings", household_id=str(county.doors["王一"]), **body)

    assert (answer.status_code, answer.json["code"]) == (422, "forgetting_names_people")
    asked = ask(erin, county.doors["王一"])
    assert gina.post(f"/forgettings/{asked['id']}/refuse", reason="王一没来").json["code"] == "forgetting_names_people"


def test_the_log_says_who_and_how_much_and_no_name(erin: Person, gina: Person, alice: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"], png(1), note="电话13800001234"), blobs=(png(1),))

    left = told_of(erin, lambda: forget(erin, gina, county.doors["王一"]))

    said = [(entry["username"], entry["action"], entry["object_kind"]) for entry in left]
    assert [one for one in said if one[2] == "forgetting"] == [
        ("erin", "ask_forgetting", "forgetting"),
        ("gina", "approve_forgetting", "forgetting"),
        ("gina", "forget_people", "forgetting"),
    ]
    assert "王一" not in str(left)
    assert "13800001234" not in str(left)


def test_what_would_go_is_what_went(erin: Person, gina: Person, alice: Person, county: County):
    phone = Phone(alice, county)
    event = phone.taught(county.doors["王一"], png(1), note="在家", photos=[])
    phone.verdicts(event | {"schema_version": 2}, phone.visit(county.doors["王一"], outcome="dreamt"), blobs=(png(1),))

    asked = ask(erin, county.doors["王一"])
    done = gina.post(f"/forgettings/{asked['id']}/approve").json

    assert counted(asked["would_go"]) == counted(done["removed"]) == {
        "slips": 1, "visits": 1, "originals": 1, "asides": 1, "pictures": 1, "register": 1,
    }  # fmt: skip


def test_by_command_two_administrators_are_named(app: Flask, erin: Person, gina: Person, county: County):
    run, door = app.test_cli_runner(), str(county.doors["王一"])
    order = ["--basis", "court", "--order", "（2026）皖1825民初7号", "--asked-by", "erin"]

    alone = run.invoke(args=["forget", door, *order, "--approved-by", "erin"])
    stranger = run.invoke(args=["forget", door, *order, "--approved-by", "carol"])
    shown = run.invoke(args=["forget", door, "--dry-run"])
    assert (alone.exit_code, stranger.exit_code, shown.exit_code) == (1, 1, 0)
    assert "只是试算" in shown.output
    assert erin.get(f"/households/{door}").json["householder"] == "王一"

    done = run.invoke(args=["forget", door, *order, "--approved-by", "gina"])

    assert done.exit_code == 0, done.output
    assert "户主和住户的姓名、电话、证件号：已删 1" in done.output
    assert erin.get(f"/households/{door}").json["householder"] == "已依规删除"
    (kept,) = erin.get("/forgettings").json["items"]
    assert (kept["requested_by_name"], kept["decided_by_name"], kept["is_done"]) == ("Erin", "Gina", True)


def test_by_command_only_a_document_has_a_number(app: Flask, erin: Person, gina: Person, county: County):
    """Whoever asks for themselves has none; nothing is said to be a court's word unless somebody says so."""
    run, door = app.test_cli_runner(), str(county.doors["王一"])
    two = ["--asked-by", "erin", "--approved-by", "gina", "--reason", "本人来信"]

    said_nothing = run.invoke(args=["forget", door, *two])
    numberless = [run.invoke(args=["forget", door, "--basis", basis, *two]) for basis in ("court", "authority")]
    assert (said_nothing.exit_code, [one.exit_code for one in numberless]) == (2, [1, 1])
    assert "须写明 --basis" in said_nothing.output
    assert all("order_number_missing" in one.output for one in numberless)
    assert erin.get(f"/households/{door}").json["householder"] == "王一"

    done = run.invoke(args=["forget", door, "--basis", "own_request", *two])

    assert done.exit_code == 0, done.output
    (kept,) = erin.get("/forgettings").json["items"]
    assert (kept["basis"], kept["order_number"], kept["is_done"]) == ("own_request", "", True)
