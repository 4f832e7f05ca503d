"""What the fuzzers begin from is understood: else they would only ever try how bad files are refused."""

import pytest
from flask import Flask

from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_a_parser_takes_what_its_fuzzing_begins_from(app: Flask, name: str):
    for seed in TARGETS[name].seeds:
        TARGETS[name].parse(seed)
