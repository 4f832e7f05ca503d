"""Nobody learns from the answer, or from how long it takes, whether a name exists. `make bench` tries a thousand."""

import pytest
from flask import Flask

from tests.county import County
from tests.people.timing import measure

pytestmark = pytest.mark.one_database


def test_a_name_that_nobody_has_is_refused_in_the_same_words_and_time(app: Flask, county: County):
    timing = measure(app, 80)

    # Of eighty pairs the chance is within a quarter of a half in all but one run of millions; a server that
    # saves itself the hash of an unknown name has one of 1.
    assert 0.25 < timing.chance() < 0.75
