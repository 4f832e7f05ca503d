"""A county for the load: workers with a grid each, doors in every grid, and sessions that are open already."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.campaigns.operations import create_campaign, current_template
from app.changes import note, writing
from app.db import db, insert_rows, new_id
from app.demo.county import DIVISIONS
from app.divisions.edition import import_edition
from app.divisions.models import Assignment, Division
from app.households.models import FOREVER, Household, Placement, Standing
from app.households.spans import Place
from app.households.standing import numbers, stand_new
from app.people.models import User
from app.people.sign_ins import Limits, Origin, open_for
from tests.county import County

ROUND = 20_000


@dataclass(frozen=True)
class Worker:
    """One phone's owner: the token of an open session, and the doors of their grid."""

    token: str
    doors: list[UUID]


def make(workers: int, doors_each: int) -> tuple[County, list[Worker]]:
    """Make them all; the county's people beyond these are of no interest."""
    with writing():
        import_edition(DIVISIONS.read_bytes())
        today = clock.today()
        campaign = create_campaign(name="量一量", starts_on=today, deadline_on=today + timedelta(days=30))
        grids = list(itertools.islice(_cut_grids(), workers))
        insert_rows(Division, grids)
        people = [_hire(number, grid["code"]) for number, grid in enumerate(grids)]
        doors = [_fill(grid["code"], doors_each) for grid in grids]
        _register([row for rows in doors for row in rows])
    county = County(campaign.id, current_template(campaign.id).id)
    found = zip(people, doors, strict=True)
    return county, [Worker(token, [row["id"] for row in rows]) for token, rows in found]


def _cut_grids() -> Iterator[dict[str, Any]]:
    villages = db.session.scalars(select(Division.code).where(Division.level == "village")).all()
    for number in itertools.count(1):
        for village in villages:
            yield {
                "code": f"{village}{number:03}",
                "level": "grid",
                "name": f"第{number}网格",
                "parent_code": village,
            }


def _hire(number: int, grid: str) -> str:
    user = User(
        username=f"walker{number}",
        name=f"网格员{number}",
        role="worker",
        scope=grid[:12],
        password_hash="-",
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    db.session.add(Assignment(grid_code=grid, user_id=user.id, since=clock.now()))
    return open_for(user, Origin("phone", ""), Limits(timedelta(days=1), timedelta(days=1)))[0]


def _fill(grid: str, doors: int) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "door_key": f"{grid}|{number}",
            "door_code": f"H{grid[-6:]}{number:04}",
            "division_code": grid,
            "kind": "family",
            "householder": "王李张刘陈杨赵黄"[number % 8] + "建国秀英明芳伟丽"[number % 7 : number % 7 + 2],
            "initials": "wjg",
            "phone": f"138{number * 7919 % 10**8:08}",
            "address": f"{number // 40 + 1}组{number % 40 + 1}号",
            "address_key": f"{number:06}",
            "lat": 30.2 + number % 97 * 1e-4,
            "lon": 118.5 + number % 89 * 1e-4,
            "residents_count": number % 5 + 1,
            "registered_on": clock.today(),
        }
        for number in range(doors)
    ]


def _register(rows: list[dict[str, Any]]) -> None:
    today, campaigns = clock.today(), numbers()
    for start in range(0, len(rows), ROUND):
        batch = rows[start : start + ROUND]
        insert_rows(Household, batch)
        places = [(row["id"], Place(today, FOREVER, row["division_code"], "family")) for row in batch]
        insert_rows(Placement, [{"id": new_id(), "household_id": i, **vars(place)} for i, place in places])
        insert_rows(Standing, stand_new(places, campaigns))
        for row in batch:
            note("household", row["id"], row["division_code"])
