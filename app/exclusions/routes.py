"""Asking for and deciding on exclusions, one by one and many at once."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from app import clock, problems
from app.audit import actions
from app.audit import operations as audit
from app.audit.actions import Action
from app.blobs import pictures
from app.campaigns.operations import get_campaign
from app.changes import writing
from app.db import new_id, read_one_moment
from app.divisions.scope import scope_of
from app.exclusions import operations, photos, queries
from app.exclusions.operations import Decided
from app.exclusions.reasons import Evidence
from app.exclusions.schemas import (
    DecidedSchema,
    ExclusionPageSchema,
    ExclusionQuerySchema,
    ExclusionRequestSchema,
    ExclusionSchema,
    ManyRefusedSchema,
    ManySchema,
    RefusalSchema,
)
from app.households.operations import get_household
from app.people.session import Actor, allow

blp = Blueprint("exclusions", __name__, url_prefix="/api/v1", description="Exclusions")


@blp.get("/exclusions")
@allow(audits=actions.LIST_EXCLUSIONS)
@blp.arguments(ExclusionQuerySchema, location="query")
@blp.response(200, ExclusionPageSchema)
def list_exclusions(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List exclusions by their state, or those behind a day's figure."""
    after, limit, campaign = query.pop("after"), query.pop("limit"), query.pop("campaign")
    if query["on"] and query["on"] > clock.today():
        raise problems.day_in_future()
    scope = scope_of(actor).within(query.pop("scope"))
    campaign_id = get_campaign(campaign).id if query["on"] else None
    read_one_moment()
    rows, total = queries.list_exclusions(queries.Wanted(scope, campaign_id=campaign_id, **query), after, limit)
    full = rows and len(rows) == limit
    audit.shown(doors=len(rows))
    counts = queries.count_states(scope)
    return {"items": rows, "total": total, "next": str(rows[-1]["id"]) if full else None, "counts": counts}


@blp.post("/exclusions")
@allow(audits=actions.REQUEST_EXCLUSION)
@blp.arguments(ExclusionRequestSchema)
@blp.response(201, ExclusionSchema)
def request_exclusion(actor: Actor, body: dict[str, Any]) -> Any:
    """Ask for a door to be left out of the denominator."""
    scope, exclusion_id = scope_of(actor), new_id()
    household_id, expires_on, words = body.pop("household_id"), body.pop("expires_on"), body.pop("evidence")
    evidence = Evidence(words=words, photos=tuple(body.pop("photos")), **body)
    with writing():
        household = get_household(household_id, scope)
        operations.request_exclusion(actor.id, exclusion_id, household, evidence, expires_on)
        audit.about("exclusion", exclusion_id, household.division_code)
        audit.tell(household=household.id, reason=evidence.reason)
        return queries.show_exclusion(exclusion_id)


@blp.get("/exclusions/<uuid:exclusion_id>/photos/<sha256>")
@allow(audits=actions.SHOW_EXCLUSION_PHOTO)
@blp.response(200, content_type="image/jpeg", schema={"type": "string", "format": "binary"})
def show_photo(actor: Actor, exclusion_id: UUID, sha256: str) -> Response:
    """Give one photo of an exclusion."""
    ((exclusion, code),) = operations.find([exclusion_id], scope_of(actor))
    audit.about("exclusion", exclusion_id, code)
    data, mime = pictures.shown(photos.photo_of(exclusion, sha256).data)
    return Response(data, mimetype=mime)


@blp.post("/exclusions/<uuid:exclusion_id>/approve")
@allow(audits=actions.APPROVE_EXCLUSION)
@blp.response(200, ExclusionSchema)
def approve_exclusion(actor: Actor, exclusion_id: UUID) -> Any:
    """Approve an exclusion that somebody else asked for."""
    with writing():
        found = operations.hold([exclusion_id], scope_of(actor))
        audit.about("exclusion", exclusion_id, found[0][1])
        operations.the_one(operations.approve(actor, found))
        return queries.show_exclusion(exclusion_id)


@blp.post("/exclusions/<uuid:exclusion_id>/refuse")
@allow(audits=actions.REFUSE_EXCLUSION)
@blp.arguments(RefusalSchema)
@blp.response(200, ExclusionSchema)
def refuse_exclusion(actor: Actor, body: dict[str, str], exclusion_id: UUID) -> Any:
    """Refuse an exclusion, saying why."""
    with writing():
        found = operations.hold([exclusion_id], scope_of(actor))
        audit.about("exclusion", exclusion_id, found[0][1])
        operations.the_one(operations.refuse(actor, found, body["reason"]))
        return queries.show_exclusion(exclusion_id)


@blp.post("/exclusions/approve")
@allow(audits=actions.APPROVE_EXCLUSIONS)
@blp.arguments(ManySchema)
@blp.response(200, DecidedSchema)
def approve_many(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Approve many at once; one's own and whatever else may not be approved is passed over, and said."""
    with writing():
        decided = operations.approve(actor, operations.hold(body["ids"], scope_of(actor)))
        return _recorded(actions.APPROVE_EXCLUSION, decided)


@blp.post("/exclusions/refuse")
@allow(audits=actions.REFUSE_EXCLUSIONS)
@blp.arguments(ManyRefusedSchema)
@blp.response(200, DecidedSchema)
def refuse_many(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Refuse many at once, for one reason; what may not be refused is passed over, and said."""
    with writing():
        decided = operations.refuse(actor, operations.hold(body["ids"], scope_of(actor)), body["reason"])
        return _recorded(actions.REFUSE_EXCLUSION, decided)


@blp.post("/exclusions/<uuid:exclusion_id>/end")
@allow(audits=actions.END_EXCLUSION)
@blp.response(200, ExclusionSchema)
def end_exclusion(actor: Actor, exclusion_id: UUID) -> Any:
    """End an approved exclusion today."""
    with writing():
        ((exclusion, code),) = operations.hold([exclusion_id], scope_of(actor))
        audit.about("exclusion", exclusion_id, code)
        operations.end_exclusion(actor, exclusion, code)
        return queries.show_exclusion(exclusion_id)


@blp.post("/exclusions/<uuid:exclusion_id>/withdraw")
@allow(audits=actions.WITHDRAW_EXCLUSION)
@blp.response(200, ExclusionSchema)
def withdraw_exclusion(actor: Actor, exclusion_id: UUID) -> Any:
    """Take back a request of one's own that nobody has decided."""
    with writing():
        ((exclusion, code),) = operations.hold([exclusion_id], scope_of(actor))
        audit.about("exclusion", exclusion_id, code)
        operations.withdraw(actor, exclusion, code)
        return queries.show_exclusion(exclusion_id)


def _recorded(action: Action, decided: Decided) -> dict[str, Any]:
    """One line of the log for each door, beside the one of the request itself."""
    for exclusion, code in decided.done:
        audit.note(action, exclusion.id, code, household=exclusion.household_id, reason=exclusion.reason)
    audit.tell(doors=len(decided.done), passed_over=len(decided.skipped))
    return {
        "decided": len(decided.done),
        "skipped": [{"id": i, "code": why.code, "message": why.message} for i, why in decided.skipped],
    }
