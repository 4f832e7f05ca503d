"""Marks that nobody sees, in what a phone handed in and in what the office types: printed as a box, or not taken over."""

from uuid import UUID

import pytest
from flask import Flask

from app.check import disagreements
from app.db import db
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from tests.cases.desk import after, ago, knock, known, taken
from tests.cases.test_evidence import made, opened
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import faults, seal

pytestmark = pytest.mark.one_database

TURNED = "王\u202e一"
BOXED = "王〔U+202E〕一"


def test_a_name_that_would_turn_the_line_is_printed_with_a_box_and_stays_as_it_was_sealed(
    app: Flask, county: County, alice: Person, carol: Person, county_key: CountyKey
):
    door = county.doors["王一"]
    visit = knock(Phone(alice, county), door, slip={"signer_name": TURNED})
    seal(county_key)
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=3))
        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(door)).status_code == 200
        files = opened(carol, made(carol, case["id"]))

    pages = [data for name, data in files.items() if name.endswith(".pdf")]
    assert len(pages) == 2
    for page in (*pages, slip_of(carol, visit)):
        text = text_of(page)
        assert BOXED in text
        assert "\u202e" not in text
    assert f"签收人{BOXED}（户主本人）" in text_of(slip_of(carol, visit))
    db.session.rollback()
    assert db.session.get_one(Slip, UUID(visit)).signer_name == TURNED
    assert (faults(), list(disagreements())) == ([], [])


def test_blanks_without_width_and_isolates_are_shown_as_well(county: County, alice: Person, carol: Person):
    visit = Phone(alice, county).slip(
        county.doors["王一"],
        "adult",
        png(),
        slip={"signer_name": "王\u2066小\u200b一\u00ad", "signer_relation": "child"},
    )
    Phone(alice, county).verdicts({**visit}, blobs=(png(),))

    assert "签收人王〔U+2066〕小〔U+200B〕一〔U+00AD〕（子女）" in text_of(slip_of(carol, visit["id"]))


def test_a_victim_s_name_is_taken_as_it_looks(county: County, alice: Person, carol: Person):
    knock(Phone(alice, county), county.doors["王一"], slip={"signer_name": "王一"}, **known())
    with after(days=1):
        case = taken(carol, victim=f"\u2067{TURNED}\u200f", note="说\u202e了\n两次", happened_from=ago(hours=3))
        assert (case["victim"], case["note"]) == ("王一", "说了\n两次")
        found = carol.get(f"/cases/{case['id']}/homes").json["items"]
        corrected = carol.patch(f"/cases/{case['id']}", victim="李\u202e二", reason="写\u2066错")

    assert [one["householder"] for one in found] == ["王一"]
    assert corrected.json["victim"] == "李二"
    assert corrected.json["former"][0]["reason"] == "写错"
    assert carol.patch(f"/cases/{case['id']}", victim="\u202e", reason="写错").status_code == 422
