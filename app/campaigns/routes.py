"""Which campaigns there are."""

from typing import Any

from flask_smorest import Blueprint

from app.audit import actions
from app.campaigns import operations
from app.campaigns.schemas import CampaignPageSchema
from app.people.session import Actor, allow

blp = Blueprint("campaigns", __name__, url_prefix="/api/v1", description="Campaigns and their notice")


@blp.get("/campaigns")
@allow(audits=actions.LIST_CAMPAIGNS)
@blp.response(200, CampaignPageSchema)
def list_campaigns(actor: Actor) -> dict[str, Any]:
    """List the campaigns, the current one first, each with its notice."""
    campaigns = operations.list_campaigns()
    return {"items": [operations.shown(c) for c in campaigns], "total": len(campaigns), "next": None}
