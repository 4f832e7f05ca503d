"""知晓率: on any day, in any place, the newest lesson of each covered door, recounted in plain Python; and what takes one out."""

from datetime import UTC, date, datetime, timedelta
from math import isclose, sqrt
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app import clock
from app.db import db
from tests.county import EAST, County
from tests.coverage.test_recount import DAYS, FOREVER, LOOKS, START, Door, Fact, World
from tests.person import Person
from tests.phone import Phone, png
from tests.sync.test_take_back import back
from tests.visits.test_lessons import LESSON, UNASKED, with_lesson

AUDIENCES = ("family", "elderly", "merchant")
SHARES = {"knows": "asked", "installed": "adults", "verified": "adults", "warned": "adults", "calls_back": "firm"}
CALLS_BACK = (True, False, None)


def some_lesson(choice: int) -> dict[str, Any] | None:
    """One of a dozen: asked or not, one question or three, one adult or four; or none at all."""
    if choice == 11:
        return None
    quiz = [{"question": q, "right": choice % (n + 2) == 0} for n, q in enumerate(("safe_account", "health", "loan"))]
    adults = choice % 4 + 1
    installed = choice % (adults + 1)
    app = {"adults": adults, "installed": installed, "verified": 0, "warned": min(1, installed)}
    firm = {"role": None, "posters": choice % 4, "calls_back": CALLS_BACK[choice % 3]}
    return {
        **UNASKED,
        "audience": AUDIENCES[choice % 3],
        "quiz": quiz[: choice % 3 + 1] if choice % 5 else None,
        "app": app if choice % 7 else None,
        "firm": firm if choice % 2 else None,
    }


class Taught(World):
    """The same county, whose visits say what was taught."""

    def teach(self, door: Door, choice: int) -> None:
        phone, lesson = self._phone(door), some_lesson(choice)
        item = with_lesson(phone, door.id, lesson=lesson)
        (verdict,) = phone.verdicts(item, blobs=(png(),))
        if verdict["status"] == "created":
            door.covers[item["id"]] = Fact(self.today, FOREVER, (datetime.now(UTC), lesson))

    def check_lessons(self, day: date) -> None:
        for look in LOOKS:
            self._check_lessons(day, *look)

    def _newest(self, door: Door, day: date) -> dict[str, Any] | None:
        told = [f.what for f in door.covers.values() if f.holds(day) and f.what[1] is not None]
        return max(told, key=lambda pair: pair[0])[1] if told else None

    def _check_lessons(self, day: date, scope: str, level: str, kind: str | None) -> None:
        places: dict[str, list[Any]] = {}
        for code, door, state in self.standing(day, scope, level, kind):
            if state == "covered" and (lesson := self._newest(door, day)):
                places.setdefault(code, []).append(lesson)
        everywhere = [lesson for some in places.values() for lesson in some]

        answer = self.dora.get("/coverage/lessons", scope=scope, by=level, kind=kind, on=day.isoformat()).json

        plain = self.dora.get("/coverage", scope=scope, by=level, kind=kind, on=day.isoformat()).json
        assert [(line["code"], line["covered"]) for line in answer["items"]] == [
            (line["code"], line["covered"]) for line in plain["items"]
        ]
        for line in answer["items"]:
            same(line, places.pop(line["code"], []))
        assert places == {}
        same(answer["total"], everywhere)
        for one in answer["listeners"]:
            same(one, [lesson for lesson in everywhere if lesson["audience"] == one["audience"]])


def same(told: dict[str, Any], lessons: list[dict[str, Any]]) -> None:
    """What was told is what these lessons come to."""
    assert told["told"] == len(lessons)
    posters = [lesson["firm"]["posters"] for lesson in lessons if lesson["firm"]]
    assert told["posters"] == {"put_up": sum(posters), "homes": len(posters)}
    for share, of in SHARES.items():
        parts = [recounted(lesson, share, of) for lesson in lessons]
        asked = [pair for pair in parts if pair]
        part, whole = sum(p for p, _ in asked), sum(w for _, w in asked)
        found = told[share]
        assert (found["part"], found["whole"], found["homes"]) == (part, whole, len(asked))
        if not asked:
            assert (found["rate"], found["low"], found["high"]) == (None, None, None)
            continue
        assert found["rate"] == part / whole
        low, high = wilson(part / whole, whole**2 / sum(w * w for _, w in asked))
        assert isclose(found["low"], low, abs_tol=1e-6)
        assert isclose(found["high"], high, abs_tol=1e-6)


