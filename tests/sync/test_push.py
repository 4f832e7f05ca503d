"""Handing in visits: verdicts, receipts, and twice is once."""

import threading

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.blobs.models import Blob
from app.changes import Change
from app.db import Base, db
from app.households.models import Standing
from app.sync.models import Event, Quarantine
from app.visits.models import Visit
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.sync.test_take_back import back


def rows() -> dict[str, list[tuple]]:
    """Everything in the database but who was seen when, and that it came five times."""
    besides = ("device", "sign_in", "audit_entry", "audit_head")
    tables = [t for t in Base.metadata.sorted_tables if t.name not in besides]
    return {t.name: sorted(map(repr, db.session.execute(t.select()))) for t in tables}


def test_a_taught_visit_with_its_signature_covers_the_door(phone: Phone, carol: Person, county: County):
    (verdict,) = phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))

    assert verdict["status"] == "created"
    assert verdict["receipt"] > 0
    assert carol.get("/coverage").json["total"]["covered"] == 1


def test_without_its_signature_it_waits_and_then_covers(phone: Phone, carol: Person, alice: Person, county: County):
    item = phone.taught(county.doors["王一"])
    phone.verdicts(item)
    assert carol.get("/coverage").json["total"]["covered"] == 0

    answer = alice.put(f"/blobs/{sha256(png())}", png())

    assert answer.status_code == 201
    assert carol.get("/coverage").json["total"]["covered"] == 1


@pytest.mark.parametrize("outcome", ["no_answer", "refused", "moved", "vacant"])
def test_other_outcomes_cover_nothing_but_count_as_attempts(phone: Phone, carol: Person, county: County, outcome: str):
    phone.verdicts(phone.visit(county.doors["王一"], outcome))

    door = carol.get("/households", q="王一").json["items"][0]
    assert (door["state"], door["attempts"], door["last_outcome"]) == ("uncovered", 1, outcome)


def test_the_same_push_sent_five_times_gives_the_same_database_as_once(phone: Phone, county: County):
    items = [phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), {"id": "no good"}]
    first = phone.verdicts(*items, blobs=(png(),))
    once = rows()

    again = [phone.verdicts(*items, blobs=(png(),)) for _ in range(4)]

    assert rows() == once
    for verdicts in again:
        assert [v["status"] for v in verdicts] == ["duplicate", "duplicate", "quarantined"]
        assert [v["receipt"] for v in verdicts] == [v["receipt"] for v in first]


def test_two_bad_items_of_fifty_stop_no_other(phone: Phone, county: County):
    doors = [register(f"住户{n}", EAST_1, f"桥东村5组{n}号") for n in range(48)]
    items = [phone.visit(door) for door in doors]
    items.insert(7, phone.event("not json at all"))
    items.insert(30, phone.taught(doors[0], slip={"strokes": []}))

    verdicts = phone.verdicts(*items)

    assert [v["status"] for v in verdicts].count("created") == 48
    assert (verdicts[7]["status"], verdicts[7]["code"]) == ("quarantined", "unreadable_event")
    assert (verdicts[30]["status"], verdicts[30]["code"]) == ("quarantined", "signature_empty")
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 48
    kept = set(db.session.scalars(select(Quarantine.event_id)))
    assert kept == {items[7]["id"], items[30]["id"]}


def test_one_event_twice_in_a_batch_is_stored_once(phone: Phone, county: County):
    item = phone.visit(county.doors["王一"])

    first, second = phone.verdicts(item, item)

    assert (first["status"], second["status"]) == ("created", "duplicate")
    assert first["receipt"] == second["receipt"]


def test_same_id_with_other_content_is_a_conflict_and_both_are_kept(phone: Phone, county: County):
    item = phone.visit(county.doors["王一"])
    phone.verdicts(item)
    other = {**phone.visit(county.doors["李二"]), "id": item["id"]}

    (verdict,) = phone.verdicts(other)

    assert (verdict["status"], verdict["code"]) == ("conflict", "same_id_other_content")
    assert db.session.scalar(select(Quarantine.raw)).count(other["sha256"]) == 1
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1


def test_a_visit_outside_my_grids_is_kept_for_review_and_counts_nowhere(phone: Phone, carol: Person, county: County):
    (verdict,) = phone.verdicts(phone.taught(county.doors["赵三"]), blobs=(png(),))

    assert (verdict["status"], verdict["code"]) == ("needs_review", "outside_grids")
    assert verdict["receipt"] > 0
    assert carol.get("/coverage").json["total"]["covered"] == 0


def test_eight_phones_sending_one_batch_at_once_store_each_event_once(empty_app: Flask, alice: Person, county: County):
    phone = Phone(alice, county)
    items = [phone.visit(county.doors["王一"]) for _ in range(5)]
    answers: list[list[str]] = []

    def send() -> None:
        answers.append([verdict["status"] for verdict in phone.verdicts(*items)])

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = [status for answer in answers for status in answer]
    assert sorted(statuses) == ["created"] * 5 + ["duplicate"] * 35
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 5


def test_receipts_are_change_numbers_without_a_gap(phone: Phone, county: County):
    verdicts = phone.verdicts(*[phone.visit(county.doors["王一"]) for _ in range(5)])

    numbers = [verdict["receipt"] for verdict in verdicts]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    assert db.session.scalars(select(Change.seq).order_by(Change.seq.desc())).first() == numbers[-1]


def test_the_number_of_queries_does_not_grow_with_the_doors_of_a_batch(phone: Phone, county: County):
    doors = [register(f"住户{n}", EAST_1, f"桥东村5组{n}号") for n in range(20)]

    def reads(*items: dict) -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        phone.verdicts(*items)
        event.remove(db.engine, "before_cursor_execute", listener)
        return sum(statement.startswith("SELECT") for statement in seen)

    knocks = [phone.visit(door) for door in doors]
    assert reads(phone.visit(doors[0])) == reads(*knocks)
    first, *more = [back(phone, knock, door) for knock, door in zip(knocks, doors, strict=True)]
    assert reads(first) == reads(*more)


def test_a_blob_is_kept_once(phone: Phone, county: County):
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(), png()))
    phone.verdicts(phone.taught(county.doors["李二"]), blobs=(png(),))

    assert db.session.scalar(select(func.count()).select_from(Blob)) == 1
    covered = select(func.count()).select_from(Standing).where(Standing.state == "covered")
    assert db.session.scalar(covered) == 2
