"""Kept ledgers when the plan changes: no day is reported twice, none is left out, and nothing that is due is forgotten."""

from datetime import date, timedelta
from itertools import pairwise

import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from app.campaigns.models import Campaign
from app.campaigns.operations import create_campaign
from app.changes import writing
from app.db import db
from app.ledgers import kept, work
from app.ledgers.models import KeptLedger
from tests.county import COUNTY, County
from tests.ledgers.conftest import FRIDAY
from tests.ledgers.test_kept import items
from tests.person import Person


def test_another_reporting_day_reports_no_week_twice(app: Flask, begun: County):
    with time_machine.travel(FRIDAY, tick=False):
        work.make_due()
        before = db.session.scalar(select(func.count()).select_from(KeptLedger))
        with writing():
            db.session.execute(update(Campaign).values(weekday=4))
        assert work.make_due() == 0
    with time_machine.travel(FRIDAY + timedelta(days=6), tick=False):
        work.make_due()
        weeks = {one["due_at"][:10] for one in items(Person(app, "dora")) if one["ledger"] == "weekly"}

    assert before == 8
    assert weeks == {"2026-11-20", "2026-11-27", "2026-12-03"}


def test_another_hour_or_day_reports_no_day_twice_and_leaves_none_out(app: Flask, begun: County):
    with time_machine.travel(FRIDAY, tick=False):
        work.make_due()
        for plan in ({"weekly_at": "17:30"}, {"month_day": 8}):
            with writing():
                db.session.execute(update(Campaign).values(**plan))
    with time_machine.travel(FRIDAY + timedelta(hours=3), tick=False):
        assert work.make_due() == 0
        with writing():
            db.session.execute(update(Campaign).values(weekday=6))
    with time_machine.travel(FRIDAY + timedelta(days=15), tick=False):
        work.make_due()
        assert work.make_due() == 0
        county = [one for one in items(Person(app, "dora"), limit=100) if one["scope"] == COUNTY]

    for ledger in ("weekly", "progress"):
        periods = sorted((one["first_on"], one["last_on"]) for one in county if one["ledger"] == ledger)
        assert all(
            date.fromisoformat(last) + timedelta(days=1) == date.fromisoformat(first)
            for (_, last), (first, _) in pairwise(periods)
        )
    assert [one["ledger"] for one in county].count("monthly") == 1


def test_the_last_ones_of_a_campaign_come_though_the_next_has_begun(app: Flask, begun: County):
    with time_machine.travel(FRIDAY, tick=False):
        work.make_due()
    with time_machine.travel(FRIDAY + timedelta(days=4), tick=False), writing():
        create_campaign(name="第二次", starts_on=date(2026, 12, 1), deadline_on=date(2027, 1, 30))
    with time_machine.travel(FRIDAY + timedelta(days=13), tick=False):
        work.make_due()
        found = {(one["ledger"], one["scope"], one["last_on"]) for one in items(Person(app, "dora"), limit=100)}

    assert ("monthly", COUNTY, "2026-11-30") in found


def test_what_was_begun_and_broke_is_made_though_the_next_week_has_come(app: Flask, begun: County):
    with time_machine.travel(FRIDAY, tick=False):
        work.make_due()
        first = min(one["number"] for one in items(Person(app, "dora"), limit=100) if one["ledger"] == "weekly")
        with writing():
            db.session.execute(update(KeptLedger).filter_by(number=first).values(sha256=None, data=None))
    with time_machine.travel(FRIDAY + kept.STALE * 2, tick=False):
        assert work.make_due() == 1
