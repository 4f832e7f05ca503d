"""A leaked list names whoever took it away; a list that is none of ours names nobody; and nobody's list is spoilt."""

import hmac
import io
import math
import random
import re
import secrets
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.exports import fingerprint, tracing
from app.households.identity import normalise_address
from app.households.masking import mask_phone
from tests.county import County
from tests.exports import leaks
from tests.exports.leaks import WAYS, as_csv, body, fill, pasted, sheet, staff, thinned
from tests.person import Person

pytestmark = pytest.mark.one_database

PEOPLE = 20
PHONES = {"phones": "full", "reason": "call_ahead"}


def traced(watcher: Person, data: bytes, name: str = "leak.csv") -> dict[str, Any]:
    answer = watcher.upload("/exports/trace", file=(io.BytesIO(data), name))
    assert answer.status_code == 200, answer.text
    return answer.json


def named(watcher: Person, data: bytes) -> list[str]:
    return [match["export"]["username"] for match in traced(watcher, data)["named"]]


@pytest.fixture
def taken(app: Flask, county: County) -> dict[str, leaks.Rows]:
    """The same list, taken away by twenty people; every fourth with the telephone numbers in full."""
    fill()
    names = staff(PEOPLE)
    return {name: sheet(Person(app, name), **(PHONES if i % 4 == 0 else {})) for i, name in enumerate(names)}


def test_twenty_of_twenty_are_named_from_two_thirds_of_a_list_without_its_header(
    taken: dict[str, leaks.Rows], dora: Person
):
    dice = random.Random(20)

    found = {
        (name, number): named(dora, way(thinned(body(rows), dice)))
        for name, rows in taken.items()
        for number, way in enumerate(WAYS)
    }

    assert len(found) == PEOPLE * len(WAYS)
    assert {key: who for key, who in found.items() if who != [key[0]]} == {}


def test_masked_numbers_alone_name_it_though_every_blank_was_taken_out(taken: dict[str, leaks.Rows], dora: Person):
    rows = [[cell.replace(" ", "") for cell in row] for row in body(taken["officer01"])]

    assert named(dora, as_csv(thinned(rows, random.Random(1)))) == ["officer01"]


def test_a_list_put_together_from_two_names_both(taken: dict[str, leaks.Rows], dora: Person):
    first, second = body(taken["officer02"]), body(taken["officer03"])

    assert set(named(dora, as_csv(first[:50] + second[50:]))) == {"officer02", "officer03"}


def test_what_was_washed_names_nobody_and_says_so(taken: dict[str, leaks.Rows], dora: Person):
    """In full, so without masked numbers, and every blank taken out: nothing is left to tell it by."""
    rows = [[cell.replace(" ", "") for cell in row] for row in body(taken["officer00"])]

    found = traced(dora, as_csv(rows))

    assert (found["named"], found["compared"]) == ([], PEOPLE)
    assert found["marks"] > 0


def test_a_list_that_is_none_of_ours_names_nobody(taken: dict[str, leaks.Rows], dora: Person):
    """The same doors as a roster has them, as another county's office would mark them, and with blanks at random."""
    rows, dice = body(taken["officer04"]), random.Random(3)
    addresses = [normalise_address(row[4]) for row in rows]
    other = secrets.token_bytes(32)
    marked = [
        [fingerprint.mark_address(other, a), fingerprint.mark_phone(other, mask_phone("13800001234"))]
        for a in addresses
    ]
    blanks = [[re.sub(r"(?=\d)(?<!\d)", lambda _: dice.choice(["", " "]), a)] for a in addresses]

    for strange in ([[a] for a in addresses], marked, blanks, [["王一", "住户"]]):
        assert named(dora, as_csv(strange)) == []


