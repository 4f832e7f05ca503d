"""A slip stands on what its way names, and on nothing else; and no free words go into a record, which names nobody."""

import pytest

from tests.county import County
from tests.person import Person
from tests.phone import STROKES, Phone, png, sha256

pytestmark = pytest.mark.one_database

PICTURE = sha256(png(1))
CONTRADICTIONS = {
    "signed, by a photo": ("signed", {"signature_sha256": None, "proof_sha256": PICTURE}),
    "signed, with a photo beside it": ("signed", {"proof_sha256": PICTURE}),
    "a mark, by a signature": ("mark", {"signature_sha256": PICTURE, "strokes": STROKES, "proof_sha256": None}),
    "a paper slip with strokes": ("paper", {"strokes": STROKES}),
    "a refusal that is signed": ("refused", {"signature_sha256": PICTURE, "strokes": STROKES}),
    "an adult who is the householder": ("adult", {"signer_relation": "self"}),
    "a householder who is the child": ("signed", {"signer_relation": "child"}),
    "a code that is none": ("paper", {"paper_code": "王一 1390000"}),
    "a number that is too long for one": ("paper", {"paper_code": "13900001111"}),
    "a code that is not as it was meant": ("paper", {"paper_code": "YJAOPJQ5W"}),
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_what_contradicts_its_way_is_set_aside_and_covers_nothing(
    alice: Person, carol: Person, county: County, what: str
):
    way, told = CONTRADICTIONS[what]
    phone = Phone(alice, county)

    (verdict,) = phone.verdicts(phone.slip(county.doors["王一"], way, png(1), slip=told), blobs=(png(1),))

    assert verdict["status"] == "quarantined"
    assert carol.get("/coverage").json["total"]["covered"] == 0


def test_a_place_reason_is_one_of_a_few(alice: Person, county: County):
    phone = Phone(alice, county)

    (verdict,) = phone.verdicts(phone.slip(county.doors["王一"], "signed", png(1), position_reason="王一家"))

    assert verdict["status"] == "quarantined"
