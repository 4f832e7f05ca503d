"""The notices of a campaign, for each audience version by version."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, tuple_

from app import clock
from app.campaigns import notice, refusals
from app.campaigns.models import NoticeTemplate
from app.campaigns.notice import AUDIENCES, FRAUDS, Wording
from app.changes import note
from app.db import db, hold_names
from app.people.models import User

_KEY = (NoticeTemplate.campaign_id, NoticeTemplate.audience)


def word(
    campaign_id: UUID, audience: str, wording: Wording, by: UUID | None = None, *, at: datetime | None = None
) -> NoticeTemplate:
    """Give an audience a new version of its notice; slips keep the version they were signed on.

    Raises wording_empty, blank_unknown, brace_loose, blank_in_title, wording_same.
    """
    wording = tidied(wording)
    notice.check(wording)
    hold_names([f"notice {campaign_id} {audience}"])
    newest = current([campaign_id])[campaign_id].get(audience)
    if newest and (newest.title, newest.body, newest.teaches) == (wording.title, wording.body, list(wording.teaches)):
        raise refusals.wording_same()
    template = NoticeTemplate(
        campaign_id=campaign_id,
        audience=audience,
        version=newest.version + 1 if newest else 1,
        title=wording.title,
        body=wording.body,
        teaches=list(wording.teaches),
        worded_by=by,
        created_at=at or clock.now(),
    )
    db.session.add(template)
    db.session.flush()
    note("campaign", campaign_id, "")
    return template


def tidied(wording: Wording) -> Wording:
    """As it is kept: tidy text, and each fraud once, in the table's order."""
    teaches = tuple(code for code in FRAUDS if code in wording.teaches)
    return Wording(notice.tidied(wording.title).strip(), notice.tidied(wording.body), teaches)


def current(campaign_ids: Collection[UUID]) -> dict[UUID, dict[str, NoticeTemplate]]:
    """The newest version of each audience that has words of its own, in the table's order, by campaign."""
    newest = select(*_KEY, func.max(NoticeTemplate.version)).where(NoticeTemplate.campaign_id.in_(campaign_ids))
    query = select(NoticeTemplate).where(tuple_(*_KEY, NoticeTemplate.version).in_(newest.group_by(*_KEY)))
    found: dict[UUID, dict[str, NoticeTemplate]] = defaultdict(dict)
    order = list(AUDIENCES)
    for template in sorted(db.session.scalars(query), key=lambda one: order.index(one.audience)):
        found[template.campaign_id][template.audience] = template
    return found


def versions(campaign_id: UUID) -> Sequence[Row[Any]]:
    """All that was ever worded for a campaign and by whom (template, name), by audience and the newest first."""
    query = select(NoticeTemplate, User.name).outerjoin(User, User.id == NoticeTemplate.worded_by)
    found = db.session.execute(query.where(NoticeTemplate.campaign_id == campaign_id)).all()
    order = list(AUDIENCES)
    return sorted(found, key=lambda row: (order.index(row[0].audience), -row[0].version))
