"""The county of the fault suite: the tests' own county with more doors and one more worker, made once and copied for every round."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from app import clock, create_app
from app.changes import writing
from app.db import db
from app.divisions.models import Assignment
from app.households.models import Household
from app.people.models import User
from config import Config
from tests.county import COUNTY, EAST_1, EAST_2, HILL_1, TOWN, WEST_1, County, build, hire, register
from tests.person import Person
from tests.phone import Phone, png

GRIDS = (EAST_1, EAST_2, WEST_1, HILL_1)
DOORS_A_GRID = 3
# One in each village.
COVERED = (EAST_2, WEST_1, HILL_1)
WORKERS = ("alice", "bob", "grace")


@dataclass(frozen=True)
class Cast:
    """What a player needs to know by name."""

    campaign_id: str
    template_id: str
    worker_ids: dict[str, str]
    doors: list[dict[str, str]]

    def told(self) -> dict[str, Any]:
        """The same for the wire."""
        return {**vars(self), "workers": list(WORKERS), "grids": list(GRIDS)}


def app_on(url: str, folder: Path, engine_options: dict[str, Any] | None = None) -> Flask:
    """The server on a database."""

    class FaultsConfig(Config):
        SQLALCHEMY_DATABASE_URI = url
        SQLALCHEMY_ENGINE_OPTIONS: ClassVar = {**Config.SQLALCHEMY_ENGINE_OPTIONS, **(engine_options or {})}
        RESCUE_KEY_FILE = folder / "rescue.key"
        PUSHES_A_MINUTE = 1_000_000

    return create_app(FaultsConfig)


def fill(app: Flask) -> Cast:
    """Migrate an empty database and put the county into it."""
    with app.app_context():
        upgrade()
        county = build()
        for grid in GRIDS:
            for number in range(DOORS_A_GRID):
                register("周五", grid, f"{grid[-6:]}街{number + 1}号")
        _hire_grace()
        cast = _cast(str(county.campaign_id), str(county.template_id))
        db.session.remove()
        db.engine.dispose()
    return cast


def _hire_grace() -> None:
    """She walks the second grid of 桥东村."""
    with writing():
        alice = db.session.scalars(select(User).where(User.username == "alice")).one()
        like_alice = {"role": "worker", "scope": TOWN, "password_hash": alice.password_hash, "created_at": clock.now()}
        grace = User(username="grace", name="Grace", **like_alice)
        db.session.add(grace)
        db.session.flush()
        db.session.add(Assignment(grid_code=EAST_2, user_id=grace.id, since=clock.now()))


def cover(app: Flask, cast: Cast) -> None:
    """Somebody who has no phone here has taught at doors of every village: spot checks have something to draw from."""
    with app.app_context():
        with writing():
            hank = hire("hank", "worker", COUNTY)
            db.session.flush()
            db.session.add_all(Assignment(grid_code=grid, user_id=hank.id, since=clock.now()) for grid in COVERED)
        phone = Phone(Person(app, "hank"), County(UUID(cast.campaign_id), UUID(cast.template_id)))
        doors = [door["id"] for door in cast.doors if door["division_code"] in COVERED]
        answer = phone.verdicts(*map(phone.taught, doors), blobs=(png(),))
        assert {verdict["status"] for verdict in answer} == {"created"}, answer
        db.session.remove()
        db.engine.dispose()


def _cast(campaign_id: str, template_id: str) -> Cast:
    workers = db.session.execute(select(User.username, User.id).where(User.username.in_(WORKERS)))
    doors = db.session.execute(select(Household.id, Household.division_code).order_by(Household.id))
    return Cast(
        campaign_id,
        template_id,
        {username: str(user_id) for username, user_id in workers},
        [{"id": str(door_id), "division_code": code} for door_id, code in doors],
    )


def copy(template: Path, to: Path) -> None:
    """A fresh database file; nothing may have either of them open."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{to}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(template, to)
