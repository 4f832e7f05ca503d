"""Starting a campaign with its notices, and finding the current one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app import clock, problems
from app.campaigns import templates
from app.campaigns.defaults import DEFAULTS
from app.campaigns.models import Campaign, NoticeTemplate
from app.campaigns.notice import FAMILY, Wording
from app.db import db

_NEWEST_FIRST = select(Campaign).order_by(Campaign.created_at.desc(), Campaign.id.desc())
_CURRENT = _NEWEST_FIRST.limit(1)
_LAST_NUMBER = select(func.max(Campaign.number))


def create_campaign(
    *,
    name: str,
    starts_on: date,
    deadline_on: date,
    target_percent: int = 100,
    notices: Mapping[str, Wording] = DEFAULTS,
    at: datetime | None = None,
) -> Campaign:
    """Open a campaign with its notices, the family's among them, now or as of a moment; the newest is the current one."""
    at = at or clock.now()
    campaign = Campaign(
        number=(db.session.scalar(_LAST_NUMBER) or 0) + 1,
        name=name,
        starts_on=starts_on,
        # Until somebody says otherwise: no preparation, and assessed once the deadline is over.
        drive_on=starts_on,
        assessment_on=deadline_on + timedelta(days=1),
        deadline_on=deadline_on,
        target_percent=target_percent,
        counts_refusals=False,
        created_at=at,
    )
    db.session.add(campaign)
    db.session.flush()
    for audience, wording in notices.items():
        templates.word(campaign.id, audience, wording, at=at)
    return campaign


def list_campaigns() -> list[Campaign]:
    """All campaigns, the current one first."""
    return list(db.session.scalars(_NEWEST_FIRST))


def find_current() -> Campaign | None:
    """The newest campaign, or None."""
    return db.session.scalars(_CURRENT).first()


def current_campaign() -> Campaign:
    """The newest campaign; raises when there is none yet."""
    campaign = find_current()
    if campaign is None:
        raise problems.no_campaign()
    return campaign


def get_campaign(campaign_id: UUID | None) -> Campaign:
    """The campaign asked for, or else the current one."""
    if campaign_id is None:
        return current_campaign()
    campaign = db.session.get(Campaign, campaign_id)
    if campaign is None:
        raise problems.not_found("这次行动")
    return campaign


def current_template(campaign_id: UUID, audience: str = FAMILY) -> NoticeTemplate:
    """What an audience is given now: its own words, else the family's; a campaign is never without those."""
    worded = templates.current([campaign_id])[campaign_id]
    return worded.get(audience) or worded[FAMILY]


def shown(campaigns: Sequence[Campaign]) -> list[dict[str, Any]]:
    """Campaigns with their current notices, as phones and pages show them."""
    worded = templates.current([campaign.id for campaign in campaigns])
    return [
        {
            "id": campaign.id,
            "name": campaign.name,
            "starts_on": campaign.starts_on,
            "deadline_on": campaign.deadline_on,
            "target_percent": campaign.target_percent,
            "counts_refusals": campaign.counts_refusals,
            # What phones out there know of; newer ones choose among the others by who opens the door.
            "template": worded[campaign.id][FAMILY],
            "templates": list(worded[campaign.id].values()),
        }
        for campaign in campaigns
    ]
