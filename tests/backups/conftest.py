"""A county with something to lose."""

import pytest

from app.changes import Head
from app.changes import head as newest
from app.db import db
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


@pytest.fixture
def phone(alice: Person, county: County) -> Phone:
    """Alice's, which has handed in a taught visit with its signature and one that met nobody."""
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), blobs=(png(),))
    return phone


def now_at() -> Head:
    """The county's newest number and hash, read afresh."""
    db.session.rollback()
    return newest()
