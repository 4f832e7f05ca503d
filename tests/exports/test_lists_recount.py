"""For any history, every list and file holds exactly the doors of a recount in plain Python, on every day, for every role."""

import csv
import io
import re
from collections import Counter
from datetime import date, timedelta
from itertools import count
from typing import Any

import openpyxl
import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.visits import doors
from tests.coverage.test_recount import ACTIONS, DAYS, KINDS, START
from tests.exports.recount import PARTS, REACH, REASONS, Line, Lists

STATES = {"uncovered": "未覆盖", "covered": "已覆盖", "excluded": "剔除"}
OUTCOMES = {
    "": "未走访",
    "taught": "已宣传",
    "no_answer": "无人",
    "refused": "拒绝",
    "moved": "已迁走",
    "vacant": "空户",
}
MORE = ("witness", "halfway", "unknock", "hand_over", "knock", "knock", "sleep")
LISTS: tuple[dict[str, str], ...] = (
    *({"state": state} for state in STATES),
    *({"part": part} for part in PARTS),
    *(
        {"attempts": str(times), "state": state}
        for times, state in zip(range(4), ("uncovered", "covered") * 2, strict=True)
    ),
    *({"excluded_for": reason} for reason in REASONS[:3]),
    {"worker": "alice", "state": "uncovered"},
    {"worker": "bob", "state": "covered"},
    {"part": "revisit", "kind": "merchant"},
    {"part": "refused", "worker": "alice", "attempts": "1"},
)


@pytest.fixture(autouse=True, scope="module")
def _small_rounds() -> Any:
    """Files of several rounds, as those of a county are."""
    before, doors.ROUND = doors.ROUND, 3
    yield
    doors.ROUND = before


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    # A shorter story that fails as well takes minutes to find, and the assertion says which list of whom and when.
    phases=(Phase.explicit, Phase.generate),
)
@given(
    story=st.lists(
        st.tuples(st.sampled_from(ACTIONS + MORE), st.integers(0, 9), st.integers(0, 11)), min_size=8, max_size=30
    )
)
def test_the_rows_of_every_list_and_file_are_those_of_a_recount(app: Flask, story: list[tuple[str, int, int]]):
    with time_machine.travel(START, tick=False) as clock:
        book = Lists(app)
        for action, door, choice in story:
            if action != "sleep":
                book.do(action, door, choice)
            elif (book.today - START.date()).days < DAYS:
                clock.shift(timedelta(days=1))

        turn = count()
        for number in range((book.today - START.date()).days + 1):
            day = START.date() + timedelta(days=number)
            for who in REACH:
                # Each day and each person have some of the lists; together all of them, many times.
                for wanted in (LISTS[next(turn) % len(LISTS)] for _ in range(3)):
                    check(book, who, day, dict(wanted), as_xlsx=next(turn) % 3 == 0)
                check_parts(book, who, day)


def check(book: Lists, who: str, day: date, wanted: dict[str, str], *, as_xlsx: bool) -> None:
    if worker := wanted.get("worker"):
        wanted["worker"] = _id(book, worker)
    expected = book.lines(who, day, **wanted)
    if worker and book.people[who].get("/households", **wanted).status_code == 404:
        # Somebody who never walked there, whose name is not for them.
        assert not expected, (who, day, wanted)
        return
    assert page(book, who, day, wanted) == as_shown(expected), (who, day, wanted)
    told = {**wanted, "on": day.isoformat()}
    rows = xlsx(book, who, told) if as_xlsx else of_csv(book, who, told)
    assert Counter(as_filed(row) for row in rows[4:]) == Counter(as_listed(line) for line in expected), (
        who,
        day,
        wanted,
    )
    check_sums(book, who, day, wanted, str(rows[1][0]), len(expected))


def _id(book: Lists, worker: str) -> str:
    return (
        book.alice.id
        if worker == "alice"
        else next(p.person.id for p in book.phones.values() if p.person.username == "bob")
    )


def page(book: Lists, who: str, day: date, wanted: dict[str, str]) -> Counter[Any]:
    """All of a list, two doors a page, as the desk reads it."""
    seen: list[dict[str, Any]] = []
    after = None
    while True:
        answer = book.people[who].get("/households", on=day.isoformat(), limit=2, after=after, **wanted).json
        seen += answer["items"]
        after = answer["next"]
        if after is None:
            break
    assert answer["total"] == len(seen)
    places = [(one["division_code"], one["address"]) for one in seen]
    assert [code for code, _ in places] == sorted(code for code, _ in places)
    return Counter((one["id"], one["state"], one["attempts"], one["last_outcome"] or "") for one in seen)


def as_shown(lines: list[Line]) -> Counter[Any]:
    return Counter((line.id, line.state, line.attempts, line.last_outcome) for line in lines)


def of_csv(book: Lists, who: str, told: dict[str, str]) -> list[list[Any]]:
    answer = book.people[who].get("/exports/uncovered.csv", **told)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def xlsx(book: Lists, who: str, told: dict[str, str]) -> list[list[Any]]:
    with book.people[who].get("/exports/uncovered.xlsx", **told) as answer:
        assert answer.status_code == 200, answer.text
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def as_filed(row: list[Any]) -> tuple[Any, ...]:
    """Householder, attempts, newest outcome, state."""
    return row[5], int(row[10]), row[11], row[13]


def as_listed(line: Line) -> tuple[Any, ...]:
    return line.householder, line.attempts, OUTCOMES[line.last_outcome], STATES[line.state]


def check_sums(book: Lists, who: str, day: date, wanted: dict[str, str], identity: str, rows: int) -> None:
    """covered + excluded + uncovered = registered, and this list with the rest of its state is that state's number."""
    kind = wanted.get("kind")
    states = Counter(line.state for line in book.lines(who, day, kind=kind))
    assert identity.startswith(
        f"已覆盖 {states['covered']} + 剔除 {states['excluded']} + 未覆盖 {states['uncovered']} = 登记 {states.total()}；"
    )
    if set(wanted) <= {"state", "kind"}:
        assert "本表" not in identity
        return
    found = re.search(r"本表 (\d+)（.+）\+ 其余 (\d+) = (\S+) (\d+)$", identity)
    assert found, identity
    mine, others, name, whole = found.groups()
    state = wanted.get("state") or PARTS.get(wanted.get("part", ""), "excluded")
    assert (int(mine), name, int(whole)) == (rows, STATES[state], states[state])
    assert int(mine) + int(others) == int(whole)


def check_parts(book: Lists, who: str, day: date) -> None:
    """The parts of a state are the state, and so are its kinds, and so are how often somebody knocked."""

    def total(**said: str) -> int:
        answer = book.people[who].get("/households", on=day.isoformat(), limit=0, **said)
        assert answer.status_code == 200, answer.text
        return int(answer.json["total"])

    uncovered, excluded = total(state="uncovered"), total(state="excluded")
    assert sum(total(part=part) for part in ("unvisited", "revisit", "refused")) == uncovered
    assert sum(total(state="uncovered", attempts=str(times)) for times in range(4)) == uncovered
    assert sum(total(state="uncovered", kind=kind) for kind in KINDS) == uncovered
    assert sum(total(excluded_for=reason) for reason in REASONS) == excluded
