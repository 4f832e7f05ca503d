"""10,000 random attacks on a real log, by somebody who may write in the database: all found."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from app.audit import log
from app.audit.chain import FIELDS, GENESIS, Claim, Place, entry_hash, faults
from app.db import db
from tests.county import County
from tests.person import Person

ATTACKS = 10_000
Row = dict[str, Any]


@dataclass
class Copy:
    """The log as an attacker has it, the end that the database names, and what is written down elsewhere."""

    rows: list[Row]
    end: Place
    outside: Place

    def found(self) -> list[str]:
        return list(faults(self.rows, self.end, [Claim(self.outside, "库外登记")]))

    def reckoned_anew(self) -> "Copy":
        """The clever attacker numbers and chains everything again, and has the database's end agree."""
        before = GENESIS
        for seq, row in enumerate(self.rows, start=1):
            row["seq"] = seq
            before = row["chain_hash"] = entry_hash(before, row)
        return Copy(self.rows, Place(len(self.rows), before), self.outside)


@pytest.fixture(scope="module")
def cast() -> tuple[str, ...]:
    return ("alice", "carol", "dora", "frank")


@pytest.fixture
def honest(app: Flask, county: County, cast: tuple[str, ...]) -> Copy:
    """A log of some forty entries that came about through the front door."""
    people = [Person(app, name) for name in cast]
    for _ in range(3):
        for person in people:
            person.get("/households")
            person.get(f"/households/{county.doors['钱四']}")
            person.get("/exports/uncovered.csv")
    rows = [dict(row) for row in log.every()]
    end = log.end()
    db.session.rollback()
    assert len(rows) == end.seq >= 36
    return Copy(rows, end, end)


def insert(dice: random.Random, rows: list[Row]) -> None:
    row = dict(dice.choice(rows))
    rows.insert(dice.randrange(len(rows)), row)


def delete(dice: random.Random, rows: list[Row]) -> None:
    del rows[dice.randrange(len(rows))]


def swap(dice: random.Random, rows: list[Row]) -> None:
    one, other = dice.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def edit(dice: random.Random, rows: list[Row]) -> None:
    row, name = dice.choice(rows), dice.choice([field for field in FIELDS if field not in ("seq", "at", "actor_id")])
    row[name] += dice.choice("x1 ，")


def truncate(dice: random.Random, rows: list[Row]) -> None:
    del rows[dice.randrange(len(rows)) :]


KINDS: list[Callable[[random.Random, list[Row]], None]] = [insert, delete, swap, edit, truncate]


def test_ten_thousand_attacks_are_found(honest: Copy):
    dice, missed = random.Random(20261125), []
    for number in range(ATTACKS):
        kind, how = KINDS[number % len(KINDS)], dice.randrange(3)
        rows = [dict(row) for row in honest.rows]
        kind(dice, rows)
        if how:
            # With its numbers put in order, as a database would have them.
            rows = [{**row, "seq": seq} for seq, row in enumerate(rows, start=1)]
        attacked = Copy(rows, honest.end, honest.outside)
        attacked = attacked.reckoned_anew() if how == 2 else attacked
        if not attacked.found():
            missed.append((number, kind.__name__, how))

    assert honest.found() == []
    assert missed == []


def test_a_chain_alone_would_not_see_an_end_that_was_cut_off(honest: Copy):
    """Which is why the end is written down elsewhere: without that, the attacker who reckons anew is not seen."""
    cut = Copy([dict(row) for row in honest.rows[:-5]], honest.end, honest.outside).reckoned_anew()

    assert list(faults(cut.rows, cut.end)) == []
    assert "末尾被截去" in cut.found()[-1]
