"""The code on a paper slip: the table that the phone's twin is held to, and what its check letter finds."""

import json
import random
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest

from app.prints import blank
from app.slips.paper_code import LETTERS, code_of, may_be_stated, read, shown

pytestmark = pytest.mark.one_database

TABLE = json.loads((Path(__file__).parents[1] / "data/slips/paper-codes.json").read_text())


@pytest.mark.parametrize("case", TABLE["codes"], ids=lambda case: case["code"])
def test_a_household_has_a_code(case: dict[str, str]):
    assert code_of(UUID(case["household"])) == case["code"]
    assert read(shown(case["code"])) == case["code"]


@pytest.mark.parametrize("case", TABLE["typed"], ids=lambda case: case["typed"])
def test_a_code_is_read_as_it_was_meant(case: dict[str, str | None]):
    assert read(case["typed"]) == case["code"]


@pytest.mark.parametrize("case", TABLE["stated"], ids=lambda case: case["typed"])
def test_what_was_mistyped_is_taken_as_the_phone_states_it(case: dict[str, str | None]):
    assert may_be_stated(case["stated"] or case["typed"]) is (case["stated"] is not None)


@pytest.mark.parametrize("case", TABLE["sheets"], ids=lambda case: case["text"][-9:] or "nothing")
def test_a_sheet_names_its_household(case: dict[str, str | None]):
    found = blank.read(case["text"] or "")

    assert (str(found[0]) if found else None) == case["household"]


def test_every_wrong_letter_and_every_swap_is_found():
    rng = random.Random(8)
    for _ in range(200):
        code = code_of(UUID(int=rng.getrandbits(128)))
        wrong = [code[:at] + letter + code[at + 1 :] for at in range(9) for letter in LETTERS if letter != code[at]]
        for first, last in combinations(range(9), 2):
            letters = list(code)
            letters[first], letters[last] = letters[last], letters[first]
            wrong += ["".join(letters)] if letters[first] != letters[last] else []
        assert [read(one) for one in wrong] == [None] * len(wrong)
