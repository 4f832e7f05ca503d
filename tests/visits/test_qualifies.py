"""Which visits cover a door, and from when."""

from datetime import timedelta

import pytest
import time_machine

from app import clock
from app.campaigns.models import Campaign
from app.changes import writing
from app.db import db
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256


def covered(person: Person) -> int:
    return person.get("/coverage").json["total"]["covered"]


@pytest.mark.parametrize(("counts", "witness", "expected"), [(False, "村干部", 0), (True, "", 0), (True, "村干部", 1)])
def test_a_refusal_covers_only_with_a_witness_and_where_the_campaign_says_so(
    alice: Person, carol: Person, county: County, counts: bool, witness: str, expected: int
):
    with writing():
        db.session.get_one(Campaign, county.campaign_id).counts_refusals = counts
    phone = Phone(alice, county)

    phone.verdicts(phone.visit(county.doors["王一"], "refused", witness=witness))

    assert covered(carol) == expected


def test_a_late_signature_counts_no_visit_that_was_withdrawn(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    item = phone.taught(county.doors["王一"])
    phone.verdicts(item)
    carol.post(f"/visits/{item['id']}/withdraw", reason="签错了户")

    alice.put(f"/blobs/{sha256(png())}", png())

    assert covered(carol) == 0


def test_a_late_signature_counts_no_visit_that_waits_for_review(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["赵三"]))

    alice.put(f"/blobs/{sha256(png())}", png())

    assert covered(carol) == 0


def test_attempts_are_those_known_on_the_day_asked_for(alice: Person, carol: Person, county: County):
    first_day = clock.today().isoformat()
    phone = Phone(alice, county)
    phone.verdicts(phone.visit(county.doors["王一"]))
    with time_machine.travel(clock.now() + timedelta(days=1)):
        phone.verdicts(phone.visit(county.doors["王一"], "refused"))

        def attempts(on: str | None) -> int:
            return carol.get("/households", q="王一", on=on).json["items"][0]["attempts"]

        assert (attempts(first_day), attempts(None)) == (1, 2)
