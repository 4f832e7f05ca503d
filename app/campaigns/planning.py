"""Changing a campaign's plan while it runs, so that nothing that has happened changes with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app import clock
from app.campaigns import refusals
from app.campaigns.models import Campaign, FormerPlan, Plan
from app.changes import note
from app.db import db
from app.people.models import User

FIELDS = tuple(name for name in Plan.__annotations__)
# What begins on a day, and on that day has begun.
_BEGINS = {"starts_on": "筹备", "drive_on": "集中", "assessment_on": "评估"}


def replan(campaign: Campaign, change: dict[str, Any], by: UUID) -> list[str]:
    """Change parts of a plan from now on, and keep what it was; answers which parts are different.

    Raises phase_begun, plan_in_past, plan_out_of_order, deadline_over.
    """
    # Whoever changes it at the same time waits here, and is judged by what we leave.
    campaign = db.session.get_one(Campaign, campaign.id, with_for_update=True, populate_existing=True)
    before = {name: getattr(campaign, name) for name in FIELDS}
    after = before | change
    changed = [name for name in FIELDS if after[name] != before[name]]
    if not changed:
        return []
    _check(before, after, clock.today())
    db.session.add(FormerPlan(campaign_id=campaign.id, until=clock.now(), changed_by=by, **before))
    for name in changed:
        setattr(campaign, name, after[name])
    db.session.flush()
    note("campaign", campaign.id, "")
    return changed


def _check(before: dict[str, Any], after: dict[str, Any], today: date) -> None:
    for field, name in _BEGINS.items():
        if after[field] != before[field]:
            if before[field] <= today:
                raise refusals.phase_begun(name)
            if after[field] < today:
                raise refusals.plan_in_past(f"{name}开始的日期")
    if after["deadline_on"] != before["deadline_on"] and after["deadline_on"] < today:
        raise refusals.plan_in_past("期限")
    if after["target_percent"] != before["target_percent"] and after["deadline_on"] < today:
        raise refusals.deadline_over()
    in_order = after["starts_on"] <= after["drive_on"] <= min(after["assessment_on"], after["deadline_on"])
    if not in_order:
        raise refusals.plan_out_of_order()


def plan_on(campaign: Campaign, day: date) -> Plan:
    """The plan as it was at the end of a day."""
    former = select(FormerPlan).where(FormerPlan.campaign_id == campaign.id, FormerPlan.until >= clock.end_of(day))
    return db.session.scalars(former.order_by(FormerPlan.until, FormerPlan.id).limit(1)).first() or campaign


def former_plans(campaign_id: UUID) -> Sequence[Row[tuple[FormerPlan, str]]]:
    """What the plan was before each change and who made that, the newest first."""
    query = select(FormerPlan, User.name).join(User, User.id == FormerPlan.changed_by)
    return db.session.execute(
        query.where(FormerPlan.campaign_id == campaign_id).order_by(FormerPlan.until.desc(), FormerPlan.id.desc())
    ).all()
