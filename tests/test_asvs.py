"""The ASVS table is true as far as a machine can tell: what is met names tests, and each of them is there."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).parent.parent
STATES = {"met", "partly", "not", "outside"}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "asvs.md").read_text().splitlines()
    if re.match(r"\| \d", line)
]


def named(row: list[str]) -> list[str]:
    return re.findall(r"`(tests/[^`]+)`", row[4])


def test_every_row_has_a_number_a_state_and_words():
    assert len(ROWS) > 90
    assert [row for row in ROWS if len(row) != 5 or row[2] not in STATES or not row[1]] == []
    assert [row for row in ROWS if row[2] != "met" and not row[3]] == []


def test_what_is_met_names_its_test():
    assert [row[0] for row in ROWS if row[2] == "met" and not named(row)] == []


@pytest.mark.parametrize("test", sorted({test for row in ROWS for test in named(row)}))
def test_the_test_is_there(test: str):
    file, _, name = test.partition("::")

    functions = {
        node.name for node in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(node, ast.FunctionDef)
    }

    assert name in functions
