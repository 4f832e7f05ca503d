"""The office ends a phone: refused from then on; it hands in what it has, wipes itself and says so."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.backups import operations as backups
from app.blobs import quota
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.phones.keyed import KeyedPhone, code_for, enrolled
from tests.sync.sealed import key, outbox, seal

__all__ = ["key"]  # a fixture


@pytest.fixture
def phone(app: Flask, carol: Person, county: County) -> KeyedPhone:
    return enrolled(app, carol, "alice")


def state_of(office: Person, phone: KeyedPhone) -> tuple[bool, bool]:
    """Whether it is ended, and whether it has said that it is wiped."""
    (listed,) = [one for one in office.get("/devices").json["items"] if one["id"] == phone.device_id]
    return listed["ended_at"] is not None, listed["wiped_at"] is not None


def test_an_ended_phone_is_refused_everything(carol: Person, phone: KeyedPhone):
    assert carol.post(f"/phones/{phone.device_id}/end").json["ended"] == 1

    answers = [phone.call("GET", "/sync/snapshot"), phone.push(), phone.call("GET", "/session"), phone.sign_in("alice")]

    assert {(answer.status_code, answer.json["code"]) for answer in answers} == {(401, "phone_ended")}
    assert state_of(carol, phone) == (True, False)


def test_it_says_when_it_is_wiped(carol: Person, phone: KeyedPhone):
    carol.post(f"/phones/{phone.device_id}/end")

    assert phone.call("POST", "/phones/wiped").status_code == 204

    assert state_of(carol, phone) == (True, True)


def test_a_phone_in_use_has_no_last_words(carol: Person, phone: KeyedPhone):
    assert phone.call("POST", "/phones/wiped").json["code"] == "signature_wrong"
    assert phone.client.post("/api/v1/phones/wiped").json["code"] == "signature_wrong"
    assert state_of(carol, phone) == (False, False)


def test_what_it_still_held_is_kept_and_looked_at(
    app: Flask, alice: Person, carol: Person, county: County, phone: KeyedPhone, key: Any
):
    was = Phone(alice, county)
    was.device_id = phone.device_id
    sent, unsent = was.visit(county.doors["王一"]), was.visit(county.doors["李二"])
    phone.push(sent)
    carol.post(f"/phones/{phone.device_id}/end")

    answer = phone.call("POST", "/phones/last-parcel", seal(key, outbox(was, sent, unsent)))

    assert answer.status_code == 200, answer.text
    assert (answer.json["counts"]["duplicate"], answer.json["counts"]["quarantined"]) == (1, 1)
    (kept,) = carol.get("/aside").json["items"]
    assert kept["worker_name"] == "Alice"
    # It was Alice who made it, and it counts once somebody has looked at it.
    assert carol.post(f"/aside/{kept['id']}/accept").status_code == 204


def lost_of(office: Person, phone: KeyedPhone) -> int | None:
    """Up to how many records went with its store; None where nothing is said to be lost."""
    (listed,) = [one for one in office.get("/devices").json["items"] if one["id"] == phone.device_id]
    assert (listed["lost_at"] is None) == (listed["lost_up_to"] is None)
    return listed["lost_up_to"]


def loses_its_store(phone: KeyedPhone, alice: Person, county: County) -> None:
    """It handed in one of nine; the browser clears its store, and the new one finds the mark."""
    was, new = Phone(alice, county), Phone(alice, county)
    was.device_id = phone.device_id
    batch = phone.batch(was.visit(county.doors["王一"])) | {"phone": was.report(minted_seq=9)}
    assert phone.call("POST", "/sync/push", batch).status_code in (200, 401)
    new.push(report={"lost": {"device_id": phone.device_id, "minted_seq": 9}})


def test_what_was_lost_before_it_was_wiped_is_named(alice: Person, carol: Person, county: County, phone: KeyedPhone):
    phone.push(Phone(alice, county).visit(county.doors["王一"]))
    carol.post(f"/phones/{phone.device_id}/end")

    loses_its_store(phone, alice, county)

    assert lost_of(carol, phone) == 8


def test_what_was_lost_after_it_was_enrolled_again_is_named(
    alice: Person, carol: Person, county: County, phone: KeyedPhone
):
    carol.post(f"/phones/{phone.device_id}/end")
    phone.new_key()
    phone.counter = 0
    phone.enrol(code_for(carol, "alice"))

    loses_its_store(phone, alice, county)

    assert lost_of(carol, phone) == 8


def test_what_the_phone_of_a_closed_account_still_held_is_kept_too(
    alice: Person, carol: Person, erin: Person, county: County, phone: KeyedPhone, key: Any
):
    was = Phone(alice, county)
    was.device_id = phone.device_id
    erin.patch(f"/accounts/{alice.id}", is_active=False)

    assert phone.push().json["code"] == "phone_ended"
    answer = phone.call("POST", "/phones/last-parcel", seal(key, outbox(was, was.visit(county.doors["王一"]))))

    assert answer.json["counts"]["quarantined"] == 1, answer.text
    (kept,) = carol.get("/aside").json["items"]
    assert kept["worker_name"] == "Alice"
    assert carol.post(f"/aside/{kept['id']}/accept").status_code == 204


def test_its_parcel_twice_is_once(alice: Person, carol: Person, county: County, phone: KeyedPhone, key: Any):
    was = Phone(alice, county)
    was.device_id = phone.device_id
    file = seal(key, outbox(was, was.visit(county.doors["王一"])))
    carol.post(f"/phones/{phone.device_id}/end")

    for _ in range(2):
        phone.call("POST", "/phones/last-parcel", file)

    assert carol.get("/aside").json["total"] == 1


def test_its_parcel_is_no_success_while_pictures_stay_behind(
    alice: Person,
    carol: Person,
    county: County,
    phone: KeyedPhone,
    key: Any,
    monkeypatch: pytest.MonkeyPatch,
):
    """A phone deletes what it handed in: beyond the day's quota it is told to come again, and keeps all of it."""
    was = Phone(alice, county)
    was.device_id = phone.device_id
    file = seal(key, outbox(was, was.taught(county.doors["王一"], png()), blobs=(png(),)))
    carol.post(f"/phones/{phone.device_id}/end")

    with monkeypatch.context() as patch:
        patch.setattr(quota, "DAILY_BYTES", 10)
        refused = phone.call("POST", "/phones/last-parcel", file)
    assert (refused.status_code, refused.json["code"]) == (429, "blob_quota")
    assert int(refused.headers["Retry-After"]) > 0
    taken = [phone.call("POST", "/phones/last-parcel", file) for _ in range(2)]

    assert [(answer.status_code, answer.json["blobs_refused"]) for answer in taken] == [(200, 0)] * 2
    assert carol.get("/aside").json["total"] == 1


