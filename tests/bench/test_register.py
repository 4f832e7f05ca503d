"""The county that costs are measured on is a county like any other: whatever can be derived again agrees."""

from flask import Flask
from sqlalchemy import func, select

from app.check import disagreements
from app.db import db
from app.households.models import Exclusion, Household
from app.visits.models import Visit
from tests.bench import register
from tests.bench.work import COUNTY
from tests.person import Person

HOUSEHOLDS = 1_200


def test_what_the_bench_measures_follows_from_its_facts(app: Flask):
    register.make(HOUSEHOLDS)

    excluded = set(db.session.scalars(select(Exclusion.household_id)))
    taught = set(db.session.scalars(select(Visit.household_id).where(Visit.outcome == "taught"))) - excluded
    visits = db.session.scalars(select(func.count()).select_from(Visit)).one()
    db.session.rollback()
    total = Person(app, "desk").get("/coverage", scope=COUNTY, by="village").json["total"]
    assert (total["registered"], total["covered"], total["excluded"]) == (HOUSEHOLDS, len(taught), len(excluded))
    assert min(len(taught), len(excluded)) > 0
    assert 0.9 < visits / HOUSEHOLDS < 1.1
    assert db.session.scalars(select(func.count()).select_from(Household)).one() == HOUSEHOLDS
    assert list(disagreements()) == []
