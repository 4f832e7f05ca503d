"""How fast doors are covered, and when that will be done."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask_smorest import Blueprint

from app.audit import actions
from app.campaigns.operations import get_campaign
from app.campaigns.planning import plan_on
from app.coverage.queries import level_below
from app.pace.queries import WORKER, Line, Whole, frame_of, pace_of
from app.pace.reckoning import Frame
from app.pace.schemas import PaceQuerySchema, PaceSchema
from app.people.session import Actor, allow, may_also
from app.visits import doors

blp = Blueprint("pace", __name__, url_prefix="/api/v1", description="Pace and forecast")


@blp.get("/pace")
@allow(audits=actions.SHOW_PACE)
@blp.arguments(PaceQuerySchema, location="query")
@blp.response(200, PaceSchema)
def show_pace(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Tell what is done, how much a day is needed until the deadline, and when it will be done, as known on a day."""
    by = query.pop("by")
    if by == WORKER:
        may_also(actor, "workers")
    wanted = doors.ask(actor, **query)
    plan = plan_on(get_campaign(wanted.campaign_id), wanted.on)
    frame = frame_of(plan, wanted.on)
    whole = pace_of(wanted, by or level_below(query["scope"] or actor.scope), plan)
    return {
        "on": wanted.on,
        "basis_on": frame.basis_on,
        "campaign_id": wanted.campaign_id,
        "starts_on": plan.starts_on,
        "deadline_on": plan.deadline_on,
        "target_percent": plan.target_percent,
        "days_left": frame.days_left,
        "phases": plan.phases,
        "total": _figures(whole),
        "days": [{"on": day, "covered": covered} for day, covered in whole.days],
        "ahead": _ahead(frame, whole),
        "items": [_line(line) for line in whole.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    own = {"code": line.code, "name": line.name, "crew": line.crew, "grids": line.grids, "by_crew": line.by_crew}
    return {**_figures(line), **own}


def _figures(part: Line | Whole) -> dict[str, Any]:
    counted = ("registered", "excluded", "uncovered", "target")
    return {**asdict(part.pace), **{name: getattr(part.figures, name) for name in counted}}


def _ahead(frame: Frame, whole: Whole) -> list[dict[str, Any]]:
    if whole.fan is None:
        return []
    lines = zip(whole.fan.low, whole.fan.middle, whole.fan.high, strict=True)
    return [
        {"on": frame.basis_on + timedelta(days=number), "low": low, "middle": middle, "high": high}
        for number, (low, middle, high) in enumerate(lines, start=1)
    ]
