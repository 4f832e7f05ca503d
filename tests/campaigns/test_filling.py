"""Filling a notice at a door: the phone and the server make the same text of the same table; and our own texts can stand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.campaigns import notice
from app.campaigns.defaults import DEFAULTS
from app.slips.ways import WAYS

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "data/notices/filled.json").read_text())
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_notice_is_filled_as_the_table_says(case: dict[str, Any]):
    door = notice.Door(**{**case["door"], "day": date.fromisoformat(case["door"]["day"])})

    assert notice.fill(case["body"], door) == case["text"]


def test_the_table_has_every_blank():
    assert all(f"{{{name}}}" in "".join(case["body"] for case in CASES) for name in notice.BLANKS)


def test_each_audience_has_a_text_of_ours_that_says_what_it_must_and_fits_on_a_sheet():
    assert list(DEFAULTS) == list(notice.AUDIENCES)
    for wording in DEFAULTS.values():
        notice.check(wording)
        text = notice.fill(wording.body, notice.example(DAY))
        assert all(list(notice.warnings(wording.body, f"{text}\n\n{way.closing}")) == [] for way in WAYS.values())
        assert set(wording.teaches) <= set(notice.FRAUDS)
        # What it says it teaches stands in it, by the table's words.
        taught = [notice.FRAUDS[code] for code in wording.teaches if code not in ("other", "impersonation_boss")]
        assert [words for words in taught if words not in wording.body] == []
        assert "{" not in text


def test_families_and_old_people_are_told_of_every_fraud_that_has_a_name():
    named = set(notice.FRAUDS) - {"other"}

    assert all(set(DEFAULTS[audience].teaches) == named for audience in ("family", "elderly"))


def test_each_kind_of_door_has_its_audience():
    assert notice.AUDIENCE_OF_KIND == {"family": "family", "merchant": "merchant", "enterprise": "finance"}