def test_another_phones_parcel_is_not_its_own(
    alice: Person, carol: Person, county: County, phone: KeyedPhone, key: Any
):
    other = Phone(alice, county)
    carol.post(f"/phones/{phone.device_id}/end")

    answer = phone.call("POST", "/phones/last-parcel", seal(key, outbox(other, other.visit(county.doors["王一"]))))

    assert answer.json["code"] == "rescue_damaged"


def test_a_phone_that_was_ended_can_be_enrolled_again(carol: Person, phone: KeyedPhone):
    carol.post(f"/phones/{phone.device_id}/end")
    phone.new_key()

    assert phone.enrol(code_for(carol, "alice")).status_code == 201

    assert phone.call("GET", "/sync/snapshot").status_code == 200
    assert state_of(carol, phone) == (False, False)


@pytest.mark.parametrize(("name", "said"), [("charlie", "not_found"), ("dora", "not_allowed"), ("bob", "not_allowed")])
def test_who_cannot_end_it(app: Flask, phone: KeyedPhone, name: str, said: str):
    assert Person(app, name).post(f"/phones/{phone.device_id}/end").json["code"] == said
    assert phone.call("GET", "/session").status_code == 200


def test_a_restore_does_not_let_it_in_again(
    app: Flask, carol: Person, county: County, phone: KeyedPhone, tmp_path: Path
):
    """Nor does it shut out a phone that was enrolled since."""
    backups.write(tmp_path / "county.backup")
    carol.post(f"/phones/{phone.device_id}/end")
    since = enrolled(app, carol, "bob")

    result = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "county.backup"), "--anyway"])

    assert result.exit_code == 0, result.output
    assert phone.call("GET", "/sync/snapshot").json["code"] == "phone_ended"
    assert since.call("GET", "/sync/snapshot").status_code == 200


def test_all_of_it_stands_in_the_log(carol: Person, erin: Person, phone: KeyedPhone):
    carol.post(f"/phones/{phone.device_id}/end")
    phone.call("GET", "/sync/snapshot")
    phone.call("POST", "/phones/wiped")

    log = [(one["username"], one["action"], one["outcome"]) for one in reversed(erin.get("/audit").json["items"])]
    assert [entry for entry in log if entry[1] not in ("sign_in", "list_users")] == [
        ("carol", "make_enrolment", "done"),
        ("alice", "enrol_phone", "done"),
        ("carol", "end_phone", "done"),
        ("", "fetch_snapshot", "refused"),
        ("alice", "phone_wiped", "done"),
    ]


def test_a_store_that_was_wiped_at_the_offices_word_is_not_a_lost_one(
    alice: Person, carol: Person, phone: KeyedPhone, county: County
):
    phone.push()
    carol.post(f"/phones/{phone.device_id}/end")
    phone.call("POST", "/phones/wiped")

    Phone(alice, county).push(report={"lost": {"device_id": phone.device_id, "minted_seq": 3}})

    (listed,) = [one for one in carol.get("/devices").json["items"] if one["id"] == phone.device_id]
    assert listed["lost_at"] is None


def test_a_phone_that_is_not_enrolled_is_signed_out_and_the_others_of_its_owner_that_are_not(
    app: Flask, alice: Person, carol: Person, county: County, phone: KeyedPhone
):
    plain, desk_of_frank = Phone(alice, county), Person(app, "frank")
    plain.push(plain.visit(county.doors["王一"]), report={})

    assert carol.post(f"/phones/{plain.device_id}/end").json["ended"] == 1

    assert plain.push().json["code"] == "signed_out"
    assert phone.call("GET", "/sync/snapshot").status_code == 200
    assert desk_of_frank.get("/session").status_code == 200
    # It is wiped by nothing that we could prove, and says what it kept once its owner signs in again.
    again = Phone(Person(app, "alice"), county)
    again.device_id, again.seq = plain.device_id, plain.seq
    assert [v["status"] for v in again.verdicts(again.visit(county.doors["李二"]))] == ["created"]


def test_a_phone_that_is_not_enrolled_is_ended_by_its_own_office_alone(
    alice: Person, charlie: Person, carol: Person, county: County
):
    plain = Phone(alice, county)
    plain.push(plain.visit(county.doors["王一"]), report={})

    assert charlie.post(f"/phones/{plain.device_id}/end").json["code"] == "not_found"
    assert carol.post(f"/phones/{alice.id}/end").json["code"] == "not_found"
    assert plain.push().status_code == 200
