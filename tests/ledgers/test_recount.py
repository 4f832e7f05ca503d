"""For any history, the rows of each ledger are exactly those of a recount in plain Python, at every scope, role, day and kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.county import COUNTY, EAST, EAST_1, HILL, OTHER_TOWN, TOWN, WEST
from tests.coverage.test_recount import ACTIONS, DAYS, FOREVER, KINDS, START, Door, Fact, World
from tests.ledgers.reading import Line, ledger, lines_of, preview, total_of
from tests.person import Person
from tests.phone import png

OUTCOMES = {"taught": "已宣传", "no_answer": "无人", "refused": "拒绝", "moved": "已迁走", "vacant": "空户"}
STATES = {"covered": "已覆盖", "excluded": "剔除", "uncovered": "未覆盖"}
NAMES = {EAST: "桥东村", WEST: "桥西村", HILL: "山前村", TOWN: "城关镇", OTHER_TOWN: "山前乡"}
OF = {"dora": COUNTY, "erin": COUNTY, "carol": TOWN, "charlie": OTHER_TOWN, "frank": EAST}
# Who asks for what: their own without a word, and what lies in it.
ASKED = [*((name, None) for name in OF), ("dora", OTHER_TOWN), ("erin", EAST_1), ("carol", WEST)]


@dataclass
class Knock:
    """A visit that counts, and until when."""

    door: Door
    outcome: str
    fact: Fact


class LedgerWorld(World):
    """The same world, which also remembers each visit."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.visits: list[Knock] = []
        self.names = {id(door): name for door, name in zip(self.doors, ("王一", "李二", "赵三", "钱四"), strict=True)}
        self.people = {name: Person(app, name) for name in OF}

    def new_door(self, door: Door, choice: int) -> None:
        name = f"新户{len(self.doors)}"
        super().new_door(door, choice)
        self.names[id(self.doors[-1])] = name

    def teach(self, door: Door, choice: int) -> None:
        known = set(door.covers)
        super().teach(door, choice)
        self.visits += [Knock(door, "taught", fact) for visit, fact in door.covers.items() if visit not in known]

    def knock(self, door: Door, choice: int) -> None:
        phone, outcome = self._phone(door), ("no_answer", "refused", "moved", "vacant")[choice % 4]
        (verdict,) = phone.verdicts(phone.visit(door.id, outcome), blobs=(png(),))
        if verdict["status"] == "created":
            self.visits.append(Knock(door, outcome, Fact(self.today, FOREVER)))

    def days(self) -> Iterator[date]:
        for number in range((self.today - START.date()).days + 1):
            yield START.date() + timedelta(days=number)

    def stood(self, on: date, scope: str, kind: str | None) -> list[tuple[Door, str, str]]:
        """The doors of a scope on a day: which, in which grid, in which state."""
        own = scope.rstrip("0") if len(scope) == 12 and not scope.endswith(("001", "002")) else scope
        found = [(door, door.on(on)) for door in self.doors]
        return [
            (door, stood[0], stood[2])
            for door, stood in found
            if stood and stood[0].startswith(own) and kind in (None, stood[1])
        ]

    def made(self, first: date, last: date, stood: list[tuple[Door, str, str]]) -> list[tuple[Knock, str]]:
        """The visits of a period to these doors, as known at its end, each with the door's grid."""
        grids = {id(door): grid for door, grid, _ in stood}
        return [
            (visit, grids[id(visit.door)])
            for visit in self.visits
            if id(visit.door) in grids and first <= visit.fact.start <= last and visit.fact.holds(last)
        ]


