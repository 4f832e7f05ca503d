"""A county and a book of its own that was told the same: which doors are on which list, on any day, in plain Python.

It shares no line with the product. See tests/coverage/test_recount.py, which has the same of figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask

from app.campaigns.models import Campaign
from app.changes import writing
from app.db import db
from tests.county import EAST, EAST_1, EAST_2, OTHER_TOWN, TOWN, WEST_1
from tests.coverage.test_recount import FOREVER, Door, Fact, World
from tests.person import Person
from tests.phone import png

REASONS = ("vacant", "registered_only", "away", "lives_elsewhere", "demolished", "moved_out")
PARTS = {"unvisited": "uncovered", "revisit": "uncovered", "refused": "uncovered", "no_slip": "covered"}
# Whoever looks, and how far they reach.
REACH = {"dora": "", "carol": TOWN[:9], "charlie": OTHER_TOWN[:9], "frank": EAST}


@dataclass
class Knock:
    """Somebody at a door, from the day on which the server heard of it."""

    visit_id: str
    day: date
    outcome: str
    withdrawn_on: date | None = None
    reaches_back: bool = False

    def is_known(self, on: date) -> bool:
        """Whether it counts as it was known when the day ended."""
        return self.day <= on and not (self.withdrawn_on and (self.reaches_back or self.withdrawn_on <= on))


@dataclass(frozen=True)
class Line:
    """A door as a list must show it."""

    id: str
    householder: str
    grid: str
    kind: str
    state: str
    attempts: int
    last_outcome: str


class Lists(World):
    """The same county, with every knock, every reason and every walker in the book."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        with writing():
            db.session.get_one(Campaign, self.county.campaign_id).counts_refusals = True
        self.knocks: dict[UUID, list[Knock]] = {}
        self.alice = Person(app, "alice")
        self.people = {"dora": self.dora, "carol": self.stations[TOWN], "charlie": self.stations[OTHER_TOWN]}
        self.people["frank"] = self.phones[EAST].person
        self.walks = {EAST_1: [Fact(self.today, FOREVER)], EAST_2: []}
        self.names = dict(zip((door.id for door in self.doors), self.county.doors, strict=True))

    def new_door(self, door: Door, choice: int) -> None:
        name = f"新户{len(self.doors)}"
        super().new_door(door, choice)
        self.names[self.doors[-1].id] = name

    def teach(self, door: Door, choice: int) -> None:
        before = set(door.covers)
        super().teach(door, choice)
        for visit_id in set(door.covers) - before:
            self._note(door, visit_id, "taught")

    def knock(self, door: Door, choice: int) -> None:
        self._go(door, ("no_answer", "refused", "moved", "vacant")[choice % 4])

    def witness(self, door: Door, _choice: int) -> None:
        """A refusal that somebody saw covers in this campaign, with no slip."""
        if visit_id := self._go(door, "refused", witness="村干部"):
            door.covers[visit_id] = Fact(self.today, FOREVER, "refused")

    def halfway(self, door: Door, choice: int) -> None:
        """Taught, and the signature has not come."""
        phone = self._phone(door)
        item = phone.taught(door.id, png(100 + choice))
        self._keep(door, item, phone.verdicts(item))

    def withdraw(self, door: Door, choice: int) -> None:
        before = {visit_id: fact.end for visit_id, fact in door.covers.items()}
        super().withdraw(door, choice)
        for visit_id, fact in door.covers.items():
            if fact.end != before[visit_id]:
                self._take_back(door, visit_id, reaches_back=choice % 2 == 0)

    def unknock(self, door: Door, choice: int) -> None:
        """What did not cover is withdrawn as well."""
        for knock in self.knocks.get(door.id, []):
            if knock.withdrawn_on is None and knock.visit_id not in door.covers:
                back = choice % 2 == 0
                answer = self.erin.post(f"/visits/{knock.visit_id}/withdraw", reason="错", reaches_back=back)
                assert answer.status_code == 200, answer.text
                self._take_back(door, knock.visit_id, reaches_back=back)
                return

    def hand_over(self, _door: Door, choice: int) -> None:
        """Alice walks a grid, or no longer."""
        grid = (EAST_1, EAST_2)[choice % 2]
        path = f"/divisions/{grid}/workers/{self.alice.id}"
        now = [fact for fact in self.walks[grid] if fact.end == FOREVER]
        answer = self.people["carol"].delete(path) if now else self.people["carol"].put_json(path)
        assert answer.status_code < 300, answer.text
        for fact in now:
            fact.end = self.today
        if not now:
            self.walks[grid].append(Fact(self.today, FOREVER))

    def lines(self, who: str, on: date, **said: str | None) -> list[Line]:
        """The list that somebody must get."""
        return [line for line in self._standing(on) if line.grid.startswith(REACH[who]) and self._is_on(line, on, said)]

    def _is_on(self, line: Line, on: date, said: dict[str, str | None]) -> bool:
        part, attempts, worker = said.get("part"), said.get("attempts"), said.get("worker")
        reason, state = said.get("excluded_for"), said.get("state")
        return all(
            (
                said.get("kind") in (None, line.kind),
                state in (None, line.state),
                part is None or (line.state == PARTS[part] and self._part(line, on) == part),
                attempts is None or min(line.attempts, 3) == int(attempts),
                reason is None or self._reason(line, on) == reason,
                worker is None or self._walks(worker, line.grid, on),
            )
        )

    def _part(self, line: Line, on: date) -> str:
        if line.state == "covered":
            door = next(one for one in self.doors if str(one.id) == line.id)
            taught = any(fact.holds(on) and fact.what != "refused" for fact in door.covers.values())
            return "" if taught else "no_slip"
        return {"": "unvisited", "refused": "refused"}.get(line.last_outcome, "revisit")

    def _reason(self, line: Line, on: date) -> str | None:
        door = next(one for one in self.doors if str(one.id) == line.id)
        in_force = sorted((fact.start, fact.what) for fact in door.exclusions if fact.holds(on))
        return in_force[0][1][1] if in_force and line.state == "excluded" else None

    def _walks(self, worker: str, grid: str, on: date) -> bool:
        if worker == self.alice.id:
            return any(fact.holds(on) for fact in self.walks.get(grid, []))
        return grid == WEST_1  # Bob's, for ever

    def _standing(self, on: date) -> Iterator[Line]:
        for door in self.doors:
            if stood := door.on(on):
                known = sorted((k.day, k.visit_id, k.outcome) for k in self.knocks.get(door.id, []) if k.is_known(on))
                last = known[-1][2] if known else ""
                yield Line(str(door.id), self.names[door.id], *stood, len(known), last)

    def _go(self, door: Door, outcome: str, **body: Any) -> str | None:
        phone = self._phone(door)
        item = phone.visit(door.id, outcome, **body)
        return self._keep(door, item, phone.verdicts(item))

    def _keep(self, door: Door, item: dict[str, Any], verdicts: list[dict[str, Any]]) -> str | None:
        if verdicts[0]["status"] != "created":
            return None
        outcome = (
            "taught" if '"outcome": "taught"' in item["body"] else item["body"].split('"outcome": "')[1].split('"')[0]
        )
        self._note(door, item["id"], outcome)
        return str(item["id"])

    def _note(self, door: Door, visit_id: str, outcome: str) -> None:
        self.knocks.setdefault(door.id, []).append(Knock(visit_id, self.today, outcome))

    def _take_back(self, door: Door, visit_id: str, *, reaches_back: bool) -> None:
        for knock in self.knocks[door.id]:
            if knock.visit_id == visit_id:
                knock.withdrawn_on, knock.reaches_back = self.today, reaches_back
