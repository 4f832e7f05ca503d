"""Case figures by division and week, the goals of 两降, and cases against coverage."""

from collections.abc import Callable
from functools import partial
from typing import IO, Any

from flask import Response, current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.campaigns.models import Campaign
from app.campaigns.operations import get_campaign
from app.changes import writing
from app.codes import level_of
from app.coverage.queries import level_below
from app.db import read_one_moment
from app.divisions.operations import get_division
from app.divisions.scope import scope_of
from app.exports import record
from app.exports.models import Export
from app.exports.operations import named_scope
from app.exports.record import Content
from app.exports.sending import hand_out
from app.figures import comparison, goals, queries, refusals, workbook
from app.figures.operations import set_goal
from app.figures.schemas import (
    ComparisonSchema,
    FallGoalSchema,
    FiguresQuerySchema,
    GoalsSchema,
    PlaceQuerySchema,
    WeeklyFiguresSchema,
)
from app.figures.workbook import Heading
from app.jobs.sending import BINARY, XLSX, download
from app.people.session import Actor, allow
from app.visits import doors
from app.visits.doors import Wanted

blp = Blueprint("figures", __name__, url_prefix="/api/v1", description="Case figures")


@blp.get("/cases/figures")
@allow(audits=actions.SHOW_CASE_FIGURES)
@blp.arguments(FiguresQuerySchema, location="query")
@blp.response(200, WeeklyFiguresSchema)
def show_figures(actor: Actor, query: dict[str, Any]) -> Response:
    """Count cases by division and by week, each held against the week before and against the year before."""
    level, weeks = _level(actor, query), query.pop("weeks")
    return _answer(actor, query, lambda wanted, campaign: queries.figures_of(wanted, campaign, level, weeks))


@blp.get("/cases/figures.xlsx")
@allow(audits=actions.EXPORT_CASE_FIGURES)
@blp.arguments(FiguresQuerySchema, location="query")
@blp.response(200, BINARY, content_type=XLSX)
def figures_xlsx(actor: Actor, query: dict[str, Any]) -> Response:
    """Take the same figures away as a workbook: by place, by week, and each place week by week."""
    level, weeks = _level(actor, query), query.pop("weeks")
    wanted, place = _ask(actor, query), named_scope(actor, query["scope"])
    campaign, name = get_campaign(wanted.campaign_id), get_division(place, scope_of(actor)).name

    def write(book: IO[bytes], export: Export) -> int:
        read_one_moment()
        figures = queries.figures_of(wanted, campaign, level, weeks)
        audit.tell(cases=figures["total"]["cases"])
        return workbook.write(book, Heading(name, campaign.name, figures), record.stamp_of(export))

    content = Content("case_figures", "xlsx", place, wanted.campaign_id, on=wanted.on)
    body = hand_out(partial(record.begin, actor, content), write, writing)
    return download(body, XLSX, f"{name}案件统计（截至 {wanted.on.isoformat()}，{weeks} 周）", "xlsx")


@blp.get("/cases/comparison")
@allow(audits=actions.SHOW_CASE_FIGURES)
@blp.arguments(PlaceQuerySchema, location="query")
@blp.response(200, ComparisonSchema)
def show_comparison(actor: Actor, query: dict[str, Any]) -> Response:
    """Hold cases against coverage: of homes in time, and from village to village, with how sure that is."""
    return _answer(actor, query, comparison.compare)


@blp.get("/cases/goals")
@allow(audits=actions.SHOW_CASE_FIGURES)
@blp.arguments(PlaceQuerySchema, location="query")
@blp.response(200, GoalsSchema)
def show_goals(actor: Actor, query: dict[str, Any]) -> Response:
    """Tell how far cases and loss of this year so far have fallen against last year, and what they were to."""
    return _answer(actor, query, goals.progress)


@blp.put("/cases/goals/<code>")
@allow(audits=actions.SET_FALL_GOAL)
@blp.arguments(FallGoalSchema)
@blp.response(204)
def put_goal(actor: Actor, body: dict[str, Any], code: str) -> None:
    """Set by how many per cent cases and loss are to fall this year; what was set before is kept."""
    scope = scope_of(actor)
    with writing():
        set_goal(actor, scope, code, **body)
        audit.about("division", code, code)
        cases, loss = body["cases_percent"], body["loss_percent"]
        audit.tell(goal=(cases, loss) != (None, None), cases_fall=cases or 0, loss_fall=loss or 0)


def _answer(actor: Actor, query: dict[str, Any], count: Callable[[Wanted, Campaign], dict[str, Any]]) -> Response:
    """As JSON past the schema, which takes ten times as long over hundreds of villages."""
    wanted = _ask(actor, query)
    body = current_app.json.dumps(count(wanted, get_campaign(wanted.campaign_id)))
    return Response(body, mimetype="application/json")


def _level(actor: Actor, query: dict[str, Any]) -> str:
    return query.pop("by") or level_below(query["scope"] or actor.scope)


def _ask(actor: Actor, query: dict[str, Any]) -> Wanted:
    wanted = doors.ask(actor, **query)
    if query["scope"] and level_of(query["scope"]) == "grid":
        raise refusals.cases_not_by_grid()
    return wanted
