"""What the denominator of a place is made of."""

from typing import Any

from flask_smorest import Blueprint

from app.audit import actions
from app.campaigns.operations import get_campaign
from app.coverage.denominator import Village, denominator, share
from app.coverage.denominator_schemas import DenominatorQuerySchema, DenominatorSchema
from app.coverage.outliers import FALSE_ALARM
from app.coverage.schemas import FiguresSchema
from app.db import read_one_moment
from app.people.session import Actor, allow
from app.visits import doors

blp = Blueprint("denominator", __name__, url_prefix="/api/v1", description="What the denominator is made of")


@blp.get("/denominator")
@allow(audits=actions.SHOW_DENOMINATOR)
@blp.arguments(DenominatorQuerySchema, location="query")
@blp.response(200, DenominatorSchema)
def show_denominator(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Show raw, adjusted and official rate, exclusions by reason, and their share against the county's, day by day."""
    wanted = doors.ask(actor, **query)
    since = get_campaign(wanted.campaign_id).starts_on
    read_one_moment()
    found = denominator(wanted, since)
    return {
        "on": wanted.on,
        "campaign_id": wanted.campaign_id,
        "since": since,
        "total": found.total,
        "share": share(found.total.registered, found.total.excluded),
        "county_share": found.county_share,
        "reasons": found.reasons,
        "false_alarm": FALSE_ALARM,
        "county_villages": found.county_villages,
        "items": [_village(village) for village in found.villages],
        "days": [{**vars(day), "share": share(day.registered, day.excluded)} for day in found.days],
    }


def _village(village: Village) -> dict[str, Any]:
    line = village.line
    return {
        "code": line.code,
        "name": line.name,
        "level": line.level,
        **FiguresSchema().dump(line.figures),
        "share": share(line.figures.registered, line.figures.excluded),
        "reasons": village.reasons,
        "named_from": village.named_from,
        "is_named": village.is_named,
    }