def check(world: LedgerWorld, on: date, first: date, who: tuple[str, str | None], kind: str | None, read: Any) -> None:
    """Every ledger, as `read` gives it: its lines and its total."""
    name, scope = who
    person, stood = world.people[name], world.stood(on, scope or OF[name], kind)
    asked = {"scope": scope, "kind": kind, "on": on.isoformat()}
    made = world.made(first, on, stood)

    lines, _ = read(person, "visits", **asked, first=first.isoformat())
    assert Counter((line["户主（负责人）"], line["走访结果"]) for line in lines) == Counter(
        (world.names[id(visit.door)], OUTCOMES[visit.outcome]) for visit, _ in made
    )

    lines, _ = read(person, "households", **asked)
    attempts = Counter(id(visit.door) for visit, _ in world.made(date.min, on, stood))
    assert sorted((line["户主（负责人）"], line["状态"], int(line["走访次数"])) for line in lines) == sorted(
        (world.names[id(door)], STATES[state], attempts[id(door)]) for door, _, state in stood
    )
    _check_villages(world, read(person, "villages", **asked, first=first.isoformat()), on, first, stood, made)
    _check_progress(world, read(person, "progress", **asked, first=first.isoformat()), on, first, who, kind)


def _check_villages(
    world: LedgerWorld,
    given: tuple[list[Line], Line],
    on: date,
    first: date,
    stood: list[tuple[Door, str, str]],
    made: list[tuple[Knock, str]],
) -> None:
    lines, total = given
    for code, village in NAMES.items():
        line = next((line for line in lines if line["村（社区）"] == village), None)
        states = Counter(state for _, grid, state in stood if grid[:12] == code)
        outcomes = Counter(visit.outcome for visit, grid in made if grid[:12] == code)
        if line is None:
            assert not states
            continue
        assert _ints(line, "登记户数", "剔除户数", "已覆盖户数", "未覆盖户数") == [
            states.total(), states["excluded"], states["covered"], states["uncovered"]
        ]  # fmt: skip
        assert _ints(line, "本期走访（户次）", *OUTCOMES.values()) == [
            outcomes.total(),
            *(outcomes[word] for word in OUTCOMES),
        ]
    assert _ints(total, "登记户数", "本期走访（户次）") == [len(stood), len(made)]


def _check_progress(
    world: LedgerWorld,
    given: tuple[list[Line], Line],
    on: date,
    first: date,
    who: tuple[str, str | None],
    kind: str | None,
) -> None:
    lines, total = given
    day = first
    while day <= on:
        stood = world.stood(day, who[1] or OF[who[0]], kind)
        column = f"{day.month}月{day.day}日"
        covered = Counter(grid[:12] for _, grid, state in stood if state == "covered")
        for code, village in NAMES.items():
            for line in lines:
                if line["村（社区）"] == village:
                    assert _ints(line, column) == [covered[code]]
        assert _ints(total, column) == [covered.total()]
        day += timedelta(days=1)


def _ints(line: Line, *names: str) -> list[int]:
    return [int(str(line[name]).replace(",", "")) for name in names]


def shown(person: Person, word: str, **asked: Any) -> tuple[list[Line], Line]:
    answer = preview(person, word, **asked, limit=100)
    assert answer["row_count"] == len(answer["rows"])
    return lines_of(answer), total_of(answer) if answer["total"] else {}


def taken(person: Person, word: str, **asked: Any) -> tuple[list[Line], Line]:
    lines, _ = ledger(person, word, **asked)
    if word in ("visits", "households"):
        return lines, {}
    return lines[:-1], lines[-1]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    story=st.lists(
        st.tuples(st.sampled_from((*ACTIONS, "knock", "sleep")), st.integers(0, 9), st.integers(0, 11)),
        min_size=6,
        max_size=25,
    )
)
def test_every_ledger_of_every_day_is_a_recount(app: Flask, story: list[tuple[str, int, int]]):
    with time_machine.travel(START, tick=False) as clock:
        world = LedgerWorld(app)
        for action, door, choice in story:
            if action != "sleep":
                world.do(action, door, choice)
            elif (world.today - START.date()).days < DAYS:
                clock.shift(timedelta(days=1))

        for number, day in enumerate(world.days()):
            # Two of them a day, others in other stories: all of them each time would take minutes.
            for place in (number + len(story), 3 * number + len(story) + 4):
                kind = (None, None, *KINDS)[place % 5]
                check(world, day, START.date() + timedelta(days=number // 2), ASKED[place % len(ASKED)], kind, shown)
        check(world, world.today, START.date(), ASKED[len(story) % len(ASKED)], None, taken)
