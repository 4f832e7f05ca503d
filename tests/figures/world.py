"""Doors and cases of the past, and what the test itself knows of them; it shares no line with the product's counting."""

import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
from sqlalchemy import select

from app import clock
from app.campaigns.models import Campaign
from app.cases.models import CaseMatch
from app.changes import writing
from app.db import db
from app.households.models import FOREVER, Cover, Household, Placement
from app.households.standing import restand
from tests.county import EAST_1, HILL_1, WEST_1, County, register
from tests.person import Person

ZONE = ZoneInfo("Asia/Shanghai")
GRIDS = (EAST_1, WEST_1, HILL_1)


@dataclass
class Home:
    """A door: since when it is registered, and from which day on it is covered."""

    id: UUID
    village: str
    registered_on: date
    covered_on: date | None = None
    grids: list[tuple[date, str]] = field(default_factory=list)  # from which day on it stood in which

    def grid_on(self, day: date) -> str | None:
        return next((grid for since, grid in reversed(self.grids) if since <= day), None)

    def on(self, day: date) -> str | None:
        if day < self.registered_on:
            return None
        return "covered" if self.covered_on and day >= self.covered_on else "uncovered"


@dataclass
class Fraud:
    """A case as the test brought it in."""

    id: str
    code: str  # the village, or the division of whoever took it
    begun: datetime
    ended: datetime
    loss_fen: int | None
    fraud: str
    home: Home | None = None
    is_of_none: bool = False


@dataclass
class World:
    """All of it."""

    county: County
    homes: list[Home] = field(default_factory=list)
    frauds: list[Fraud] = field(default_factory=list)

    def begin(self, day: date) -> None:
        """The day on which the campaign begins; everything may have happened before it."""
        with writing():
            campaign = db.session.get_one(Campaign, self.county.campaign_id)
            campaign.starts_on = campaign.drive_on = day

    def add_home(self, grid: str, registered_on: date, covered_on: date | None) -> Home:
        number = len(self.homes)
        door = register(f"住户{number}", grid, f"新路{number}号", registered_on=registered_on)
        home = Home(door, grid[:12], registered_on, covered_on, [(registered_on, grid)])
        if covered_on:
            self.cover(home, covered_on)
        self.homes.append(home)
        return home

    def move(self, home: Home, day: date, grid: str) -> None:
        """From a day on it stands elsewhere."""
        with writing():
            old = db.session.scalars(
                select(Placement).where(Placement.household_id == home.id, Placement.until_on == FOREVER)
            ).one()
            old.until_on = day
            db.session.add(
                Placement(household_id=home.id, division_code=grid, kind=old.kind, from_on=day, until_on=FOREVER)
            )
            db.session.get_one(Household, home.id).division_code = grid
            db.session.flush()
            restand([home.id])
        home.grids.append((day, grid))

    def cover(self, home: Home, day: date) -> None:
        visit_id = UUID(int=home.id.int ^ 1)
        with writing():
            db.session.add(
                Cover(visit_id=visit_id, campaign_id=self.county.campaign_id, household_id=home.id, from_on=day)
            )
            restand([home.id])

    def report(self, person: Person, code: str | None, begun: datetime, **parts: Any) -> Fraud:
        hours = parts.pop("hours", 0)
        ended = begun + timedelta(hours=hours)
        said = {"victim": "受害人", "village": code, "fraud": "loan", "loss_fen": None, **parts}
        answer = person.post("/cases", happened_from=begun.isoformat(), happened_until=ended.isoformat(), **said)
        assert answer.status_code == 201, answer.text
        case = Fraud(answer.json["id"], answer.json["division_code"], begun, ended, said["loss_fen"], said["fraud"])
        self.frauds.append(case)
        return case

    def match(self, person: Person, case: Fraud, home: Home | None) -> None:
        with writing():
            household_id = home and home.id
            match = CaseMatch(case_id=UUID(case.id), household_id=household_id, strength=None)
            match.decided_by, match.decided_at = UUID(person.id), clock.now()
            db.session.add(match)
        case.home, case.is_of_none = home, home is None


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def state_of(case: Fraud, starts_on: date) -> str:
    """Where a case belongs, said once more and by looking at every day."""
    if case.home is None:
        return "none" if case.is_of_none else "open"
    first, last = day_of(case.begun), day_of(case.ended)
    if first < starts_on:
        return "before"
    count = (last - first).days + 1
    states = [case.home.on(first + timedelta(days=n)) for n in range(count)]
    if set(states) == {None}:
        return "unregistered"
    eve = case.home.on(first - timedelta(days=1))
    seen = {*states, eve or states[0]}
    return "unclear" if len(seen) > 1 else str(states[0])


def recount(cases: list[Fraud], starts_on: date) -> Counter[str]:
    """Everything that is counted of these cases."""
    found: Counter[str] = Counter()
    for case in cases:
        found["cases"] += 1
        found["loss_fen"] += case.loss_fen or 0
        found["loss_unknown"] += case.loss_fen is None
        found["across"] += monday(day_of(case.ended)) != monday(day_of(case.begun))
        found[state_of(case, starts_on)] += 1
    return found


def monday(day: date) -> date:
    while day.isoweekday() != 1:
        day -= timedelta(days=1)
    return day


def grid_of(case: Fraud) -> str:
    """The grid of a case's home, or why there is none; by looking at every day."""
    if case.home is None:
        return "none" if case.is_of_none else "open"
    first, count = day_of(case.begun), (day_of(case.ended) - day_of(case.begun)).days + 1
    stood = [case.home.grid_on(first + timedelta(days=n)) for n in range(-1, count)]
    if set(stood[1:]) == {None}:
        return "unregistered"
    grids = {grid for grid in stood if grid}
    if len(grids) > 1:
        return "moved"
    lies_in = case.code.removesuffix("000").removesuffix("000")
    grid = grids.pop()
    return grid if grid.startswith(lies_in) else "elsewhere"


def sheets_of(data: bytes) -> list[list[dict[str, Any]]]:
    """The sheets of a workbook of figures: their rows by the names of the columns, the total last."""
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        top = next(number for number, row in enumerate(rows) if sum(cell is not None for cell in row) > 1)
        found.append([dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]])
    return found
