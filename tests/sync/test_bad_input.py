"""Bad input at the phone's door: a clear sentence, a stable code, and nothing lost."""

import json

import pytest
from sqlalchemy import select

from app.check import disagreements
from app.db import db
from app.sync.models import Quarantine
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256

ANOTHER = "00000000-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"outcome": "danced"}, "unreadable_event"),
        ({"outcome": "taught"}, "taught_without_slip"),
        ({"household_id": ANOTHER}, "unknown_household"),
        ({"campaign_id": ANOTHER}, "unknown_campaign"),
        ({"note": "很" * 600}, "unreadable_event"),
        ({"note": "坏字\x00符"}, "unreadable_event"),
        ({"device_time": "昨天"}, "unreadable_event"),
        ({"device_time": "2026-11-22T10:00:00"}, "unreadable_event"),
        ({"position": {"lat_e6": 95_000_000, "lon_e6": 0, "accuracy_m": 5, "age_ms": 0}}, "unreadable_event"),
        ({"mono_ms": 1.5}, "unreadable_event"),
        ({"surprise": 1}, "unreadable_event"),
    ],
)
def test_a_visit_that_cannot_be_applied_is_kept_whole(phone: Phone, county: County, body: dict, code: str):
    item = phone.visit(**{"household_id": county.doors["王一"], **body})

    (verdict,) = phone.verdicts(item)

    assert (verdict["status"], verdict["code"]) == ("quarantined", code)
    assert verdict["message"]
    kept = json.loads(db.session.scalars(select(Quarantine.raw)).one())
    assert kept == item


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ({"strokes": []}, "signature_empty"),
        ({"strokes": [[]]}, "signature_empty"),
        ({"strokes": [[[1, 1, 0]]]}, "signature_empty"),
        ({"text": "换过的文字"}, "notice_text_differs"),
        ({"template_id": ANOTHER}, "unknown_template"),
        ({"signer_relation": "stranger"}, "unreadable_event"),
        ({"strokes": [[[1.5, 1, 0]] * 9]}, "unreadable_event"),
    ],
)
def test_a_slip_that_could_not_stand_is_kept_aside(phone: Phone, carol: Person, county: County, slip: dict, code: str):
    (verdict,) = phone.verdicts(phone.taught(county.doors["王一"], slip=slip), blobs=(png(),))

    assert (verdict["status"], verdict["code"]) == ("quarantined", code)
    assert carol.get("/coverage").json["total"]["covered"] == 0


@pytest.mark.parametrize("year", [1970, 2016, 2099])
def test_a_wrong_clock_is_no_reason_to_refuse(phone: Phone, carol: Person, county: County, year: int):
    device_time = f"{year}-01-01T08:00:00+08:00"

    (verdict,) = phone.verdicts(phone.visit(county.doors["王一"], device_time=device_time))

    assert (verdict["status"], verdict["code"]) == ("created", "clock_off")
    visit = db.session.scalars(select(Visit)).one()
    assert visit.visited_at == visit.received_at
    assert visit.device_time == device_time


@pytest.mark.parametrize("name", ["𠮷田", "王😀", "䶮", "e\u0301", "=1+1"])
def test_any_name_can_sign(phone: Phone, carol: Person, county: County, name: str):
    item = phone.taught(county.doors["王一"], slip={"signer_name": name})

    assert phone.verdicts(item, blobs=(png(),))[0]["status"] == "created"

    shown = carol.get(f"/households/{county.doors['王一']}").json
    assert shown["visits"][0]["slip"]["signer_name"] == name


def test_a_batch_of_five_megabytes_is_refused_whole_and_says_so(phone: Phone, county: County):
    answer = phone.push(phone.visit(county.doors["王一"], note="很" * 1_700_000))

    assert answer.status_code == 413
    assert answer.json["code"] == "too_large"


@pytest.mark.parametrize("junk", [None, [], {}, "text", {"items": []}, {"proto": 2, "device_id": ANOTHER, "items": []}])
def test_an_envelope_that_makes_no_sense_is_refused(alice: Person, junk):
    answer = alice._client.post("/api/v1/sync/push", json=junk, headers=alice._headers)

    assert answer.status_code in (400, 422)
    assert answer.json["code"] in ("bad_request", "invalid_input")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        (sha256(b"other"), png(), "blob_damaged"),
        (sha256(b"plain text"), b"plain text", "blob_not_an_image"),
        (sha256(b"\x89PNG" * 100_000), b"\x89PNG" * 100_000, "blob_too_large"),
    ],
)
def test_bytes_that_are_not_what_they_say_are_refused(alice: Person, name: str, data: bytes, code: str):
    assert alice.put(f"/blobs/{name}", data).json["code"] == code

    assert alice.head(f"/blobs/{name}").status_code == 404


