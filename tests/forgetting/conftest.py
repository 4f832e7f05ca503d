"""A second administrator, who agrees to what the first asks for."""

import pytest
from flask import Flask

from app.changes import writing
from tests.county import COUNTY, County, hire
from tests.person import Person


@pytest.fixture
def gina(app: Flask, county: County) -> Person:
    """Another administrator of the county."""
    with writing():
        hire("gina", "admin", COUNTY)
    return Person(app, "gina")
