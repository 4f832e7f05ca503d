"""Large photos come piece by piece, over lines that break, from more than one phone of one person."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.blobs import parts, quota
from app.blobs.models import Blob, BlobPart
from app.check import disagreements
from app.db import db
from app.slips.models import Slip
from tests.blobs.pieces import PIECE, offset_of, photo, send_all, send_piece
from tests.county import County
from tests.person import Person
from tests.phone import Phone, sha256
from tests.races import at_once

LARGE = photo(3 * PIECE + 17)


def stored(data: bytes) -> bytes | None:
    db.session.rollback()
    return db.session.scalars(select(Blob.data).where(Blob.sha256 == sha256(data))).one_or_none()


def pieces_left() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(BlobPart)).one()


def test_a_photo_comes_in_pieces_and_is_whole_with_the_last(alice: Person):
    offsets = [offset_of(alice, LARGE)]
    for offset in range(0, len(LARGE), PIECE):
        answer = send_piece(alice, LARGE, offset)
        offsets.append(offset_of(alice, LARGE))

    assert offsets == [0, PIECE, 2 * PIECE, 3 * PIECE, None]
    assert answer.status_code == 201
    assert answer.json["receipt"] >= 1
    assert stored(LARGE) == LARGE
    assert pieces_left() == 0


@pytest.mark.parametrize("cut", range(1, 60))
def test_it_goes_on_from_wherever_the_line_broke(alice: Person, cut: int):
    small = photo(60)

    first = send_piece(alice, small, 0, piece=cut)
    again = send_piece(alice, small, 0, piece=cut)  # the answer was lost
    last = send_all(alice, small, offset_of(alice, small) or 0)

    assert (first.status_code, again.status_code, last.status_code) == (204, 409, 201)
    assert (again.json["code"], again.json["details"]) == ("wrong_offset", {"offset": cut})
    assert stored(small) == small


def test_a_piece_too_far_on_is_told_where_to_go_on(alice: Person):
    send_piece(alice, LARGE, 0)

    answer = send_piece(alice, LARGE, 2 * PIECE)

    assert (answer.status_code, answer.json["details"]) == (409, {"offset": PIECE})


def test_the_last_piece_sent_again_is_harmless(alice: Person):
    send_all(alice, LARGE)

    again = send_piece(alice, LARGE, 3 * PIECE)

    assert again.status_code == 201
    assert (stored(LARGE), pieces_left()) == (LARGE, 0)


@pytest.fixture
def other(app: Flask, alice: Person) -> Person:
    """Alice again, on another phone."""
    return Person(app, alice.username)


def test_two_phones_take_turns_with_one_photo(alice: Person, other: Person):
    for number, offset in enumerate(range(0, len(LARGE), PIECE)):
        answer = send_piece((alice, other)[number % 2], LARGE, offset)

    assert answer.status_code == 201
    assert stored(LARGE) == LARGE


def test_two_phones_race_with_one_photo(alice: Person, other: Person):
    def bring(person: Person, data: bytes) -> int:
        while (offset := offset_of(person, data)) is not None:
            answer = send_piece(person, data, offset)
            assert answer.status_code in (201, 204, 409), answer.text
        return 1

    for number in range(6):
        data = photo(2 * PIECE + 5, seed=number)

        assert at_once(lambda data=data: bring(alice, data), lambda data=data: bring(other, data)) == [1, 1]
        assert stored(data) == data
    assert pieces_left() == 0
    assert list(disagreements()) == []


def test_bytes_that_are_not_what_the_name_says_are_thrown_away(alice: Person):
    name = sha256(LARGE)
    wrong = photo(PIECE + 10, seed=1)

    send_piece(alice, wrong, 0, name=name)
    answer = send_piece(alice, wrong, PIECE, name=name)

    assert (answer.status_code, answer.json["code"]) == (422, "blob_damaged")
    assert (stored(LARGE), pieces_left(), offset_of(alice, LARGE)) == (None, 0, 0)
    assert send_all(alice, LARGE).status_code == 201


def test_a_whole_that_is_no_picture_is_thrown_away(alice: Person):
    text = b"x" * (PIECE + 1)

    answer = send_all(alice, text)

    assert (answer.status_code, answer.json["code"]) == (422, "blob_not_an_image")
    assert pieces_left() == 0


def test_a_length_may_be_put_right(alice: Person):
    send_piece(alice, LARGE, 0, length=len(LARGE) + 1000)

    assert send_all(alice, LARGE, PIECE).status_code == 201


def test_a_length_that_is_passed_begins_it_again(alice: Person):
    send_piece(alice, LARGE, 0)

    answer = send_piece(alice, LARGE, PIECE, length=PIECE + 10)

    assert (answer.status_code, answer.json["code"]) == (422, "blob_damaged")
    assert offset_of(alice, LARGE) == 0


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"length": 4 * 1024 * 1024 + 1}, 413, "blob_too_large"),
        ({"piece": PIECE + 1}, 413, "blob_piece_too_large"),
        ({"piece": 0}, 413, "blob_piece_too_large"),
        ({"name": "../../etc/passwd"}, 404, "not_found"),
        ({"name": "A" * 64}, 404, "not_found"),
    ],
)
def test_what_does_not_fit_leaves_nothing(alice: Person, said: dict, status: int, code: str):
    answer = send_piece(alice, LARGE, 0, **said)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert pieces_left() == 0


def test_the_largest_is_taken(alice: Person):
    largest = photo(4 * 1024 * 1024)

    assert send_all(alice, largest).status_code == 201
    assert stored(largest) == largest


def test_a_day_has_a_quota_and_the_next_day_another(alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(quota, "DAILY_BYTES", 3 * PIECE)
    whole = photo(PIECE, seed=1)
    assert alice.put(f"/blobs/{sha256(whole)}", data=whole).status_code == 201
    assert [send_piece(alice, LARGE, at).status_code for at in (0, PIECE)] == [204, 204]

    refused = send_piece(alice, LARGE, 2 * PIECE)
    other = send_piece(bob, photo(2 * PIECE, seed=2), 0)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    tomorrow = send_all(alice, LARGE, 2 * PIECE)

    assert (refused.status_code, refused.json["code"]) == (429, "blob_quota")
    assert 0 < int(refused.headers["Retry-After"]) <= 86_401
    assert (other.status_code, tomorrow.status_code) == (204, 201)


def test_pieces_that_nobody_goes_on_with_are_dropped(alice: Person, monkeypatch: pytest.MonkeyPatch):
    abandoned, going_on = photo(PIECE * 2, seed=1), photo(PIECE * 3, seed=2)
    send_piece(alice, abandoned, 0)
    send_piece(alice, going_on, 0)
    then = clock.now()
    db.session.execute(BlobPart.__table__.update().values(received_at=then - parts.KEPT - timedelta(days=1)))
    db.session.commit()
    send_piece(alice, going_on, PIECE)

    send_piece(alice, LARGE, 0)

    assert (offset_of(alice, abandoned), offset_of(alice, going_on)) == (0, 2 * PIECE)


def test_a_photo_as_signature_completes_its_slip(alice: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"], signature=LARGE))

    send_all(alice, LARGE)

    db.session.rollback()
    assert db.session.scalars(select(Slip.completed_at)).one() is not None
    assert list(disagreements()) == []
