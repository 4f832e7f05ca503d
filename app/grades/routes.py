"""How far visits are supported, and what is worth a look in a week: for the office, and of one's own."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.divisions.scope import scope_of
from app.grades import operations
from app.grades.schemas import (
    GradesQuerySchema,
    MyGradesQuerySchema,
    MyGradesSchema,
    VisitGradesSchema,
    WeekGradesSchema,
)
from app.households.operations import get_household
from app.people.session import Actor, allow

blp = Blueprint("grades", __name__, url_prefix="/api/v1", description="How far visits are supported")


@blp.get("/grades")
@allow(audits=actions.LIST_GRADES)
@blp.arguments(GradesQuerySchema, location="query")
@blp.response(200, WeekGradesSchema)
def list_grades(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Tell of a week, by village and worker, how the visits are supported and what is worth a look."""
    day = query["week"] or clock.today()
    lines = operations.week(scope_of(actor).within(query["scope"]), day)
    audit.shown(doors=sum(len(flag.visits) for line in lines for flag in line.found.flags))
    return _week(day, lines)


@blp.get("/grades/mine")
@allow(audits=actions.SHOW_MY_GRADES)
@blp.arguments(MyGradesQuerySchema, location="query")
@blp.response(200, MyGradesSchema)
def list_my_grades(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Tell me the same of my own visits, where I walk now, and of each of them why."""
    day = query["week"] or clock.today()
    lines = operations.week(scope_of(actor), day, actor.id)
    visits = operations.shown_visits(lines)
    audit.shown(doors=len({visit["household_id"] for visit in visits}))
    return {**_week(day, lines), "visits": visits}


def _week(day: date, lines: Sequence[operations.Line]) -> dict[str, Any]:
    first_on, last_on = operations.week_of(day)
    return {"first_on": first_on, "last_on": last_on, "items": [operations.shown_line(line) for line in lines]}


@blp.get("/households/<uuid:household_id>/grades")
@allow(audits=actions.SHOW_GRADES)
@blp.response(200, VisitGradesSchema)
def show_grades(actor: Actor, household_id: UUID) -> dict[str, Any]:
    """Tell how far each visit to a door is supported."""
    household = get_household(household_id, scope_of(actor))
    audit.about("household", household_id, household.division_code)
    found = operations.grades_at(household_id)
    return {"items": [{"visit_id": visit_id, **operations.shown(one)} for visit_id, one in found.items()]}
