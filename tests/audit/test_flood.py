"""Somebody who knocks at every door does not fill the disk, and is counted all the same."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from app import clock
from app.audit.flood import OF_ALL, OF_ONE, OF_UNKNOWN, WINDOW, Flood
from app.db import db
from tests.audit.reading import told_of
from tests.county import TOWN
from tests.person import Person


def test_refusals_past_the_bound_are_counted_and_told_later(
    charlie: Person, carol: Person, erin: Person, monkeypatch: pytest.MonkeyPatch
):
    def knock(times: int) -> None:
        for _ in range(times):
            assert charlie.get("/coverage", scope=TOWN).status_code == 404

    left = told_of(erin, lambda: knock(OF_ONE + 7))
    others = told_of(erin, lambda: carol.get("/coverage", scope="991101200000"))
    later = clock.now() + WINDOW + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    after = told_of(erin, lambda: knock(2))

    assert [entry["problem"] for entry in left] == ["unknown_division"] * OF_ONE
    assert len(others) == 1
    assert [entry["said"] for entry in after] == [
        "不存在或不在管辖范围，此前另有 7 次同样被拒，只计数",
        "不存在或不在管辖范围",
    ]


def test_guesses_at_accounts_that_are_not_there_have_one_bound_together(app: Flask, erin: Person):
    client = app.test_client()

    def guess() -> None:
        for number in range(OF_UNKNOWN + 5):
            # From everywhere, or they would soon have to wait.
            answer = client.post(
                "/api/v1/session",
                json={"username": f"guess{number}", "password": "x"},
                environ_base={"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250 + 1}"},
            )
            assert answer.status_code == 401

    assert len(told_of(erin, guess)) == OF_UNKNOWN


def test_all_refusals_together_have_a_bound():
    flood, now = Flood(), clock.now()

    written = sum(flood.admits(f"account {n}", now) is not None for n in range(OF_ALL * 3))

    assert written == OF_ALL


def test_a_clock_that_is_set_back_begins_a_new_window():
    flood, now = Flood(), clock.now()
    assert [flood.admits("one", now) for _ in range(OF_ONE + 1)][-1] is None

    assert flood.admits("one", now - timedelta(days=1)) == 1


def test_a_name_that_nobody_has_costs_as_much_when_it_is_only_counted(
    app: Flask, erin: Person, monkeypatch: pytest.MonkeyPatch
):
    """Else the time would tell the names that there are, whose bound is another."""
    monkeypatch.setattr(Flood, "admits", lambda *_: None)
    written: list[str] = []
    listen = (db.engine, "before_cursor_execute", lambda _1, _2, statement, *_: written.append(statement.split()[0]))

    def statements_of(username: str, address: str) -> list[str]:
        written.clear()
        answer = app.test_client().post(
            "/api/v1/session",
            json={"username": username, "password": "wrong-horse"},
            environ_base={"REMOTE_ADDR": address},
        )
        assert answer.status_code == 401
        return [word for word in written if word in ("INSERT", "UPDATE", "DELETE")]

    event.listen(*listen)
    try:
        known, unknown = statements_of("bob", "10.0.0.1"), statements_of("nobody", "10.0.0.2")
    finally:
        event.remove(*listen)

    assert known == unknown
    assert known[-1] == "UPDATE"
