"""The signed sheet of a home, photographed at another door: listed, and its photo removed without the other slip's proof."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.audit.models import AuditEntry
from app.blobs.models import Blob, BlobBringer
from app.changes import Change, writing
from app.db import db
from app.forgetting import sweeping
from app.seals import removals
from app.slips.models import Slip
from app.slips.paper_code import code_of
from app.sync.sealing import CountyKey
from tests.county import County
from tests.forgetting.orders import ask, forget
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.prints.printed import photo, scans, slip_of, text_of
from tests.prints.test_blank import handed_in, sheet_of
from tests.seals.sealed import faults, seal

GONE = "the bytes of its picture are gone"


@pytest.fixture
def picture(carol: Person, county: County) -> bytes:
    """The sheet of 李二."""
    (page,) = scans(sheet_of(carol, county.doors["李二"]))
    return photo(page)


@pytest.fixture
def visit(alice: Person, county: County, county_key: CountyKey, picture: bytes) -> str:
    """A visit to 王一 with that sheet."""
    found = handed_in(Phone(alice, county), county.doors["王一"], picture)
    seal(county_key)
    return found


def key_of(visit: str) -> str:
    return f"slip.picture_sha256:{UUID(visit).hex}"


def held(picture: bytes) -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Blob).where(Blob.sha256 == sha256(picture)))


def test_it_is_listed_and_goes_where_somebody_says_so(
    app: Flask, erin: Person, gina: Person, carol: Person, county: County, visit: str, picture: bytes
):
    asked = ask(erin, county.doors["李二"])
    (found,) = [one for one in asked["mentions"] if one["key"] == key_of(visit)]
    assert (found["way"], found["household_id"]) == ("empty", str(county.doors["王一"]))
    assert found["quote"] == "照片上的二维码是这一户的"

    done = gina.post(f"/forgettings/{asked['id']}/approve", chosen=[key_of(visit)]).json

    assert {line["word"]: line["count"] for line in done["removed"]}["mentions"] == 1
    assert held(picture) == 0
    assert carol.get(f"/visits/{visit}/signature").status_code == 404
    slip = db.session.get_one(Slip, UUID(visit))
    assert (slip.forgotten_at, slip.completed_at is None) == (None, False)
    assert faults() == []
    assert carol.get(f"/visits/{visit}/seal").json["faults"] == []
    paper = text_of(slip_of(carol, visit))
    assert "照片已依规删除" in paper
    assert "不见了" not in paper
    entries = db.session.scalars(select(AuditEntry.object_id).where(AuditEntry.action == "forget_picture")).all()
    assert entries == [visit]


def test_unticked_it_stays(erin: Person, gina: Person, county: County, visit: str, picture: bytes):
    forget(erin, gina, county.doors["李二"])

    assert held(picture) == 1
    assert faults() == []


def test_one_that_was_read_before_is_listed_too_and_of_other_doors_none(
    app: Flask, erin: Person, county: County, visit: str
):
    app.test_cli_runner().invoke(args=["read-paper-slips"])

    assert key_of(visit) in {one["key"] for one in ask(erin, county.doors["李二"])["mentions"]}
    assert key_of(visit) not in {one["key"] for one in ask(erin, county.doors["王一"])["mentions"]}


def test_one_that_is_told_by_its_typed_code(erin: Person, alice: Person, county: County):
    found = handed_in(Phone(alice, county), county.doors["王一"], png(7), code_of(county.doors["李二"]))

    (one,) = [one for one in ask(erin, county.doors["李二"])["mentions"] if one["key"] == key_of(found)]

    assert one["quote"] == "填写的编码是这一户的，照片上读不出二维码"


def test_it_goes_again_when_it_is_brought_again(
    erin: Person, gina: Person, alice: Person, county: County, visit: str, picture: bytes
):
    forget(erin, gina, county.doors["李二"], cut=True)
    phone = Phone(alice, county)
    phone.verdicts(phone.visit(county.doors["王一"]), blobs=(picture,))
    assert held(picture) == 1

    sweeping.sweep()

    assert held(picture) == 0
    assert faults() == []


def test_without_an_order_a_picture_that_is_gone_is_named(county: County, visit: str, picture: bytes):
    for record in (BlobBringer, Blob):
        db.session.execute(delete(record).where(record.sha256 == sha256(picture)))
    db.session.commit()
    assert any(line.endswith(GONE) for line in faults())
    with writing():
        removals.tell_picture(UUID(visit))

    assert faults() == [
        f"visit {visit}: the picture of its slip is told to be removed, and no order of that was carried out"
    ]
    assert db.session.scalar(select(func.count()).select_from(Change).where(Change.kind == "removal")) == 1
