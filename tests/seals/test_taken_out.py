"""A photo, a place or a receipt that is not as it was sealed is named; what went at the end of its time is not."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from app import clock
from app.campaigns.models import NEVER_EDITED
from app.db import db
from app.seals.models import SlipSeal
from app.seals.words import said
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from app.visits.models import Visit, VisitPhoto
from tests.county import EAST, County
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.seals.sealed import faults, hang_again, knock, seal

PLACE = {"lat_e6": 30291357, "lon_e6": 118545791, "accuracy_m": 12, "age_ms": 4000}
PHOTOS = [sha256(png(number)) for number in (7, 8)]
OTHER = "ab" * 32
NOT_THE_PHOTOS = "the photos of its visit are not what was stated"
NOT_THE_PLACE = "the place of the visit is not what was stated"
GONE = "the place of its slip is gone before its time"
ALTERED = {
    "a photo removed": (f"DELETE FROM visit_photo WHERE sha256 = '{PHOTOS[0]}'", NOT_THE_PHOTOS),
    "a photo exchanged": (f"UPDATE visit_photo SET sha256 = '{OTHER}' WHERE sha256 = '{PHOTOS[0]}'", NOT_THE_PHOTOS),
    "a photo added": (
        f"INSERT INTO visit_photo (visit_id, sha256, place) SELECT id, '{OTHER}', 2 FROM visit",
        NOT_THE_PHOTOS,
    ),
    "photos that changed places": (f"UPDATE visit_photo SET place = 2 WHERE sha256 = '{PHOTOS[0]}'", NOT_THE_PHOTOS),
    "since when it is complete": (
        "UPDATE slip SET completed_at = NULL",
        "the time from which it is complete is not what was sealed",
    ),
    "the receipt": ("UPDATE visit SET receipt = receipt + 1", "the receipt is not what was sealed"),
    "the slip's place": ("UPDATE slip SET place = NULL", GONE),
    "the visit's place": ("UPDATE visit SET lat = NULL, lon = NULL, accuracy_m = NULL", GONE),
    "how exact it was": ("UPDATE visit SET accuracy_m = 3", NOT_THE_PLACE),
    "how old it was": (
        "UPDATE visit SET position_age_s = position_age_s + 1",
        NOT_THE_PLACE,
    ),
    "why there is none": (
        "UPDATE visit SET position_reason = 'timeout'",
        "the reason for no place is not what was sealed",
    ),
    "where it was": ("UPDATE visit SET lat = lat + 0.01", NOT_THE_PLACE),
}


@pytest.fixture
def visit_id(alice: Person, county: County, county_key: CountyKey) -> str:
    """A sealed visit with a place and two photos."""
    made = knock(Phone(alice, county), county, position=PLACE, photos=PHOTOS)
    for number in (7, 8):
        alice.put(f"/blobs/{sha256(png(number))}", png(number))
    seal(county_key)
    assert faults() == []
    return made


@pytest.mark.parametrize("what", ALTERED)
def test_it_is_named_by_the_check_and_on_the_desk(carol: Person, visit_id: str, what: str):
    statement, must = ALTERED[what]
    db.session.connection().exec_driver_sql(statement)
    db.session.commit()

    assert [line for line in faults() if line.startswith("seal ")] == [f"seal {EAST} · 1: {must}"]
    assert carol.get(f"/visits/{visit_id}/seal").json["faults"] == [said(must)] != [must]


def test_nobody_can_say_that_a_slip_is_still_to_come(visit_id: str):
    """A seal that a restore carried over waits for its slip, and nothing of the slip is looked at until then."""
    db.session.get_one(SlipSeal, UUID(visit_id)).awaits = ""
    db.session.delete(db.session.get_one(Slip, UUID(visit_id)))
    db.session.commit()

    assert f"seal {EAST} · 1: it waits for its slip, and no restore carried it" in faults()


def test_a_visit_that_is_gone_is_named_and_stops_nothing(visit_id: str):
    for statement in ("DELETE FROM visit_photo", "DELETE FROM cover", "DELETE FROM visit"):
        db.session.execute(text(statement))
    db.session.commit()

    assert f"seal {EAST} · 1: its visit is gone" in faults()


@pytest.mark.usefixtures("visit_id")
def test_a_place_at_the_end_of_its_time_is_gone_of_the_slip_too(app: Flask):
    with time_machine.travel(clock.now() + timedelta(days=91), tick=True):
        assert app.test_cli_runner().invoke(args=["retention"]).exit_code == 0
        db.session.rollback()

        left = select(Visit.lat, Visit.accuracy_m, Slip.place).join(Slip, Slip.visit_id == Visit.id)
        assert db.session.execute(left).all() == [(None, None, None)]
        assert len(db.session.scalars(select(VisitPhoto)).all()) == 2
        assert faults() == []


@pytest.mark.usefixtures("visit_id")
def test_a_photo_at_the_end_of_its_time_is_gone_and_another_is_still_named(app: Flask):
    with time_machine.travel(clock.now() + timedelta(days=731), tick=True):
        app.test_cli_runner().invoke(args=["retention"])
        db.session.rollback()
        assert db.session.scalars(select(VisitPhoto)).all() == []
        assert faults() == []

        db.session.execute(text(ALTERED["a photo added"][0]))
        db.session.commit()
        assert faults() == [f"seal {EAST} · 1: {NOT_THE_PHOTOS}"]


def test_what_came_after_what_was_removed_is_not_past(
    app: Flask, alice: Person, county: County, county_key: CountyKey, visit_id: str
):
    """Retention having run is no leave to take a younger place away."""
    with time_machine.travel(clock.now() + timedelta(days=91), tick=True):
        younger = Phone(Person(app, "alice"), county)
        knock(younger, county, door="李二", picture=2, position=PLACE)
        seal(county_key)
        app.test_cli_runner().invoke(args=["retention"])
        db.session.rollback()
        assert faults() == []
        for slip in db.session.scalars(select(Slip)):
            slip.place = None
        db.session.commit()

        assert faults() == [f"seal {EAST} · 2: {GONE}"]


@pytest.mark.usefixtures("visit_id")
def test_nobody_can_say_that_a_seal_was_carried_over_a_restore():
    """Times and receipts of what a restore carried are not held against the seal; only the chain of changes may say which those are."""
    db.session.execute(text("UPDATE visit SET received_at = '2026-01-01 00:00:00'"))
    db.session.execute(text("UPDATE change SET kind = 'slip_seals_carried' WHERE kind = 'slip_seals'"))
    db.session.commit()
    assert any("its hash does not follow" in line for line in faults())

    # And made to hang together again, the receipt of the phone's event, which the chain holds as well, is not what stands here.
    hang_again()
    assert faults() == [f"seal {EAST} · 1: the receipt is not what was sealed"]


@pytest.fixture
def _unguarded(visit_id: str) -> Iterator[None]:
    """Without the trigger by which the database refuses to edit a notice, for as long as a test."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    as_made = (
        "sql FROM sqlite_master WHERE name" if is_sqlite else "pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname"
    )
    made = db.session.scalar(text(f"SELECT {as_made} = '{NEVER_EDITED}'"))
    db.session.execute(text(f"DROP TRIGGER {NEVER_EDITED}{'' if is_sqlite else ' ON notice_template'}"))
    db.session.commit()
    yield
    db.session.rollback()
    db.session.execute(text(made))
    db.session.commit()


LABELS = {
    "version = version + 7": ("the number of the notice is not what was sealed", "告知单的版次与封存时不同"),
    "audience = 'elderly', version = 9": (
        "the audience of the notice is not what was sealed",
        "告知单的对象与封存时不同",
    ),
}


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("label", LABELS)
def test_a_notice_that_was_relabelled_is_named_and_so_is_that_it_could_be(carol: Person, visit_id: str, label: str):
    gone = f"trigger {NEVER_EDITED}: it is gone, versions of notices can be edited"
    assert faults() == [gone]

    db.session.execute(text(f"UPDATE notice_template SET {label} WHERE audience = 'family'"))
    db.session.commit()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text(f"CREATE TRIGGER {NEVER_EDITED} BEFORE UPDATE ON notice_template BEGIN SELECT 1; END"))
        db.session.commit()
        assert gone in faults()
        db.session.execute(text(f"DROP TRIGGER {NEVER_EDITED}"))
        db.session.commit()
    must, in_chinese = LABELS[label]
    assert {gone, f"seal {EAST} · 1: {must}"} <= set(faults())
    assert in_chinese in carol.get(f"/visits/{visit_id}/seal").json["faults"]
