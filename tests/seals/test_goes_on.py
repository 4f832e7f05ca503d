"""One value that does not open switches nothing off: the check goes on, and says what it could not look at."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from sqlalchemy import text

from app.changes import writing
from app.db import db
from app.seals import sealing
from app.sync.sealing import CountyKey
from tests.cases.desk import PHONE
from tests.county import EAST, EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.seals.sealed import faults, knock, seal, without_keys
from tests.seals.test_taken_out import PHOTOS


@pytest.fixture
def visit(alice: Person, county: County, county_key: CountyKey) -> str:
    """The second of a village's three slips, all of them sealed."""
    phone = Phone(alice, county)
    _, second, _ = (knock(phone, county, picture=number) for number in (1, 2, 3))
    seal(county_key)
    assert faults() == []
    return second


def spoil(table: str, column: str, where: str = "true") -> None:
    """Change a bit of one value as it is stored."""
    key = "sha256" if table == "blob" else "visit_id" if table == "slip" else "id"
    one = db.session.execute(
        text(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL AND {where} LIMIT 1")
    ).one()
    spoilt = bytearray(one[1])
    spoilt[-1] ^= 1
    db.session.execute(
        text(f"UPDATE {table} SET {column} = :to WHERE {key} = :key"), {"to": bytes(spoilt), "key": one[0]}
    )
    db.session.commit()


@pytest.mark.usefixtures("visit")
def test_a_telephone_number_that_does_not_open_hides_nothing_else():
    register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    spoil("household", "phone")
    for statement in (
        f"DELETE FROM slip_seal WHERE village = '{EAST}' AND seq = 3",
        "UPDATE slip SET signer_name = '别人'",
        f"DELETE FROM blob WHERE sha256 = '{sha256(png(1))}'",
        "UPDATE event SET body_sha256 = 'x'",
    ):
        without_keys(statement)

    said = "\n".join(faults())
    for must in (
        "phone does not open",
        f"chain {EAST}: it ends at 2, and should at 3",
        f"seal {EAST} · 2: the signer of its slip is not what was stated",
        f"seal {EAST} · 1: the bytes of its picture are gone",
        f"blob {sha256(png(1))}: somebody brought it, and it is gone",
        "its body is not what was hashed",
    ):
        assert must in said


SPOILT = {
    "text": ["not looked at, its text does not open", "the text of its slip cannot be read"],
    "strokes": ["the strokes of its slip cannot be read"],
    "seed": ["the seed of its slip cannot be read"],
}


@pytest.mark.parametrize("column", SPOILT)
def test_what_was_not_looked_at_is_said_and_all_else_of_the_slip_is(visit: str, carol: Person, column: str):
    spoil("slip", column, f"lower(replace(CAST(visit_id AS text), '-', '')) = '{visit.replace('-', '')}'")

    first, *rest = faults()
    assert first.endswith(f"{column} does not open: it was changed, or brought from another place")
    assert [line.split(": ", 1)[1] for line in rest] == SPOILT[column]
    (told,) = carol.get(f"/visits/{visit}/seal").json["faults"]
    assert told.endswith("读不出来，没有核对")

    db.session.execute(text("UPDATE slip SET way = 'adult'"))
    db.session.commit()
    assert f"seal {EAST} · 2: the way is not what was sealed" in faults()


def test_bytes_and_what_came_too(visit: str, carol: Person):
    spoil("blob", "data", f"sha256 = '{sha256(png(2))}'")
    spoil("event", "body")

    said = "\n".join(faults())
    assert f"blob {sha256(png(2))}: not looked at, its bytes do not open" in said
    assert "not looked at, its body does not open" in said
    assert carol.get(f"/visits/{visit}/seal").json["faults"] == ["签名或照片的文件读不出来"]


def test_without_the_countys_key_nothing_is_called_well(
    app: Flask, alice: Person, county: County, county_key: CountyKey, tmp_path: Path
):
    knock(Phone(alice, county), county)
    with writing():
        sealing.seal_some(Ed25519PrivateKey.generate())
    flask = app.test_cli_runner()
    assert "nobody knows its key" in flask.invoke(args=["check"]).output

    app.config["RESCUE_KEY_FILE"] = tmp_path / "none.pem"
    looked = flask.invoke(args=["check"])
    assert looked.exit_code == 3
    assert "本县的密钥文件不在" in looked.output
    assert "一致，没有发现问题" not in looked.output


def test_with_it_all_is_well_and_photos_that_never_came_are_said(
    app: Flask, alice: Person, county: County, county_key: CountyKey
):
    knock(Phone(alice, county), county, photos=PHOTOS)
    seal(county_key)

    looked = app.test_cli_runner().invoke(args=["check"])
    assert (looked.exit_code, "一致，没有发现问题" in looked.output) == (0, True)
    assert "有 2 张走访照片没有文件" in looked.output
