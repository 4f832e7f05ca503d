"""The notices of a campaign: each version with the slips that were signed on it, and the next one, tried and worded."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.campaigns import notice, templates
from app.campaigns import operations as campaigns
from app.campaigns.notice import Wording
from app.campaigns.schemas import (
    WordedTemplatePageSchema,
    WordedTemplateSchema,
    WordingDraftSchema,
    WordingPreviewSchema,
    WordingSchema,
)
from app.changes import writing
from app.people.session import Actor, allow
from app.slips.operations import counted_by_template
from app.slips.ways import WAYS

blp = Blueprint("notice_templates", __name__, url_prefix="/api/v1", description="The notices of a campaign")


@blp.get("/campaigns/<uuid:campaign_id>/templates")
@allow(audits=actions.LIST_NOTICES)
@blp.response(200, WordedTemplatePageSchema)
def list_templates(_actor: Actor, campaign_id: UUID) -> dict[str, Any]:
    """List all notices of a campaign, by audience and the newest first, each with how many slips were signed on it."""
    items = _listed(campaign_id)
    return {"items": items, "total": len(items), "next": None}


@blp.post("/campaigns/<uuid:campaign_id>/templates")
@allow(audits=actions.WORD_NOTICE)
@blp.arguments(WordingSchema)
@blp.response(201, WordedTemplateSchema)
def word_notice(actor: Actor, body: dict[str, Any], campaign_id: UUID) -> dict[str, Any]:
    """Give an audience a new version of its notice, which phones show from their next contact on."""
    with writing():
        campaign = campaigns.get_campaign(campaign_id)
        wording = Wording(body["title"], body["body"], tuple(body["teaches"]))
        worded = templates.word(campaign.id, body["audience"], wording, actor.id)
        audit.tell(content=worded.audience, version=worded.version)
    return next(shown for shown in _listed(campaign_id) if shown["id"] == worded.id)


@blp.post("/campaigns/<uuid:campaign_id>/templates/preview")
@allow(audits=actions.PREVIEW_NOTICE)
@blp.arguments(WordingDraftSchema)
@blp.response(200, WordingPreviewSchema)
def preview_notice(_actor: Actor, body: dict[str, Any], campaign_id: UUID) -> dict[str, Any]:
    """Show a draft as an example household would sign it, and what it should have and has not; nothing is kept."""
    campaigns.get_campaign(campaign_id)
    draft = templates.tidied(Wording(body["title"], body["body"], ()))
    notice.check(draft)
    text = notice.fill(draft.body, notice.example(clock.today()))
    # By the way whose words are the longest: what fits so fits always.
    longest = max((way.closing for way in WAYS.values()), key=len)
    warnings = list(notice.warnings(draft.body, f"{text}\n\n{longest}"))
    return {"title": draft.title, "text": text, "closing": WAYS["signed"].closing, "warnings": warnings}


def _listed(campaign_id: UUID) -> list[dict[str, Any]]:
    found = templates.versions(campaigns.get_campaign(campaign_id).id)
    newest = {template.audience: template.id for template, _ in reversed(found)}
    slips = counted_by_template([template.id for template, _ in found])
    names = ("id", "audience", "version", "title", "body", "teaches", "created_at")
    return [
        {
            **{name: getattr(template, name) for name in names},
            "worded_by_name": worded_by,
            "is_current": newest[template.audience] == template.id,
            "slips": slips.get(template.id, 0),
        }
        for template, worded_by in found
    ]
