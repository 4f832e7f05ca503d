"""An old phone can always hand in its work: one stored event of every version ever released."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from app.db import db
from app.sync.versions import TYPES, VISITS
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone, pixels, png, sha256

SAMPLES = Path(__file__).parents[1] / "data" / "events"


def sample(version: int, county: County) -> tuple[dict, int]:
    text = (SAMPLES / f"visit-{version}.json").read_text()
    words = {
        "HOUSEHOLD": county.doors["王一"],
        "CAMPAIGN": county.campaign_id,
        "TEMPLATE": county.template_id,
        "SIGNATURE": sha256(png(1)),
        "PHOTO": sha256(png(2)),
        "WORKER": uuid7(),
        "DEVICE": uuid7(),
    }
    for word, value in words.items():
        text = text.replace(f'"{word}"', f'"{value}"')
    kept = json.loads(text)
    return kept["body"], kept["schema_version"]


def test_every_released_version_has_its_sample():
    released = {f"{type_}-{version}.json" for type_, versions in TYPES.items() for version in versions}

    assert released == {path.name for path in SAMPLES.glob("*.json")}


@pytest.mark.parametrize("version", sorted(VISITS))
def test_it_is_taken_and_covers_its_door(alice: Person, carol: Person, county: County, version: int):
    phone = Phone(alice, county)
    body, schema_version = sample(version, county)
    item = {**phone.event(body), "schema_version": schema_version}

    (verdict,) = phone.verdicts(item, blobs=(png(1),))

    assert verdict["status"] == "created"
    assert carol.get("/coverage").json["total"]["covered"] == 1
    assert db.session.scalars(select(Visit.note)).one() == "家里有老人"


def test_a_photo_belongs_to_its_version(alice: Person, county: County):
    phone = Phone(alice, county)
    body, _ = sample(2, county)

    (verdict,) = phone.verdicts({**phone.event(body), "schema_version": 1})

    assert (verdict["status"], verdict["code"]) == ("quarantined", "unreadable_event")


@pytest.mark.parametrize("photos", [["x"], [sha256(png())] * 2, [sha256(png(n)) for n in range(4)], "x"])
def test_photos_that_are_none_are_set_aside_with_their_visit(alice: Person, county: County, photos: object):
    phone = Phone(alice, county)
    body, _ = sample(2, county)

    (verdict,) = phone.verdicts({**phone.event({**body, "photos": photos}), "schema_version": 2})

    assert verdict["code"] == "unreadable_event"


def test_a_visit_goes_ahead_of_its_photos_and_they_are_shown_when_they_come(
    alice: Person, carol: Person, charlie: Person, county: County
):
    phone = Phone(alice, county)
    body, _ = sample(2, county)
    item = {**phone.event(body), "schema_version": 2}
    phone.verdicts(item, blobs=(png(1),))
    door = county.doors["王一"]
    assert carol.get(f"/households/{door}").json["visits"][0]["photos"] == []
    assert carol.get("/coverage").json["total"]["covered"] == 1

    alice.put(f"/blobs/{sha256(png(2))}", png(2))

    assert carol.get(f"/households/{door}").json["visits"][0]["photos"] == [sha256(png(2))]
    path = f"/visits/{item['id']}/photos/{sha256(png(2))}"
    assert pixels(carol.get(path).data) == pixels(png(2))
    assert charlie.get(path).status_code == 404
    assert carol.get(f"/visits/{item['id']}/photos/{sha256(png(1))}").status_code == 404
