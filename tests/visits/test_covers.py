"""From when until when a visit covers its door is held against the visit: a day that somebody wrote is named."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from app import clock
from app.check import disagreements
from app.db import db
from tests.cases.desk import after, knock
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


def written(statement: str) -> list[str]:
    """What the check says of covers after somebody wrote this."""
    db.session.execute(text(statement))
    db.session.commit()
    return [line.partition(": ")[2] for line in disagreements() if ": it cover" in line or ": it count" in line]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE cover SET from_on = '2020-01-01'", "it covers its door since another day"),
        ("UPDATE cover SET until_on = '2027-01-01'", "it covers its door until another day"),
        (
            "UPDATE cover SET household_id = (SELECT id FROM household WHERE householder = '李二')",
            "it covers another door",
        ),
        ("DELETE FROM cover", "it counts and covers nothing"),
    ],
)
def test_what_was_written_over_is_named(phone: Phone, county: County, statement: str, fault: str):
    knock(phone, county.doors["王一"])
    assert list(disagreements()) == []

    (said,) = written(statement)
    assert said.startswith(fault)


@pytest.mark.parametrize("reaches_back", [True, False])
def test_one_that_was_taken_back_covers_no_longer(phone: Phone, carol: Person, county: County, reaches_back: bool):
    visit = knock(phone, county.doors["王一"])
    with after(days=1):
        carol.post(f"/visits/{visit}/withdraw", reason="走错了门", reaches_back=reaches_back)
        assert list(disagreements()) == []

        (said,) = written("UPDATE cover SET until_on = '9999-12-31'")
    assert said.startswith("it covers its door until another day")


def test_one_that_was_looked_at_covers_since_then(alice: Person, carol: Person, county: County):
    event = Phone(alice, county).taught(county.doors["赵三"], png())
    Phone(alice, county).verdicts(event, blobs=(png(),))
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        assert carol.post(f"/aside/{event['id']}/accept").status_code == 204
        assert list(disagreements()) == []

        (said,) = written(f"UPDATE cover SET from_on = '{clock.today() - timedelta(days=3)}'")
    assert said.startswith("it covers its door since another day")


def test_one_whose_picture_came_later_covers_since_then(phone: Phone, county: County):
    phone.verdicts(phone.taught(county.doors["王一"], png()))
    with after(days=2):
        phone.push(blobs=(png(),))
        assert list(disagreements()) == []

        (said,) = written(f"UPDATE cover SET from_on = '{clock.today() - timedelta(days=2)}'")
    assert said.startswith("it covers its door since another day")


def test_one_of_no_visit(phone: Phone, county: County):
    knock(phone, county.doors["王一"], "no_answer")
    said = written(
        "INSERT INTO cover (visit_id, campaign_id, household_id, from_on, until_on)"
        " SELECT household_id, campaign_id, household_id, '2026-01-01', '9999-12-31' FROM visit"
    )
    assert said == ["it covers a door and is gone"]
