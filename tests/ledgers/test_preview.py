"""The first rows of a ledger are the first of its file, however few are asked for and wherever a round of them ends."""

import pytest

from app.ledgers import visits
from app.visits import doors
from tests.county import EAST_1, EAST_2, HILL, WEST_1, County, register
from tests.ledgers.reading import ledger, lines_of, preview
from tests.person import Person
from tests.phone import Phone, png


@pytest.mark.parametrize("word", ["visits", "households"])
def test_a_few_rows_are_the_first_of_all(
    word: str, county: County, alice: Person, dora: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(visits, "ROUND", 2)
    monkeypatch.setattr(doors, "ROUND", 2)
    for number, grid in enumerate((EAST_1, EAST_2, WEST_1, EAST_1, HILL + "000")):
        register(f"新户{number}", grid, f"{number}号")
    phone = Phone(alice, county)
    for name in ("王一", "李二", "王一"):
        phone.verdicts(phone.visit(county.doors[name], "no_answer"), blobs=(png(),))

    whole = [(line["户主（负责人）"], line["序号"]) for line in ledger(dora, word)[0]]

    assert len(whole) == (3 if word == "visits" else 9)
    assert [number for _, number in whole] == list(range(1, len(whole) + 1))
    for limit in range(1, len(whole) + 2):
        shown = preview(dora, word, limit=limit)
        assert [(line["户主（负责人）"], int(line["序号"])) for line in lines_of(shown)] == whole[:limit]
        assert shown["row_count"] == len(whole)
