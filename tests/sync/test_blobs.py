"""Bytes that come by themselves: whole, in pieces, twice, and wrong."""

import os

import pytest

from app.db import db
from app.sync.models import Event
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256

PIECE = 64 * 1024
LARGE = b"\xff\xd8\xff" + bytes(range(256)) * 1200  # some 300 KB, a JPEG by its first bytes


def send(person: Person, data: bytes, offset: int, name: str | None = None) -> tuple[int, str | None]:
    answer = person.patch_bytes(
        f"/blobs/{name or sha256(data)}",
        data[offset : offset + PIECE],
        {"Upload-Offset": str(offset), "Upload-Length": str(len(data))},
    )
    return answer.status_code, answer.headers.get("Upload-Offset") or (answer.json or {}).get("code")


def test_a_large_one_comes_in_pieces_and_completes_its_slip(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"], LARGE))
    offsets = range(0, len(LARGE), PIECE)

    answers = [send(alice, LARGE, offset) for offset in offsets]

    assert answers[:-1] == [(204, str(offset + PIECE)) for offset in offsets[:-1]]
    assert answers[-1] == (201, None)
    assert carol.get("/coverage").json["total"]["covered"] == 1
    assert alice.head(f"/blobs/{sha256(LARGE)}").status_code == 200


def test_a_broken_line_costs_one_piece(alice: Person, county: County):
    send(alice, LARGE, 0)
    send(alice, LARGE, PIECE)

    asked = alice.head(f"/blobs/{sha256(LARGE)}")

    assert (asked.status_code, asked.headers["Upload-Offset"]) == (404, str(2 * PIECE))
    assert send(alice, LARGE, PIECE) == (409, "wrong_offset")
    assert send(alice, LARGE, 2 * PIECE) == (204, str(3 * PIECE))


def test_pieces_that_do_not_hash_to_the_name_are_thrown_away(alice: Person, county: County):
    name = sha256(b"another")
    for offset in range(0, len(LARGE), PIECE):
        last = send(alice, LARGE, offset, name)

    assert last == (422, "blob_damaged")
    assert alice.head(f"/blobs/{name}").headers["Upload-Offset"] == "0"


def test_the_same_bytes_twice_are_one_and_both_are_told_a_number(alice: Person, county: County):
    answers = [alice.put(f"/blobs/{sha256(png())}", png()) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json["receipt"] == answers[1].json["receipt"] > 0


def test_a_blob_that_comes_alone_has_a_number_that_no_earlier_backup_seems_to_hold(alice: Person, county: County):
    before = alice.get("/sync/pull").json["anchor"]["seq"]

    alone = alice.put(f"/blobs/{sha256(png())}", png()).json["receipt"]
    beside = Phone(alice, county).push(blobs=(png(1),)).json["anchor"]["seq"]

    assert before < alone < beside


@pytest.mark.parametrize("headers", [{}, {"Upload-Offset": "0"}, {"Upload-Offset": "x", "Upload-Length": "5"}])
def test_a_piece_must_say_where_it_belongs(alice: Person, headers: dict):
    assert alice.patch_bytes(f"/blobs/{sha256(LARGE)}", b"x", headers).status_code == 422


def test_one_bad_blob_stops_no_other_thing(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    items = [phone.taught(county.doors["王一"], png(1)), phone.taught(county.doors["李二"], b"no picture")]

    answer = phone.push(*items, blobs=(b"no picture", png(1), os.urandom(9))).json

    assert [blob["code"] for blob in answer["blobs"]] == ["blob_not_an_image", None, "blob_not_an_image"]
    assert [v["status"] for v in answer["results"]] == ["created", "created"]
    assert carol.get("/coverage").json["total"]["covered"] == 1
    assert db.session.query(Event).count() == 2
