"""Phones are asked to come back later in words and numbers, and keep everything meanwhile."""

from uuid import UUID, uuid4

from app.problems import Problem
from app.sync.pressure import MOST_AT_ONCE, WINDOW_S, Pressure
from config import Config
from tests.county import County
from tests.person import Person
from tests.phone import Phone

MOST_A_MINUTE = Config.PUSHES_A_MINUTE
ONE, OTHER = uuid4(), uuid4()


def refusal(pressure: Pressure, device: UUID, now: float) -> Problem | None:
    try:
        pressure.enter(device, now)
    except Problem as problem:
        return problem
    pressure.leave()
    return None


def test_a_phone_that_calls_too_often_waits_and_no_other_does():
    pressure = Pressure(MOST_A_MINUTE)
    assert {refusal(pressure, ONE, n / 10) for n in range(MOST_A_MINUTE)} == {None}

    refused = refusal(pressure, ONE, 10)

    assert (refused.status, refused.code) == (429, "too_often")
    assert refusal(pressure, OTHER, 10) is None
    assert refusal(pressure, ONE, 10 + refused.details["retry_after_s"]) is None


def test_who_would_only_wait_for_others_is_sent_away_at_once():
    pressure = Pressure(MOST_A_MINUTE)
    for _ in range(MOST_AT_ONCE):
        pressure.enter(uuid4(), 0)

    refused = refusal(pressure, ONE, 0)

    assert (refused.status, refused.code) == (503, "overloaded")
    pressure.leave()
    assert refusal(pressure, ONE, 1) is None


def test_the_answer_says_when_to_come_back(alice: Person, county: County):
    phone = Phone(alice, county)
    answers = [phone.push() for _ in range(MOST_A_MINUTE + 1)]

    assert [answer.status_code for answer in answers[:-1]] == [200] * MOST_A_MINUTE
    assert (answers[-1].status_code, answers[-1].json["code"]) == (429, "too_often")
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW_S + 1
