"""Phones are asked to come back later in words and numbers, and keep everything meanwhile."""

import shutil
from collections import deque
from contextlib import ExitStack
from uuid import UUID, uuid4

import pytest

from app.db import db
from app.problems import Problem
from app.sync.models import Event
from app.sync.pressure import EAGERNESS, MOST_AT_ONCE, MOST_WAIT_S, WINDOW_S, Pressure
from app.sync.sealing import CountyKey
from config import Config
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.sync.sealed import bring, key, outbox, seal, secret_of

__all__ = ["key"]  # a fixture

MOST_A_MINUTE = Config.PUSHES_A_MINUTE
ONE, OTHER = uuid4(), uuid4()


class Watch:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A server process with as much in hand as it may have."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.pressure = Pressure(MOST_A_MINUTE, self.watch)
        self.in_hand = deque(self._begin() for _ in range(MOST_AT_ONCE))

    def _begin(self) -> ExitStack:
        push = ExitStack()
        push.enter_context(self.pressure.taking())
        return push

    def finish(self) -> None:
        self.in_hand.popleft().close()

    def go_on(self, pushes: int, every: float) -> None:
        """One done and the next begun, again and again."""
        for _ in range(pushes):
            self.watch.now += every
            self.finish()
            self.in_hand.append(self._begin())


def refusal(pressure: Pressure, device: UUID = ONE) -> Problem | None:
    try:
        with pressure.taking():
            return pressure.called_by(device)
    except Problem as problem:
        return problem


def test_a_phone_that_calls_too_often_waits_and_no_other_does():
    watch = Watch()
    pressure = Pressure(MOST_A_MINUTE, watch)
    for n in range(MOST_A_MINUTE):
        watch.now = n / 10
        assert refusal(pressure) is None

    watch.now = 10
    refused = refusal(pressure)

    assert (refused.status, refused.code) == (429, "too_often")
    assert refusal(pressure, OTHER) is None
    watch.now += refused.details["retry_after_s"]
    assert refusal(pressure) is None


def test_who_would_only_wait_for_others_is_sent_away_at_once():
    desk = Desk()

    refused = refusal(desk.pressure)

    assert (refused.status, refused.code) == (503, "overloaded")
    desk.finish()
    assert refusal(desk.pressure) is None


def test_who_is_sent_away_comes_back_one_after_the_other_as_fast_as_they_can_be_served():
    desk = Desk()
    desk.go_on(200, every=0.2)

    waits = [refusal(desk.pressure).details["retry_after_s"] for _ in range(320)]

    assert waits == sorted(waits)
    assert waits[-1] - waits[0] == pytest.approx(320 * 0.2 * EAGERNESS, abs=1)


def test_nobody_is_asked_to_wait_for_longer_than_ten_minutes():
    desk = Desk()

    waits = [refusal(desk.pressure).details["retry_after_s"] for _ in range(20_000)]

    assert max(waits) == MOST_WAIT_S


def test_the_answer_says_when_to_come_back(alice: Person, county: County):
    phone = Phone(alice, county)
    answers = [phone.push() for _ in range(MOST_A_MINUTE + 1)]

    assert [answer.status_code for answer in answers[:-1]] == [200] * MOST_A_MINUTE
    assert (answers[-1].status_code, answers[-1].json["code"]) == (429, "too_often")
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW_S + 1


@pytest.mark.one_database
def test_on_a_full_disk_nothing_is_taken_in_by_any_way(
    key: CountyKey, phone: Phone, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    """SQLite's disk is ours to watch; a PostgreSQL refuses by itself."""
    visit, secret = phone.taught(county.doors["王一"]), secret_of(phone)
    file = seal(key, outbox(phone, visit, blobs=(png(),), device_secret=secret))
    usual = shutil.disk_usage("/")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: usual._replace(free=usual.total // 50))
        answers = [
            phone.push(visit),
            phone.person.put(f"/blobs/{sha256(png())}", png()),
            carol.post("/sync/rescue", **file),
        ]

    assert [(answer.status_code, answer.json["code"]) for answer in answers] == [(507, "disk_full")] * 3
    db.session.rollback()
    assert db.session.query(Event).count() == 0
    assert bring(carol, file)["counts"]["created"] == 1
    assert [verdict["status"] for verdict in phone.verdicts(visit)] == ["duplicate"]
