"""The register with its visits: lists of doors, one door's history, signatures, withdrawals."""

import base64
import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.blobs import pictures
from app.campaigns.operations import get_campaign
from app.changes import writing
from app.divisions.scope import scope_of
from app.people.session import Actor, allow
from app.visits import doors, history, operations
from app.visits.doors import Place
from app.visits.schemas import (
    DetailQuerySchema,
    DoorDetailSchema,
    DoorPageSchema,
    DoorQuerySchema,
    VisitSchema,
    WithdrawalSchema,
)
from app.wire import storable

blp = Blueprint("visits", __name__, url_prefix="/api/v1", description="Doors and visits")


@blp.get("/households")
@allow(audits=actions.LIST_DOORS)
@blp.arguments(DoorQuerySchema, location="query")
@blp.response(200, DoorPageSchema)
def list_doors(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the register in walking order, as far as I may see it."""
    return _page(actor, query)


def _page(actor: Actor, query: dict[str, Any], *, numbers: bool = False) -> dict[str, Any]:
    after, limit = query.pop("after"), query.pop("limit")
    wanted = replace(doors.ask(actor, **query), numbers=numbers)
    found, total = doors.page(wanted, _read_place(after), limit)
    full = len(found) == limit > 0
    audit.shown(doors=len(found), sought=bool(wanted.words))
    audit.tell(phones=actor.sees_phones)
    return {
        "items": [doors.shown(actor, door) for door in found],
        "total": total,
        "next": _write_place(doors.place_of(found[-1])) if full else None,
    }


@blp.post("/households/search")
@allow(audits=actions.SEARCH_DOORS)
@blp.arguments(DoorQuerySchema)
@blp.response(200, DoorPageSchema)
def search_doors(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """The same list, sought by a whole telephone or ID number too: neither may stand in an address."""
    return _page(actor, body, numbers=True)


@blp.get("/households/<uuid:household_id>")
@allow(audits=actions.SHOW_DOOR)
@blp.arguments(DetailQuerySchema, location="query")
@blp.response(200, DoorDetailSchema)
def show_door(actor: Actor, query: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """Show one door with its residents, visits, slips and exclusions."""
    campaign = get_campaign(query["campaign"])
    door, whole = history.show_door(actor, household_id, campaign.id)
    if door is None:
        raise problems.not_found("这一户")
    audit.about("household", household_id, door.stood_in)
    audit.tell(phones=actor.sees_phones)
    return {**doors.shown(actor, door), **whole}


@blp.get("/visits/<uuid:visit_id>/signature")
@allow(audits=actions.SHOW_SIGNATURE)
@blp.response(200, content_type="image/png", schema={"type": "string", "format": "binary"})
def show_signature(actor: Actor, visit_id: UUID) -> Response:
    """Give the image of a visit's signature."""
    visit, _ = operations.get_visit(visit_id, scope_of(actor))
    blob = history.picture_of(visit)
    data, mime = pictures.shown(blob.data)
    return Response(data, mimetype=mime)


@blp.get("/visits/<uuid:visit_id>/photos/<sha256>")
@allow(audits=actions.SHOW_PHOTO)
@blp.response(200, content_type="image/jpeg", schema={"type": "string", "format": "binary"})
def show_photo(actor: Actor, visit_id: UUID, sha256: str) -> Response:
    """Give one photo of a visit."""
    visit, _ = operations.get_visit(visit_id, scope_of(actor))
    blob = history.photo_of(visit, sha256)
    data, mime = pictures.shown(blob.data)
    return Response(data, mimetype=mime)


@blp.post("/visits/<uuid:visit_id>/withdraw")
@allow(audits=actions.WITHDRAW_VISIT)
@blp.arguments(WithdrawalSchema)
@blp.response(200, VisitSchema)
def withdraw(actor: Actor, body: dict[str, Any], visit_id: UUID) -> dict[str, Any]:
    """Take a visit back, saying why and whether that reaches back."""
    scope = scope_of(actor)
    with writing():
        visit, household = operations.get_visit(visit_id, scope)
        audit.about("visit", visit_id, household.division_code)
        operations.withdraw(actor.id, visit, household, **body)
        audit.tell(household=household.id, reaches_back=body["reaches_back"])
        return history.show_visits([visit])[0]


def _read_place(after: str | None) -> Place | None:
    """Where the page before ended; the text is ours alone to understand."""
    if after is None:
        return None
    try:
        code, key, household_id = json.loads(base64.urlsafe_b64decode(after))
        if not (storable(code) and storable(key)):
            raise ValueError
        return code, key, UUID(household_id)
    except (ValueError, TypeError, AttributeError):
        raise problems.invalid_input({"after": ["翻页位置无效，请从头查看。"]}) from None


def _write_place(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place, default=str, ensure_ascii=False).encode()).decode()
