"""For any history, the grouped query equals a recount in plain Python, on every day and in every scope."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.asking import ask
from tests.conftest import empty_tables
from tests.county import COUNTY, EAST, EAST_1, EAST_2, HILL_1, OTHER_TOWN, TOWN, WEST_1, build, register
from tests.coverage.dots import dots, tile_of
from tests.person import Person
from tests.phone import Phone, png

START = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)  # noon in the county
DAYS = 8
GRIDS = (EAST_1, EAST_2, WEST_1, HILL_1)
KINDS = ("family", "merchant", "enterprise")
REASONS = ("away", "registered_only", "lives_elsewhere", "moved_out")  # those that need no photo
# How each day is looked at: scope, level and kind.
LOOKS = tuple(
    (scope, level, kind)
    for scope, level in (
        (COUNTY, "town"),
        (COUNTY, "village"),
        (TOWN, "grid"),
        (OTHER_TOWN, "village"),
        (EAST_1, "grid"),
    )
    for kind in (None, *KINDS)
)
FOREVER = date(9999, 12, 31)


@dataclass
class Fact:
    """Something that holds from a day until a day."""

    start: date
    end: date
    what: Any = None

    def holds(self, on: date) -> bool:
        return self.start <= on < self.end


@dataclass
class Door:
    """What the test itself knows of a door; it shares no code with the product."""

    id: UUID
    places: list[Fact]
    exclusions: list[Fact] = field(default_factory=list)
    covers: dict[str, Fact] = field(default_factory=dict)
    is_on_map: bool = False

    def on(self, day: date) -> tuple[str, str, str] | None:
        """Grid, kind and state on a day."""
        for place in self.places:
            if place.holds(day):
                return (*place.what, self._state(day))
        return None

    def _state(self, day: date) -> str:
        if any(fact.holds(day) for fact in self.exclusions):
            return "excluded"
        return "covered" if any(fact.holds(day) for fact in self.covers.values()) else "uncovered"


class World:
    """The product and the test's own book, told the same things."""

    def __init__(self, app: Flask) -> None:
        empty_tables()
        self.county = build()
        self.doors = [
            Door(household_id, [Fact(self.today, FOREVER, (grid, "family"))])
            for household_id, grid in zip(self.county.doors.values(), (EAST_1, EAST_1, WEST_1, HILL_1), strict=True)
        ]
        self.erin, self.dora = Person(app, "erin"), Person(app, "dora")
        self.stations = {TOWN: Person(app, "carol"), OTHER_TOWN: Person(app, "charlie")}
        self.phones = {grid: Phone(Person(app, name), self.county) for name, grid in (("frank", EAST), ("bob", WEST_1))}

    @property
    def today(self) -> date:
        return datetime.now(UTC).date()

    def do(self, action: str, door_number: int, choice: int) -> None:
        getattr(self, action)(self.doors[door_number % len(self.doors)], choice)

    def new_door(self, _door: Door, choice: int) -> None:
        grid, kind = GRIDS[choice % 4], KINDS[choice % 3]
        # Some share a point, as flats of one building do.
        where = {"lat": 30.0 + choice // 4 * 0.001, "lon": 118.0 + choice % 2 * 0.001} if choice else {}
        household_id = register(f"新户{len(self.doors)}", grid, f"新路{len(self.doors)}号", kind=kind, **where)
        self.doors.append(Door(household_id, [Fact(self.today, FOREVER, (grid, kind))], is_on_map=bool(where)))

    def teach(self, door: Door, _choice: int) -> None:
        phone = self._phone(door)
        item = phone.taught(door.id)
        (verdict,) = phone.verdicts(item, blobs=(png(),))
        mine = EAST if phone is self.phones[EAST] else WEST_1
        # A door that was mine in the last thirty days still takes my visit.
        lately = [place for place in door.places if place.end >= self.today - timedelta(days=30)]
        in_scope = any(place.what[0].startswith(mine) for place in lately)
        assert verdict["status"] == ("created" if in_scope else "needs_review")
        if in_scope:
            door.covers[item["id"]] = Fact(self.today, FOREVER)

    def knock(self, door: Door, choice: int) -> None:
        phone = self._phone(door)
        phone.verdicts(phone.visit(door.id, ("no_answer", "refused", "moved", "vacant")[choice % 4]))

    def withdraw(self, door: Door, choice: int) -> None:
        for visit_id, fact in door.covers.items():
            if fact.end == FOREVER:
                reaches_back = choice % 2 == 0
                path = f"/visits/{visit_id}/withdraw"
                assert self.erin.post(path, reason="签错了户", reaches_back=reaches_back).status_code == 200
                fact.end = fact.start if reaches_back else self.today
                return

    def ask(self, door: Door, choice: int) -> None:
        self._ask(door, choice)

    def exclude(self, door: Door, choice: int) -> None:
        asked = self._ask(door, choice)
        if asked is None:
            return
        assert self.erin.post(f"/exclusions/{asked['id']}/approve").status_code == 200
        last = date.fromisoformat(asked["expires_on"])
        door.exclusions.append(Fact(self.today, last + timedelta(days=1), (asked["id"], asked["reason"])))

    def end_exclusion(self, door: Door, _choice: int) -> None:
        for fact in door.exclusions:
            if fact.holds(self.today):
                assert self.erin.post(f"/exclusions/{fact.what[0]}/end").status_code == 200
                fact.end = self.today

    def move(self, door: Door, choice: int) -> None:
        grid, kind = GRIDS[choice % 4], door.places[-1].what[1]
        moved = self.erin.post("/households/move", household_ids=[str(door.id)], to_code=grid).json["moved"]
        assert moved == (door.places[-1].what[0] != grid)
        if moved:
            door.places[-1].end = self.today
            door.places.append(Fact(self.today, FOREVER, (grid, kind)))

    def _ask(self, door: Door, choice: int) -> dict[str, Any] | None:
        expires_on = self.today + timedelta(days=choice % 4)
        station = self.stations[door.places[-1].what[0][:9] + "000"]
        answer = ask(station, door.id, REASONS[choice % 4], expires_on)
        return answer.json if answer.status_code == 201 else None

    def _phone(self, door: Door) -> Phone:
        return self.phones[WEST_1 if door.places[-1].what[0] == WEST_1 else EAST]

    def check(self) -> None:
        """Every day, scope, level and kind."""
        for number in range((self.today - START.date()).days + 1):
            for look in LOOKS:
                self._check(START.date() + timedelta(days=number), *look)

    def check_map(self, day: date) -> None:
        """The dots of all doors with a position, far out and near."""
        for z, scope, kind in ((5, COUNTY, None), (5, EAST_1, None), (14, TOWN, "family"), (18, COUNTY, "merchant")):
            expected = Counter(
                stood[2]
                for door in self.doors
                if door.is_on_map
                and (stood := door.on(day))
                and stood[0].startswith(scope.rstrip("0") if len(scope) == 12 else scope)
                and kind in (None, stood[1])
            )
            drawn: Counter[str] = Counter()
            for x, y in {tile_of(lat, lon, z) for lat in (30.0, 30.001, 30.002) for lon in (118.0, 118.001)}:
                for dot in dots(self.dora, z, x, y, scope=scope, kind=kind, on=day.isoformat()):
                    drawn[dot["properties"]["state"]] += dot["properties"]["n"]
            assert drawn == expected

    def standing(self, day: date, scope: str, level: str, kind: str | None) -> Iterator[tuple[str, Door, str]]:
        """The doors that one look sees: each with its line's division, and its state."""
        width = {"town": 9, "village": 12, "grid": 15}[level]
        own = scope.rstrip("0") if len(scope) == 12 else scope
        for door in self.doors:
            stood = door.on(day)
            if stood and stood[0].startswith(own) and kind in (None, stood[1]):
                yield stood[0][:width].ljust(12, "0"), door, stood[2]

    def _check(self, day: date, scope: str, level: str, kind: str | None) -> None:
        answer = self.dora.get("/coverage", scope=scope, by=level, kind=kind, on=day.isoformat()).json
        lines = {line["code"]: _states(line) for line in answer["items"]}
        expected: dict[str, Counter[str]] = {}
        for code, _, state in self.standing(day, scope, level, kind):
            expected.setdefault(code, Counter())[state] += 1

        assert {code: states for code, states in lines.items() if states} == expected
        assert _states(answer["total"]) == sum(expected.values(), Counter())
        total = answer["total"]
        assert total["covered"] + total["excluded"] + total["uncovered"] == total["registered"]
        assert total["target"] == total["registered"] - total["excluded"]
        assert total["rate"] == (total["covered"] / total["target"] if total["target"] else None)


def _states(line: dict[str, Any]) -> Counter[str]:
    return +Counter({state: line[state] for state in ("covered", "excluded", "uncovered")})


ACTIONS = (
    "new_door",
    "teach",
    "teach",
    "knock",
    "withdraw",
    "ask",
    "exclude",
    "exclude",
    "end_exclusion",
    "move",
    "sleep",
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    story=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 11)), min_size=4, max_size=25)
)
def test_every_figure_of_every_day_equals_a_recount(app: Flask, story: list[tuple[str, int, int]]):
    with time_machine.travel(START, tick=False) as clock:
        world = World(app)
        for action, door, choice in story:
            if action != "sleep":
                world.do(action, door, choice)
            elif (world.today - START.date()).days < DAYS:
                clock.shift(timedelta(days=1))
            world.check_map(world.today)

        world.check()
        for number in range((world.today - START.date()).days + 1):
            world.check_map(START.date() + timedelta(days=number))
