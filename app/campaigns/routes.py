"""Which campaigns there are, and what each is to reach by when."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.campaigns import calendar, operations, planning
from app.campaigns.models import Campaign, Plan
from app.campaigns.schemas import CampaignPageSchema, CampaignPlanSchema, PlanEditSchema
from app.changes import writing
from app.people.session import Actor, allow

blp = Blueprint("campaigns", __name__, url_prefix="/api/v1", description="Campaigns, their plan and their notice")


@blp.get("/campaigns")
@allow(audits=actions.LIST_CAMPAIGNS)
@blp.response(200, CampaignPageSchema)
def list_campaigns(actor: Actor) -> dict[str, Any]:
    """List the campaigns, the current one first, each with its notices."""
    campaigns = operations.list_campaigns()
    return {"items": operations.shown(campaigns), "total": len(campaigns), "next": None}


@blp.get("/campaigns/<uuid:campaign_id>")
@allow(audits=actions.SHOW_CAMPAIGN)
@blp.response(200, CampaignPlanSchema)
def show_campaign(actor: Actor, campaign_id: UUID) -> dict[str, Any]:
    """Show a campaign's plan: phases, deadline, target, reporting days, and what they were before."""
    return _planned(operations.get_campaign(campaign_id))


@blp.patch("/campaigns/<uuid:campaign_id>")
@allow(audits=actions.CHANGE_CAMPAIGN)
@blp.arguments(PlanEditSchema)
@blp.response(200, CampaignPlanSchema)
def change_campaign(actor: Actor, body: dict[str, Any], campaign_id: UUID) -> dict[str, Any]:
    """Change parts of a campaign's plan from now on; what has happened stays as it was."""
    with writing():
        campaign = operations.get_campaign(campaign_id)
        changed = planning.replan(campaign, body, actor.id)
        if changed:
            # The values are in the plan's own record; a name is something that somebody typed.
            audit.tell(**{f"plan_{name}": True for name in changed})
        else:
            audit.spare()
    return _planned(campaign)


def _planned(campaign: Campaign) -> dict[str, Any]:
    now, today = clock.now(), clock.today()
    return {
        **_fields(campaign),
        "id": campaign.id,
        "today": today,
        "days_left": calendar.days_left(today, campaign.deadline_on),
        "phase": calendar.phase_on(today, campaign.phases),
        "phases": campaign.phases,
        "next_week": calendar.next_due(now, calendar.week_of, campaign.reporting),
        "next_month": calendar.next_due(now, calendar.month_of, campaign.reporting),
        "former": [
            {**_fields(plan), "until": plan.until, "changed_by_name": name}
            for plan, name in planning.former_plans(campaign.id)
        ],
    }


def _fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in planning.FIELDS}
