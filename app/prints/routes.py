"""Slips on paper: one, a blank one, and whether a paper slip is the household's own."""

from functools import partial
from typing import IO, Any
from uuid import UUID

from flask import Response, current_app
from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.db import read_one_moment
from app.divisions.scope import scope_of
from app.exports import record
from app.exports.models import Export
from app.exports.sending import hand_out
from app.households.operations import get_household
from app.jobs.sending import BINARY, PDF, download
from app.people.session import Actor, allow, own_address
from app.prints import asking, matching, operations, refusals, unmatched
from app.prints.asking import BLANK_SLIPS, SLIPS
from app.prints.making import county_at
from app.prints.matching import Match
from app.prints.schemas import (
    BlankSlipQuerySchema,
    PaperMatchSchema,
    PaperSlipPageSchema,
    PaperSlipsQuerySchema,
    SlipPdfQuerySchema,
)
from app.slips.operations import slips_of
from app.visits import doors
from app.visits.operations import get_visit

blp = Blueprint("prints", __name__, url_prefix="/api/v1", description="Slips on paper")


@blp.get("/visits/<uuid:visit_id>/slip.pdf")
@allow(audits=actions.EXPORT_SLIP)
@blp.arguments(SlipPdfQuerySchema, location="query")
@blp.response(200, BINARY, content_type=PDF)
def slip_pdf(actor: Actor, query: dict[str, Any], visit_id: UUID) -> Response:
    """Take a visit's slip away, to print, and to be verified: its file is inside."""
    scope, county = scope_of(actor), county_at(own_address())
    visit, household = get_visit(visit_id, scope)
    if visit_id not in slips_of([visit_id]):
        raise problems.not_found("这次走访的告知单")
    audit.about("visit", visit_id, household.division_code)
    of = (SLIPS, visit.campaign_id, household.division_code, current_app.config["EXPORT_ROWS_A_DAY"])
    numbered = partial(asking.begin_one, actor, *of, reason=query["reason"])

    def write(file: IO[bytes], export: Export) -> int:
        read_one_moment()
        operations.print_slip(file, visit_id, scope, county, record.stamp_of(export).line, export.made_at)
        audit.tell(household=household.id, reason=query["reason"])
        return 1

    body = hand_out(numbered, write, writing)
    return download(body, PDF, f"告知单 {household.householder} {household.address}", "pdf")


@blp.get("/households/<uuid:household_id>/blank-slip.pdf")
@allow(audits=actions.EXPORT_BLANK_SLIP)
@blp.arguments(BlankSlipQuerySchema, location="query")
@blp.response(200, BINARY, content_type=PDF)
def blank_slip_pdf(actor: Actor, query: dict[str, Any], household_id: UUID) -> Response:
    """Take a household's blank slip away, to be signed by hand; it bears the household's code."""
    household = get_household(household_id, scope_of(actor))
    wanted = doors.ask(actor, scope=None, campaign=query["campaign"], on=None)
    audit.about("household", household_id, household.division_code)
    of = (BLANK_SLIPS, wanted.campaign_id, household.division_code, current_app.config["EXPORT_ROWS_A_DAY"])
    numbered = partial(asking.begin_one, actor, *of, audience=query["audience"])

    def write(file: IO[bytes], export: Export) -> int:
        stamp = record.stamp_of(export).line
        operations.print_blank(file, household_id, wanted, query["audience"], stamp, export.made_at)
        return 1

    body = hand_out(numbered, write, writing)
    return download(body, PDF, f"空白告知单 {household.householder} {household.address}", "pdf")


@blp.get("/paper-slips")
@allow(audits=actions.LIST_PAPER_SLIPS)
@blp.arguments(PaperSlipsQuerySchema, location="query")
@blp.response(200, PaperSlipPageSchema)
def list_paper_slips(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the paper slips whose code is another household's or cannot be read, the newest first; they count all the same."""
    scope, found, limit = scope_of(actor).within(query["scope"]), query["found"], query["limit"]
    items, counts = unmatched.page(scope, found, query["after"], limit)
    audit.shown(items=len(items))
    total = counts[found] if found else counts["other"] + counts["unreadable"]
    full = items and len(items) == limit
    return {"items": items, "total": total, "next": str(items[-1]["visit_id"]) if full else None, "counts": counts}


@blp.get("/visits/<uuid:visit_id>/paper")
@allow(audits=actions.MATCH_PAPER)
@blp.response(200, PaperMatchSchema)
def match_paper(actor: Actor, visit_id: UUID) -> Match:
    """Say whether the paper slip in a visit's photo is this household's own, by its code and by the one that was typed."""
    scope = scope_of(actor)
    _, household = get_visit(visit_id, scope)
    slip = slips_of([visit_id]).get(visit_id)
    audit.about("visit", visit_id, household.division_code)
    if slip is None or slip.way != "paper":
        raise refusals.slip_not_on_paper()
    return matching.of_visit(slip, household.id, scope)
