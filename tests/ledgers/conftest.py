"""A campaign whose reports are due on Fridays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from app.campaigns.models import Campaign
from app.changes import writing
from app.db import db
from tests.conftest import empty_tables
from tests.county import County, build

# A Friday, at four in the afternoon in the county.
FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


@pytest.fixture
def begun(app: Flask) -> Iterator[County]:
    """A campaign that began on Monday, the 16th: its first report is due on Friday, the 20th, its second on the 27th."""
    with time_machine.travel(FRIDAY - timedelta(days=11), tick=False):
        empty_tables()
        county = build()
        with writing():
            db.session.execute(update(Campaign).values(starts_on=date(2026, 11, 16), deadline_on=date(2026, 12, 20)))
        yield county
