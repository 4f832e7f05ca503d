"""Starting a campaign, wording its notice, and finding the current one."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from app import clock, problems
from app.campaigns.models import Campaign, NoticeTemplate
from app.campaigns.notice import BODY, TITLE
from app.changes import note
from app.db import db

_NEWEST_FIRST = select(Campaign).order_by(Campaign.created_at.desc(), Campaign.id.desc())
_CURRENT = _NEWEST_FIRST.limit(1)
_LAST_NUMBER = select(func.max(Campaign.number))


def create_campaign(
    *, name: str, starts_on: date, deadline_on: date, target_percent: int = 100, title: str = TITLE, body: str = BODY
) -> Campaign:
    """Open a campaign with its notice; the newest is the current one."""
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
        created_at=clock.now(),
    )
    db.session.add(campaign)
    db.session.flush()
    word_notice(campaign.id, title, body)
    return campaign


def word_notice(campaign_id: UUID, title: str, body: str) -> NoticeTemplate:
    """Give a campaign a new version of its notice; slips keep the version they were signed on."""
    newest = select(func.max(NoticeTemplate.version)).where(NoticeTemplate.campaign_id == campaign_id)
    version = (db.session.execute(newest).scalar() or 0) + 1
    template = NoticeTemplate(campaign_id=campaign_id, version=version, title=title, body=body, created_at=clock.now())
    db.session.add(template)
    db.session.flush()
    note("campaign", campaign_id, "")
    return template


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


def current_template(campaign_id: UUID) -> NoticeTemplate:
    """The newest version of a campaign's notice; it is never without one."""
    return db.session.scalars(
        select(NoticeTemplate)
        .where(NoticeTemplate.campaign_id == campaign_id)
        .order_by(NoticeTemplate.version.desc())
        .limit(1)
    ).one()


def shown(campaign: Campaign) -> dict[str, object]:
    """A campaign with its current notice, as phones and pages show it."""
    return {
        "id": campaign.id,
        "name": campaign.name,
        "starts_on": campaign.starts_on,
        "deadline_on": campaign.deadline_on,
        "target_percent": campaign.target_percent,
        "counts_refusals": campaign.counts_refusals,
        "template": current_template(campaign.id),
    }