def test_the_whole_file_is_known_by_its_bytes_and_says_who_it_was(app: Flask, dora: Person, county: County):
    with Person(app, "carol").get("/exports/uncovered.csv") as answer:
        data = answer.data

    found = traced(dora, data)

    assert found["same_bytes"]["username"] == "carol"
    assert [export["number"] for export in found["printed"]] == [1]
    assert found["named"] == []  # three doors are too few to tell by


def test_the_command_says_it_in_words(app: Flask, taken: dict[str, leaks.Rows], tmp_path: Path):
    leak, strange = tmp_path / "leak.txt", tmp_path / "strange.csv"
    leak.write_bytes(pasted(thinned(body(taken["officer07"]), random.Random(5)), 5, 4, 8))
    strange.write_bytes(as_csv([["孙五", "别处1组2号"]]))

    said = [app.test_cli_runner().invoke(args=["trace-export", str(path)]) for path in (leak, strange)]

    assert [result.exit_code for result in said] == [0, 0]
    assert re.search(
        r"标记吻合：导出编号 000008，民警07（officer07），.*误指的可能不到 10 的负 \d\d 次方", said[0].output
    )
    assert said[1].output.startswith("认不出来：与 20 次导出的标记都对不上")


def test_two_peoples_sheets_say_the_same_in_the_same_order(taken: dict[str, leaks.Rows], dora: Person):
    """But for blanks in addresses and for how much of a number is hidden, cell for cell."""
    first, second = taken["officer01"], taken["officer02"]

    assert first != second
    assert [row[0] for row in first[:2]] == [row[0] for row in second[:2]]  # title and control totals
    assert len(body(first)) == len(body(second)) == int(re.findall(r"未覆盖 (\d+)", first[1][0])[0])
    for mine, theirs in zip(body(first), body(second), strict=True):
        assert mine[4].replace(" ", "") == theirs[4].replace(" ", "")
        assert _agree(mine[8], theirs[8])
        assert mine[:4] + mine[5:8] + mine[9:] == theirs[:4] + theirs[5:8] + theirs[9:]


def test_no_number_of_lists_shows_more_of_a_number_than_one(app: Flask, taken: dict[str, leaks.Rows]):
    """Laid over each other, twenty masks hide the same four digits."""
    seen: dict[str, set[int]] = {}
    for name, rows in taken.items():
        if int(name[-2:]) % 4:
            for row in body(rows):
                seen.setdefault(row[5], set()).update(i for i, digit in enumerate(row[8]) if digit != "*")

    assert {tuple(sorted(places)) for places in seen.values()} <= {(), (0, 1, 2, 7, 8, 9, 10)}
    assert len([places for places in seen.values() if places]) > 50


def test_what_left_before_is_told_by_the_same_marks():
    """Which way a place is written is HMAC-SHA256's word, by whatever way it is computed."""
    for seed in (bytes(32), secrets.token_bytes(32), secrets.token_bytes(32)):
        places, ends = (
            int.from_bytes(hmac.digest(seed, key.encode(), "sha256")[:4], "little")
            for key in ("address|桥东村1组2号", "phone|13|234|11")
        )
        first, second = (" " if places >> n & 1 else "" for n in (0, 1))
        shown = ("13*" if ends & 1 else "138") + "****" + ("*234" if ends & 2 else "1234")

        assert fingerprint.mark_address(seed, "桥东村 1组\u30002号") == f"桥东村{first}1组{second}2号"
        assert fingerprint.mark_phone(seed, "138****1234") == shown


def test_the_chance_is_never_said_smaller_than_it_is():
    for places in (1, 7, 40, 61):
        for agreeing in range(places + 1):
            exact = sum(math.comb(places, k) for k in range(agreeing, places + 1)) / 2**places
            assert tracing.chance(agreeing, places) >= exact * 0.999999


def _agree(mine: str, theirs: str) -> bool:
    """Where both show a digit it is the same one."""
    return len(mine) == len(theirs) and all(a == b or "*" in (a, b) for a, b in zip(mine, theirs, strict=True))
