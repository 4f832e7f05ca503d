"""A village's covered doors on a day, each with the visit that covers it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select

from app.campaigns.models import Campaign
from app.db import db
from app.divisions.scope import scope_under
from app.households.counting import Doors, count
from app.households.models import Cover, Standing


@dataclass(frozen=True)
class Covered:
    """The visit by covered door, and how many doors the village has in its target."""

    visits: dict[UUID, UUID]
    target: int


def covered_in(campaign: Campaign, village_code: str, day: date) -> Covered:
    """Those that coverage counts as covered on that day; where several visits cover a door, the newest is tested."""
    there = scope_under(village_code)
    covering = (
        select(Standing.household_id, Cover.visit_id)
        .join(Cover, and_(Cover.household_id == Standing.household_id, Cover.campaign_id == Standing.campaign_id))
        .where(Standing.campaign_id == campaign.id, there.holds(Standing.division_code), Standing.state == "covered")
        .where(Standing.from_on <= day, Standing.until_on > day, Cover.from_on <= day, Cover.until_on > day)
        .order_by(Cover.from_on, Cover.visit_id)
    )
    states = count(Doors(campaign.number, there, day, None), "village").get(village_code, Counter())
    visits = dict(db.session.execute(covering).tuples().all())
    return Covered(visits, states.total() - states["excluded"])
