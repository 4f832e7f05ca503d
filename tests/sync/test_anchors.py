"""A phone and a server that have not lived through the same history find out before anything is done."""

import pytest
from sqlalchemy import delete, select, update

from app.changes import Change, Counter, hash_at, writing
from app.check import disagreements
from app.db import db
from app.sync.models import Event
from app.visits.models import Visit
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png, sha256


def forget_since(seq: int) -> None:
    """As if the server had been restored from a backup that ends at a change number."""
    with writing():
        for table in (Visit, Event):
            db.session.execute(delete(table).where(table.receipt > seq))
        db.session.execute(delete(Change).where(Change.seq > seq))
        db.session.execute(update(Counter).values(value=seq, chain_hash=hash_at(seq)))


def test_every_answer_carries_the_newest_place_in_history(phone: Phone, alice: Person, county: County):
    pushed = phone.push(phone.visit(county.doors["王一"])).json
    phone.anchor = pushed["anchor"]
    answers = [alice.get(f"/sync/{call}", headers=phone.headers).json for call in ("pull", "snapshot")]

    assert pushed["anchor"]["seq"] == pushed["results"][0]["receipt"]
    assert [answer["anchor"] for answer in answers] == [pushed["anchor"]] * 2
    put = alice.put(f"/blobs/{sha256(png())}", png(), headers=phone.headers).json
    assert put["anchor"] == {"seq": put["receipt"], "hash": hash_at(put["receipt"])}


def test_a_restored_server_is_noticed_and_nothing_is_done(phone: Phone, alice: Person, county: County):
    kept = phone.push(phone.visit(county.doors["王一"])).json["anchor"]
    phone.anchor = phone.push(phone.visit(county.doors["李二"])).json["anchor"]
    forget_since(kept["seq"])

    answers = [
        phone.push(phone.visit(county.doors["王一"])),
        *(alice.get(f"/sync/{call}", headers=phone.headers) for call in ("pull", "snapshot")),
        alice.put(f"/blobs/{sha256(png())}", png(), headers=phone.headers),
    ]

    answers.append(alice.head(f"/blobs/{sha256(png())}", headers=phone.headers))  # whose answer has no words

    assert [(a.status_code, a.headers["X-Problem"]) for a in answers] == [(409, "history_diverged")] * 5
    assert answers[0].json["details"] == {"max_seq": kept["seq"]}
    assert db.session.scalars(select(Event.receipt)).all() == [kept["seq"]]


def test_it_is_noticed_though_the_same_event_came_again_under_the_same_number(
    phone: Phone, alice: Person, county: County
):
    before = phone.push().json["anchor"]["seq"]
    item = phone.visit(county.doors["王一"])
    heard = phone.push(item).json["anchor"]
    forget_since(before)
    again = phone.push(item).json["anchor"]
    phone.anchor = heard

    answer = alice.get("/sync/pull", headers=phone.headers)

    assert again["seq"] == heard["seq"]
    assert answer.json["code"] == "history_diverged"
    assert list(disagreements()) == []


def test_it_is_noticed_though_the_same_numbers_were_used_again(phone: Phone, county: County):
    kept = phone.push(phone.visit(county.doors["王一"])).json["anchor"]
    phone.anchor = phone.push(phone.visit(county.doors["王一"])).json["anchor"]
    forget_since(kept["seq"])
    other = Phone(phone.person, county)

    again = other.push(other.visit(county.doors["王一"])).json["anchor"]

    assert again["seq"] == phone.anchor["seq"]
    assert phone.push().json["code"] == "history_diverged"


def test_what_is_brought_again_is_created_or_a_duplicate(phone: Phone, county: County):
    items = [phone.visit(county.doors["王一"]), phone.visit(county.doors["李二"])]
    kept = phone.push(items[0]).json["anchor"]
    phone.push(items[1])
    forget_since(kept["seq"])

    assert [v["status"] for v in phone.verdicts(*items)] == ["duplicate", "created"]
    assert list(disagreements()) == []


@pytest.mark.parametrize("anchor", ["x", "1:abc", "-1:" + "0" * 64, "1:" + "G" * 64])
def test_an_anchor_that_is_none_is_refused(phone: Phone, alice: Person, anchor: str):
    assert alice.get("/sync/pull", headers={"X-Anchor": anchor}).status_code == 422


def test_the_check_names_a_link_that_was_changed(phone: Phone, county: County):
    register("孙五", EAST_1, "桥东村9号")
    phone.verdicts(phone.visit(county.doors["王一"]))
    seq = db.session.scalars(select(Event.receipt)).one()

    with writing():
        db.session.execute(update(Event).values(body_sha256="0" * 64))
        db.session.execute(update(Change).where(Change.seq == seq - 1).values(entity_id="another"))

    found = "\n".join(disagreements())
    assert f"change {seq - 1}: its hash does not follow" in found
    assert "its body is not what was hashed" in found
    assert "the chain does not hold it" in found