def test_a_bad_blob_stops_no_visit(phone: Phone, county: County):
    answer = phone.push(phone.visit(county.doors["王一"]), blobs=(b"no picture",)).json

    assert answer["results"][0]["status"] == "created"
    assert answer["blobs"][0]["code"] == "blob_not_an_image"


@pytest.mark.parametrize(
    ("mono_ms", "anchor"),
    [
        (2**53 - 1, {"mono_ms": 0, "server_time": "2026-11-22T00:00:00+00:00"}),
        (5, {"mono_ms": 0, "server_time": "0001-01-01T00:00:00+14:00"}),
        (5, {"mono_ms": 0, "server_time": "9999-12-31T23:59:59-14:00"}),
        (5, {"mono_ms": 9, "server_time": "2026-11-22T00:00:00+00:00"}),
    ],
)
def test_a_clock_anchor_that_cannot_be_is_not_believed(phone: Phone, county: County, mono_ms: int, anchor: dict):
    item = phone.visit(county.doors["王一"], mono_ms=mono_ms, clock_anchor={**anchor, "boot_id": "boot-1"})

    assert phone.verdicts(item)[0]["status"] == "created"


# What a clock may say, and what no clock in UTC can.
EXTREMES = ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00"]


@pytest.mark.parametrize("moment", EXTREMES)
def test_a_time_to_come_again_that_no_calendar_has_holds_up_no_visit(
    phone: Phone, carol: Person, county: County, moment: str
):
    item = phone.visit(county.doors["王一"], photos=[], lesson=None, come_back_at=moment)

    assert phone.verdicts({**item, "schema_version": 4})[0]["status"] == "created"

    assert db.session.scalars(select(Visit)).one().come_back_at is None
    assert carol.get(f"/households/{county.doors['王一']}").status_code == 200
    assert list(disagreements()) == []


@pytest.mark.parametrize("moment", EXTREMES)
@pytest.mark.parametrize("oldest", ["1970-01-01T00:00:00+00:00", "9998-12-31T00:00:00+00:00", *EXTREMES])
def test_clocks_that_say_the_first_year_or_the_last_are_reckoned_with(
    phone: Phone, carol: Person, county: County, moment: str, oldest: str
):
    report = {"device_time": moment, "oldest_waiting_at": oldest, "minted_seq": 5}
    anchor = {"mono_ms": 0, "server_time": moment, "boot_id": "boot-1"}
    for _ in range(2):
        answer = phone.push(phone.visit(county.doors["王一"], device_time=moment, clock_anchor=anchor), report=report)
        assert [one["status"] for one in answer.json["results"]] == ["created"]

    assert [one["missing"] for one in carol.get("/devices").json["items"]] == [3]


def test_a_copy_of_an_item_that_cannot_be_stored_cannot_be_either(phone: Phone, county: County):
    first, second = phone.visit(county.doors["王一"]), phone.visit(county.doors["李二"])
    second["device_seq"] = first["device_seq"]

    verdicts = phone.verdicts(first, second, second)

    assert [(v["status"], v["code"]) for v in verdicts] == [
        ("created", None),
        ("quarantined", "device_seq_taken"),
        ("quarantined", "device_seq_taken"),
    ]


@pytest.mark.parametrize("depth", [10, 800])
def test_an_item_of_nested_lists_stops_no_other(phone: Phone, county: County, depth: int):
    deep: list = []
    for _ in range(depth - 1):
        deep = [deep]

    verdicts = phone.verdicts({"id": "deep", "body": deep}, phone.visit(county.doors["王一"]))

    assert [verdict["status"] for verdict in verdicts] == ["quarantined", "created"]
    assert "[" * depth in db.session.scalars(select(Quarantine.raw)).one()


def test_an_id_in_capitals_is_answered_as_it_was_sent(phone: Phone, county: County):
    item = phone.visit(county.doors["王一"])
    item["id"] = item["id"].upper()

    (verdict,) = phone.verdicts(item)

    assert (verdict["id"], verdict["status"]) == (item["id"], "created")
    assert verdict["receipt"] > 0
