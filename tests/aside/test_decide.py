"""The office decides about what was set aside, and whoever made it learns what and why."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from app.check import disagreements
from app.db import db
from app.sync.models import Event, Quarantine
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone, pixels, png, sha256
from tests.races import at_once

STRANGER = "00000000-0000-7000-8000-000000000000"


def waiting(person: Person) -> list[dict[str, Any]]:
    return person.get("/aside").json["items"]


def told(person: Person) -> dict[str, Any]:
    return [item["data"] for item in person.get("/sync/pull").json["items"] if item["kind"] == "verdict"][-1]


def covered(person: Person) -> int:
    return person.get("/coverage").json["total"]["covered"]


def test_an_accepted_visit_counts_from_today(phone: Phone, alice: Person, carol: Person, county: County):
    item = phone.taught(county.doors["赵三"])
    (verdict,) = phone.verdicts(item, blobs=(png(),))
    assert covered(carol) == 0

    answer = carol.post(f"/aside/{item['id']}/accept")

    assert answer.status_code == 204, answer.text
    assert (covered(carol), waiting(carol)) == (1, [])
    assert told(alice) | {"receipt": 0} == {
        "id": item["id"],
        "status": "accepted",
        "raw_sha256": None,
        "receipt": 0,
        "reason": None,
        "by_name": "Carol",
        "withdrawn_on": None,
    }
    assert told(alice)["receipt"] == verdict["receipt"]
    assert list(disagreements()) == []


def test_one_whose_signature_has_not_come_counts_when_it_does(
    phone: Phone, alice: Person, carol: Person, county: County
):
    item = phone.taught(county.doors["赵三"])
    phone.verdicts(item)
    carol.post(f"/aside/{item['id']}/accept")
    assert covered(carol) == 0

    phone.push(blobs=(png(),))

    assert covered(carol) == 1


def test_a_refused_visit_never_counts_and_its_worker_reads_why(
    phone: Phone, alice: Person, carol: Person, county: County
):
    item = phone.taught(county.doors["赵三"])
    phone.verdicts(item, blobs=(png(),))

    carol.post(f"/aside/{item['id']}/refuse", reason="不是本人负责的户")

    assert (covered(carol), waiting(carol)) == (0, [])
    assert (told(alice)["status"], told(alice)["reason"]) == ("refused", "不是本人负责的户")
    assert [v["status"] for v in phone.verdicts(item)] == ["duplicate"]


def test_a_repaired_visit_keeps_its_author_and_its_original(phone: Phone, alice: Person, carol: Person, county: County):
    item = phone.taught(STRANGER)
    (verdict,) = phone.verdicts(item, blobs=(png(),))
    assert (verdict["status"], verdict["code"]) == ("quarantined", "unknown_household")
    (aside,) = waiting(carol)
    before = db.session.scalars(select(Quarantine.raw)).one()

    answer = carol.post(f"/aside/{aside['id']}/accept", household_id=str(county.doors["王一"]))

    assert answer.status_code == 204, answer.text
    assert (covered(carol), waiting(carol)) == (1, [])
    visit = db.session.scalars(select(Visit)).one()
    assert (str(visit.worker_id), str(visit.household_id)) == (alice.id, str(county.doors["王一"]))
    assert db.session.scalars(select(Quarantine.raw)).one() == before
    assert told(alice)["id"] == item["id"]
    assert (told(alice)["status"], told(alice)["receipt"]) == ("accepted", visit.receipt)
    assert list(disagreements()) == []


def test_the_phone_may_send_what_was_repaired_again_for_ever(phone: Phone, carol: Person, county: County):
    item = phone.visit(STRANGER)
    (first,) = phone.verdicts(item)
    carol.post(f"/aside/{waiting(carol)[0]['id']}/accept", household_id=str(county.doors["王一"]))

    (again,) = phone.verdicts(item)

    assert again == first
    assert len(db.session.scalars(select(Event.id)).all()) == 1


def test_what_says_nothing_at_all_needs_a_door_and_an_outcome(phone: Phone, carol: Person, county: County):
    phone.verdicts(phone.event("not json"))
    (aside,) = waiting(carol)
    door = str(county.doors["王一"])

    answers = [
        carol.post(f"/aside/{aside['id']}/accept"),
        carol.post(f"/aside/{aside['id']}/accept", household_id=door),
        carol.post(f"/aside/{aside['id']}/accept", household_id=door, outcome="taught"),
        carol.post(f"/aside/{aside['id']}/accept", household_id=door, outcome="no_answer", note="据网格员口述"),
    ]

    codes = [answer.json["code"] if answer.data else None for answer in answers]
    assert codes == ["unreadable_event", "unreadable_event", "taught_without_slip", None]


def test_while_nobody_has_decided_it_is_said_again_and_not_called_received(phone: Phone, carol: Person, county: County):
    item = phone.visit(county.doors["赵三"])

    first, again = phone.verdicts(item)[0], phone.verdicts(item)[0]

    assert again == first
    assert (again["status"], again["code"]) == ("needs_review", "outside_grids")
    carol.post(f"/aside/{item['id']}/accept")
    assert phone.verdicts(item)[0]["status"] == "duplicate"


@pytest.mark.parametrize(
    "wrong",
    [
        {"campaign_id": STRANGER},
        {"witness": "长" * 61},
        {"device_time": "昨天"},
        {"position": {"lat_e6": 1}},
        {"slip": {"template_id": STRANGER}},
    ],
)
def test_what_no_office_can_put_right_stands_in_nobodys_way(phone: Phone, carol: Person, county: County, wrong: dict):
    (verdict,) = phone.verdicts(phone.taught(county.doors["王一"], **wrong), blobs=(png(),))
    assert verdict["status"] == "quarantined"

    answer = carol.post(f"/aside/{waiting(carol)[0]['id']}/accept")

    assert (answer.status_code, covered(carol)) == (204, 1), answer.text
    assert list(disagreements()) == []


def test_accepting_while_the_signature_arrives_covers_the_door(
    phone: Phone, alice: Person, carol: Person, county: County
):
    for number in range(6):
        item = phone.taught(county.doors["赵三"] if number % 2 else STRANGER, png(number))
        phone.verdicts(item)
        repair = {} if number % 2 else {"household_id": str(county.doors["赵三"])}
        aside = waiting(carol)[0]["id"]

        at_once(
            lambda a=aside, r=repair: carol.post(f"/aside/{a}/accept", **r),
            lambda n=number: alice.put(f"/blobs/{sha256(png(n))}", png(n)),
        )

        db.session.rollback()
        assert list(disagreements()) == []
    assert covered(carol) == 1


def test_a_refused_copy_names_the_copy(phone: Phone, alice: Person, carol: Person, county: County):
    item = phone.visit(county.doors["王一"])
    phone.verdicts(item, {**phone.visit(county.doors["李二"]), "id": item["id"]})

    carol.post(f"/aside/{waiting(carol)[0]['id']}/refuse", reason="重复")

    kept = db.session.scalars(select(Quarantine.raw_sha256)).one()
    assert (told(alice)["id"], told(alice)["raw_sha256"]) == (item["id"], kept)


def test_a_refused_item_stays_whole(phone: Phone, alice: Person, carol: Person, county: County):
    item = phone.visit(STRANGER)
    phone.verdicts(item)
    (aside,) = waiting(carol)

    carol.post(f"/aside/{aside['id']}/refuse", reason="查无此户")

    kept = db.session.scalars(select(Quarantine)).one()
    assert json.loads(kept.raw) == item
    assert (kept.resolution, kept.resolution_reason) == ("refused", "查无此户")
    assert (told(alice)["id"], told(alice)["reason"]) == (item["id"], "查无此户")


def test_a_repaired_visit_that_is_taken_back_is_told_under_the_phones_own_name(
    phone: Phone, alice: Person, carol: Person, county: County
):
    item = phone.visit(STRANGER)
    phone.verdicts(item)
    carol.post(f"/aside/{waiting(carol)[0]['id']}/accept", household_id=str(county.doors["王一"]))
    visit = db.session.scalars(select(Visit.id)).one()

    carol.post(f"/visits/{visit}/withdraw", reason="走错了门")

    assert (told(alice)["id"], told(alice)["status"], told(alice)["reason"]) == (item["id"], "withdrawn", "走错了门")


def test_it_is_decided_once(phone: Phone, carol: Person, erin: Person, county: County):
    items = [phone.visit(county.doors["赵三"]), phone.visit(STRANGER)]
    phone.verdicts(*items)
    door = str(county.doors["王一"])

    for aside in waiting(carol):
        repair = {"household_id": door} if aside["kind"] == "quarantined" else {}
        answers = at_once(
            lambda a=aside, r=repair: carol.post(f"/aside/{a['id']}/accept", **r),
            lambda a=aside: erin.post(f"/aside/{a['id']}/refuse", reason="不采纳"),
        )

        assert sorted(answer.status_code for answer in answers) == [204, 409]
        assert erin.get(f"/aside/{aside['id']}").json["code"] == "aside_already_decided"
    db.session.rollback()
    assert list(disagreements()) == []


def test_who_decides_and_how_far(
    phone: Phone, alice: Person, frank: Person, dora: Person, charlie: Person, county: County
):
    items = [phone.visit(county.doors["赵三"]), phone.visit(STRANGER)]
    phone.verdicts(*items)
    kept = str(db.session.scalars(select(Quarantine.id)).one())

    for aside in (items[0]["id"], kept):
        codes = [p.post(f"/aside/{aside}/refuse", reason="不").status_code for p in (alice, frank, dora, charlie)]
        assert codes == [403, 403, 403, 404]
        assert charlie.get(f"/aside/{aside}").status_code == 404
        assert dora.get(f"/aside/{aside}").status_code == 200


def test_a_repair_cannot_reach_a_door_elsewhere(phone: Phone, carol: Person, county: County):
    phone.verdicts(phone.visit(STRANGER))
    (aside,) = waiting(carol)

    answer = carol.post(f"/aside/{aside['id']}/accept", household_id=str(county.doors["钱四"]))

    assert answer.json["code"] == "unknown_household"
    assert len(waiting(carol)) == 1


def test_the_item_is_shown_as_the_phone_sent_it(phone: Phone, carol: Person, charlie: Person, county: County):
    item = phone.taught(STRANGER, note="门口有狗")
    phone.verdicts(item)
    (aside,) = waiting(carol)

    shown = carol.get(f"/aside/{aside['id']}").json

    assert json.loads(shown["raw"]) == item
    assert (shown["slip_text"], shown["signature_here"]) == (json.loads(item["body"])["slip"]["text"], False)
    assert carol.get(f"/aside/{aside['id']}/signature").status_code == 404
    phone.push(blobs=(png(),))
    assert pixels(carol.get(f"/aside/{aside['id']}/signature").data) == pixels(png())
    assert charlie.get(f"/aside/{aside['id']}/signature").status_code == 404
    assert shown["body"] == json.loads(item["body"])
    assert (shown["signer_name"], shown["has_slip"], shown["repairable"]) == ("王一", True, True)
    assert shown["suggestions"] == {"household_id": STRANGER, "outcome": "taught", "note": "门口有狗"}
    assert shown["visited_at"] is not None


def test_half_an_emoji_keeps_nobody_from_accepting(phone: Phone, carol: Person, county: County):
    body = json.loads(phone.visit(county.doors["王一"])["body"])
    phone.verdicts(phone.event(json.dumps({**body, "note": "a\ud83d"})))
    (aside,) = waiting(carol)

    assert carol.get(f"/aside/{aside['id']}").status_code == 200
    assert carol.post(f"/aside/{aside['id']}/accept").status_code == 204
    assert db.session.scalars(select(Visit.note)).all() == ["a?"]


@pytest.mark.parametrize("raw", [{"id": "no good"}, {"id": "x", "body": 5}, {"body": '{"note": 5, "slip": 7}'}])
def test_what_cannot_be_read_is_shown_all_the_same(phone: Phone, carol: Person, raw: dict):
    phone.verdicts(raw)
    (aside,) = waiting(carol)

    shown = carol.get(f"/aside/{aside['id']}").json

    assert json.loads(shown["raw"]) == raw
    assert (shown["note"], shown["signer_name"], shown["photos"]) == (None, None, 0)
