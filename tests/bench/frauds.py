"""What case figures cost: five thousand cases of two years, four in five of a confirmed home, in a county of any size."""

from datetime import timedelta
from random import Random

from flask import Flask
from sqlalchemy import select

from app import clock
from app.campaigns.notice import FRAUDS
from app.cases.models import Case, CaseMatch
from app.changes import writing
from app.db import db, is_sqlite, new_id
from app.households.models import Household
from app.people.models import User
from tests.bench.figures import Measured, by_turns
from tests.person import Person

CASES, _DAYS, _TURNS = 5_000, 720, 5


def frauds(app: Flask, desk: Person) -> list[Measured]:
    """The three questions of one screen. Cases are added to the county: nothing that is measured before has them."""
    _report(Random(7))
    taken = by_turns(
        {
            "weeks": lambda: _fetched(desk, "/cases/figures", by="village", weeks="8"),
            "year": lambda: _fetched(desk, "/cases/figures", by="village", weeks="52"),
            "goals": lambda: _fetched(desk, "/cases/goals"),
            "comparison": lambda: _fetched(desk, "/cases/comparison"),
        },
        _TURNS,
        processor=is_sqlite(),
    )
    return [
        Measured("case figures of 500 villages, 8 weeks", taken["weeks"], None, 1000),
        Measured("the same, 52 weeks", taken["year"], None, 1000),
        Measured("goals of a county", taken["goals"], None, 1000),
        Measured("cases against coverage", taken["comparison"], None, 2000),
    ]


def _report(rng: Random) -> None:
    homes = db.session.execute(select(Household.id, Household.division_code).limit(200_000)).all()
    by, now = db.session.scalars(select(User.id).limit(1)).one(), clock.now()
    with writing():
        for number in range(CASES):
            home, at = rng.choice(homes), now - timedelta(days=rng.uniform(0, _DAYS))
            said = {"victim": "受害人", "fraud": rng.choice(list(FRAUDS)), "loss_fen": rng.randrange(10**8)}
            case = Case(id=new_id(), happened_from=at, happened_until=at, division_code=home.division_code[:12], **said)
            case.made_by, case.made_at = by, now
            db.session.add(case)
            if number % 5:
                match = CaseMatch(case_id=case.id, household_id=home.id, strength="strong")
                match.decided_by, match.decided_at = by, now
                db.session.add(match)


def _fetched(desk: Person, path: str, **query: str) -> None:
    assert desk.get(path, **query).status_code == 200