def recounted(lesson: dict[str, Any], share: str, of: str) -> tuple[int, int] | None:
    if of == "asked":
        return (sum(q["right"] for q in lesson["quiz"]), len(lesson["quiz"])) if lesson["quiz"] else None
    if of == "firm":
        said = lesson["firm"] and lesson["firm"]["calls_back"]
        return None if said is None else (int(said), 1)
    return (lesson["app"][share], lesson["app"]["adults"]) if lesson["app"] else None


def wilson(rate: float, answers: float) -> tuple[float, float]:
    """The ends are where (rate - p)² is z² times p (1 - p) / answers."""
    z = 1.959964**2 / answers
    root = sqrt((2 * rate + z) ** 2 - 4 * (1 + z) * rate**2)
    return (2 * rate + z - root) / (2 + 2 * z), (2 * rate + z + root) / (2 + 2 * z)


ACTIONS = ("new_door", "teach", "teach", "teach", "withdraw", "exclude", "move", "sleep")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    story=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 6), st.integers(0, 11)), min_size=5, max_size=22)
)
def test_every_share_of_every_day_equals_a_recount(app: Flask, story: list[tuple[str, int, int]]):
    with time_machine.travel(START, tick=False) as time:
        world = Taught(app)
        for action, door, choice in story:
            time.shift(timedelta(seconds=90))
            if action != "sleep":
                world.do(action, door, choice)
            elif (world.today - START.date()).days < DAYS:
                time.shift(timedelta(days=1))
        for number in range((world.today - START.date()).days + 1):
            world.check_lessons(START.date() + timedelta(days=number))


def total(person: Person, **asked: Any) -> dict[str, Any]:
    return dict(person.get("/coverage/lessons", **asked).json["total"])


def test_nobody_asked_is_no_rate(alice: Person, dora: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(with_lesson(phone, county.doors["王一"], lesson=UNASKED), blobs=(png(),))

    told = total(dora)

    assert (told["covered"], told["told"]) == (1, 1)
    nobody = {"part": 0, "whole": 0, "homes": 0, "rate": None, "low": None, "high": None}
    assert told["knows"] == told["calls_back"] == nobody
    assert told["posters"] == {"put_up": 0, "homes": 0}


def test_an_undo_leaves_no_trace_on_any_day_and_a_withdrawal_leaves_the_days_gone_by(
    alice: Person, dora: Person, erin: Person, county: County
):
    phone, (first, second), today = Phone(alice, county), list(county.doors.values())[:2], clock.today()
    kept, undone = (with_lesson(phone, door, lesson=LESSON) for door in (first, second))
    phone.verdicts(kept, undone, blobs=(png(),))
    assert total(dora)["knows"]["homes"] == 2

    (verdict,) = phone.verdicts(back(phone, undone, second))

    assert verdict["status"] == "created"
    assert total(dora)["knows"]["homes"] == 1
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert erin.post(f"/visits/{kept['id']}/withdraw", reason="记错了户", reaches_back=False).status_code == 200
        then, now = total(dora, on=today.isoformat()), total(dora)
    assert (then["knows"]["part"], then["knows"]["whole"], then["knows"]["homes"]) == (1, 2, 1)
    assert (now["told"], now["knows"]["rate"]) == (0, None)


def test_a_fuller_county_asks_the_database_no_more_often(alice: Person, dora: Person, county: County):
    def asked() -> int:
        seen: list[str] = []
        notice = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", notice)
        try:
            assert dora.get("/coverage/lessons", scope=EAST).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", notice)
        return len(seen)

    few = asked()
    phone = Phone(alice, county)
    for door in list(county.doors.values())[:2]:
        phone.verdicts(with_lesson(phone, door, lesson=LESSON), blobs=(png(),))
    assert asked() == few
