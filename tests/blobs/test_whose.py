"""Knowing the SHA-256 of somebody's picture opens nothing, completes nothing and tells nothing."""

import pytest

from app.check import disagreements
from tests.blobs.pieces import PIECE, offset_of, photo, send_all, send_piece
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256

LARGE = photo(3 * PIECE + 17)


@pytest.fixture
def signed(alice: Person, county: County) -> str:
    """The name of a signature that Alice brought with her visit."""
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"], png(7)), blobs=(png(7),))
    return sha256(png(7))


def test_nobody_else_is_told_that_it_is_here(alice: Person, bob: Person, frank: Person, signed: str):
    assert alice.head(f"/blobs/{signed}").status_code == 200
    for other in (bob, frank):
        there, nowhere = other.head(f"/blobs/{signed}"), other.head(f"/blobs/{'0' * 64}")
        assert (there.status_code, there.headers["Upload-Offset"]) == (404, "0")
        assert (nowhere.status_code, dict(nowhere.headers)) == (404, dict(there.headers))


def test_nor_how_far_it_has_come(alice: Person, bob: Person, county: County):
    send_piece(alice, LARGE, 0)

    assert (offset_of(alice, LARGE), offset_of(bob, LARGE)) == (PIECE, 0)
    assert send_piece(bob, LARGE, PIECE).json["details"] == {"offset": 0}
    assert send_all(bob, LARGE).status_code == 201
    assert (offset_of(alice, LARGE), offset_of(bob, LARGE)) == (PIECE, None)


def test_a_first_piece_is_not_answered_by_what_somebody_else_brought(alice: Person, bob: Person, county: County):
    send_all(alice, LARGE)

    assert send_piece(bob, LARGE, 0).status_code == 204


def test_a_visit_that_only_names_it_is_not_signed(
    alice: Person, bob: Person, carol: Person, county: County, signed: str
):
    phone = Phone(bob, county)
    item = phone.taught(county.doors["赵三"], png(7))
    phone.verdicts(item)

    assert carol.get("/coverage").json["total"]["covered"] == 1  # Alice's own
    assert carol.get(f"/visits/{item['id']}/signature").status_code == 404
    assert carol.get(f"/households/{county.doors['赵三']}").json["visits"][0]["slip"]["complete"] is False
    assert list(disagreements()) == []


def test_bringing_the_bytes_signs_it(bob: Person, carol: Person, county: County, signed: str):
    phone = Phone(bob, county)
    item = phone.taught(county.doors["赵三"], png(7))
    phone.verdicts(item)

    before = carol.get("/coverage").json["total"]["covered"]
    receipt = bob.put(f"/blobs/{signed}", png(7)).json["receipt"]

    assert receipt > 0
    assert (before, carol.get("/coverage").json["total"]["covered"]) == (1, 2)
    assert carol.get(f"/visits/{item['id']}/signature").data == png(7)
    assert list(disagreements()) == []


def test_bytes_that_somebody_brings_again_get_a_number_that_no_earlier_backup_seems_to_hold(
    alice: Person, bob: Person, county: County, signed: str
):
    before = alice.get("/sync/pull").json["anchor"]["seq"]

    first, again = (bob.put(f"/blobs/{signed}", png(7)).json["receipt"] for _ in range(2))

    assert before < first == again


def test_a_photo_that_a_visit_only_names_is_not_shown(alice: Person, bob: Person, carol: Person, county: County):
    send_all(alice, LARGE)
    phone = Phone(bob, county)
    item = phone.visit(county.doors["赵三"], photos=[sha256(LARGE)])
    item["schema_version"] = 2
    phone.verdicts(item)

    assert carol.get(f"/visits/{item['id']}/photos/{sha256(LARGE)}").status_code == 404
    assert carol.get(f"/households/{county.doors['赵三']}").json["visits"][0]["photos"] == []


def test_what_was_set_aside_shows_no_signature_of_somebody_elses(
    bob: Person, carol: Person, county: County, signed: str
):
    phone = Phone(bob, county)
    item = phone.taught(county.doors["王一"], png(7))  # not his grid
    assert phone.verdicts(item)[0]["status"] == "needs_review"

    assert carol.get(f"/aside/{item['id']}").json["signature_here"] is False
    assert carol.get(f"/aside/{item['id']}/signature").status_code == 404
