"""Whoever changes, removes, swaps or cuts what was sealed is found, and the place is named."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from app import clock
from app.db import db
from app.seals.record import leaf_of
from app.sync.sealing import CountyKey, make_file
from tests.county import EAST, WEST, County
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import faults, knock, seal, two_villages

TAMPERINGS = {
    "record": (
        f"UPDATE slip_seal SET record = replace(record, '\"points\":6', '\"points\":7') WHERE village = '{EAST}' AND seq = 2",
        f"seal {EAST} · 2: its record is not what was sealed",
    ),
    "record, to one without its parts and under its own digest": (
        f"UPDATE slip_seal SET record = '{{}}', leaf = '{leaf_of(b'{}').hex()}' WHERE village = '{EAST}' AND seq = 2",
        f"seal {EAST} · 2: its record is not what was sealed",
    ),
    "seal": (
        (
            f"UPDATE slip_seal SET seal = (SELECT s.seal FROM slip_seal s WHERE s.village = '{EAST}' AND s.seq = 1)"
            f" WHERE village = '{EAST}' AND seq = 2"
        ),
        f"seal {EAST} · 2: its seal is not of this record",
    ),
    "removed": (
        f"DELETE FROM slip_seal WHERE village = '{EAST}' AND seq = 2",
        f"seal {EAST} · 3: 2 is missing before it",
    ),
    "cut": (
        f"DELETE FROM slip_seal WHERE village = '{EAST}' AND seq = 4",
        f"chain {EAST}: it ends at 3, and should at 4",
    ),
    "filed elsewhere": (
        f"UPDATE slip_seal SET village = '{WEST}', seq = 3 WHERE village = '{EAST}' AND seq = 4",
        f"seal {WEST} · 3: it does not follow from the one before",
    ),
    "the slip's signer": (
        (
            "UPDATE slip SET signer_name = '张三' WHERE visit_id = (SELECT visit_id FROM slip_seal"
            f" WHERE village = '{WEST}' AND seq = 1)"
        ),
        f"seal {WEST} · 1: the signer of its slip is not what was stated",
    ),
    "the time of the visit": (
        (
            "UPDATE visit SET visited_at = '2026-01-01 00:00:00' WHERE id = (SELECT visit_id FROM slip_seal"
            f" WHERE village = '{WEST}' AND seq = 1)"
        ),
        f"seal {WEST} · 1: the time of the visit is not what was sealed",
    ),
    "the picture that it names": (
        (
            "UPDATE slip SET picture_sha256 = (SELECT sha256 FROM blob WHERE sha256 <> picture_sha256 LIMIT 1)"
            f" WHERE visit_id = (SELECT visit_id FROM slip_seal WHERE village = '{WEST}' AND seq = 1)"
        ),
        f"seal {WEST} · 1: the picture of its slip is not what was stated",
    ),
    "the notice": (
        (
            "UPDATE slip SET template_id = (SELECT id FROM notice_template WHERE audience = 'elderly')"
            f" WHERE visit_id = (SELECT visit_id FROM slip_seal WHERE village = '{WEST}' AND seq = 1)"
        ),
        f"seal {WEST} · 1: the version of the notice is not what was sealed",
    ),
    "the slip": (
        f"DELETE FROM slip WHERE visit_id = (SELECT visit_id FROM slip_seal WHERE village = '{WEST}' AND seq = 2)",
        f"seal {WEST} · 2: its slip is gone",
    ),
    "a root's count": (
        "UPDATE slip_root SET record = replace(record, '\"leaves\":6', '\"leaves\":5') WHERE number = 1",
        "it is not what the seals of its day and the day before come to",
    ),
    "a root": (
        "DELETE FROM slip_root WHERE number = 2",
        "root number 2: the chain of changes holds it, and it is gone",
    ),
}


@pytest.fixture
def _sealed(alice: Person, bob: Person, county: County, county_key: CountyKey) -> None:
    with time_machine.travel(clock.now() - timedelta(days=2), tick=True):
        two_villages(alice, bob, county)
        seal(county_key)
    seal(county_key)
    assert faults() == []


@pytest.mark.usefixtures("_sealed")
@pytest.mark.parametrize("what", TAMPERINGS)
def test_it_is_found_and_named(what: str):
    statement, must = TAMPERINGS[what]
    assert db.session.connection().exec_driver_sql(statement).rowcount == 1
    db.session.commit()

    assert any(must in line for line in faults()), faults()


@pytest.mark.usefixtures("_sealed")
def test_the_last_one_taken_away_with_all_that_names_it_is_missed_by_its_day():
    """Whoever writes to the database can make a chain's end agree; the day's root, and the chain of changes, do not."""
    for statement in (
        f"DELETE FROM slip_seal WHERE village = '{EAST}' AND seq = 4",
        (
            f"UPDATE slip_chain SET seq = 3, leaf = (SELECT leaf FROM slip_seal WHERE village = '{EAST}' AND seq = 3)"
            f" WHERE village = '{EAST}'"
        ),
        "UPDATE slip SET is_sealed = (visit_id IN (SELECT visit_id FROM slip_seal))",
    ):
        db.session.execute(text(statement))
    db.session.commit()

    lines = faults()

    assert any(line.startswith("root ") and "not what the seals" in line for line in lines)
    assert any(line.startswith("seals of ") for line in lines)


@pytest.mark.usefixtures("_sealed")
def test_two_that_changed_places_are_found():
    numbered = "UPDATE slip_seal SET seq = {to} WHERE village = '" + EAST + "' AND seq = {of}"
    for of, to in ((1, 99), (2, 1), (99, 2)):
        db.session.execute(text(numbered.format(of=of, to=to)))
    db.session.commit()

    assert [line for line in faults() if line.startswith(f"seal {EAST} · 1: it is filed as another")]


@pytest.mark.usefixtures("_sealed")
def test_another_key_seals_nothing_here(county_key: CountyKey):
    db.session.execute(text("UPDATE slip_key SET public_key = :key"), {"key": "00" * 32})
    db.session.execute(text("UPDATE slip_seal SET seal = replace(seal, substr(seal, 1, 2), 'ff') WHERE seq = 1"))
    db.session.commit()

    assert any("its seal is not of this record" in line for line in faults())


@pytest.mark.usefixtures("_sealed")
def test_another_county_key_goes_on_and_a_former_one_no_longer(
    alice: Person, county: County, county_key: CountyKey, tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "next-key.pem")
    following = make_file(tmp_path / "next-key.pem")
    phone = Phone(alice, county)
    knock(phone, county, picture=8)
    seal(following)
    assert faults() == []

    knock(phone, county, picture=9)
    seal(county_key)

    assert faults() == [f"seal {EAST} · 6: it was sealed with a former key"]


@pytest.mark.usefixtures("_sealed")
def test_a_key_that_somebody_put_into_the_database_is_nobodys(
    alice: Person, county: County, app: Flask, tmp_path: Path
):
    """Whoever writes to the database may name a key of theirs and seal with it: the county's own does not vouch for that."""
    theirs = make_file(tmp_path / "theirs.pem")
    knock(Phone(alice, county), county, picture=8)
    seal(theirs)
    db.session.execute(text("UPDATE slip_key SET vouch = NULL, first_used_at = '2027-01-01'"))
    db.session.commit()

    assert any(line.startswith(f"seal {EAST} · 5: nobody knows its key") for line in faults())
    keys = app.test_client().get("/api/v1/slip-keys").json["items"]
    assert len(keys) == 1
