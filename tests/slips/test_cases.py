"""The shared cases are what the sealer makes of them, and the independent verifier agrees; vitest holds the page to the same."""

import json
from typing import Any

import pytest

from tests.slips import cases, independent

pytestmark = pytest.mark.one_database

HELD = json.loads(cases.FILE.read_text(encoding="utf-8"))
KEYS = {key["id"]: bytes.fromhex(key["public_key"]) for key in HELD["keys"]["items"]}


def test_the_cases_in_the_repository_are_the_sealers():
    """`python -m tests.slips.cases` writes them."""
    assert cases.FILE.read_text(encoding="utf-8") == cases.text()


@pytest.mark.parametrize("case", HELD["cases"], ids=lambda case: case["name"])
def test_the_independent_verifier_agrees_on_files(case: dict[str, Any]):
    assert independent.verify_file(cases.file_of(HELD, case), KEYS) == case["holds"]


@pytest.mark.parametrize("case", HELD["codes"], ids=lambda case: case["name"])
def test_the_independent_verifier_agrees_on_codes(case: dict[str, Any]):
    letters = "".join(case["code"].split()).upper()

    # It is not told since when a key has been the county's.
    assert independent.verify_qr(letters, KEYS) == (case["found"] in ("good", "former_key"))


@pytest.mark.parametrize("case", HELD["prints"], ids=lambda case: case["name"])
def test_the_independent_verifier_agrees_on_pdfs(case: dict[str, Any]):
    assert independent.verify_print(case["pdf"].encode(), KEYS) == (case["found"] in ("good", "untimely"))
