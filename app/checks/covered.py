"""A village's covered doors on a day, each with the visit that covers it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select

from app.campaigns.models import Campaign
from app.db import db
from app.divisions.scope import scope_under
from app.households.models import Cover, Standing


@dataclass(frozen=True)
class Covered:
    """The visit by covered door, and how many doors the village has in its target."""

    visits: dict[UUID, UUID]
    target: int


def covered_in(campaign: Campaign, village_code: str, day: date) -> Covered:
    """Those that coverage counts as covered on that day; where several visits cover a door, the newest is tested."""
    there = and_(
        Standing.campaign_id == campaign.id,
        scope_under(village_code).holds(Standing.division_code),
        Standing.from_on <= day,
        Standing.until_on > day,
    )
    covering = (
        select(Standing.household_id, Cover.visit_id)
        .join(Cover, and_(Cover.household_id == Standing.household_id, Cover.campaign_id == Standing.campaign_id))
        .where(there, Standing.state == "covered", Cover.from_on <= day, Cover.until_on > day)
        .order_by(Cover.from_on, Cover.visit_id)
    )
    target = select(func.count()).select_from(Standing).where(there, Standing.state != "excluded")
    visits = dict(db.session.execute(covering).tuples().all())
    return Covered(visits, db.session.execute(target).scalar_one())
