"""Codes that enrol a phone, enrolling, ending, and the last words of one that was ended."""

from functools import wraps
from typing import Any
from uuid import UUID

from flask import Response, current_app, request
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.divisions.scope import scope_of
from app.people import attempts, cookies, device_keys, known_browsers, refusals, sign_ins
from app.people import operations as people
from app.people.actor import Actor
from app.people.answers import mark_browser, origin_of, session_of, with_cookie
from app.people.models import User
from app.people.recording import known_as
from app.people.routes import attempt
from app.people.schemas import SessionSchema, UserPageSchema
from app.people.session import (
    COOKIE,
    allow,
    known_browser,
    limits_of,
    open_but_recorded,
    own_address,
    refuse_cross_site,
    refuse_demo_from_afar,
)
from app.people.signatures import ended_phone
from app.people.totp import picture_of
from app.phones import operations
from app.phones.schemas import (
    CodeShownSchema,
    EnrolmentRequestSchema,
    EnrolmentStateSchema,
    NewPhoneSchema,
    PhoneEndedSchema,
    PhoneEnrolmentSchema,
    PhoneOwnerSchema,
)
from app.problems import Problem
from app.sync import rescue, sealing
from app.sync.rescue import Outcome
from app.sync.schemas import RescuedSchema, SealedSchema

blp = Blueprint("phones", __name__, url_prefix="/api/v1", description="Enrolled phones")


def from_our_pages(view: Any) -> Any:
    """Refuse what another site's page sends, before its words are looked at."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        refuse_cross_site()
        return view(*args, **kwargs)

    return checked


@blp.get("/phones/owners")
@allow(audits=actions.LIST_USERS)
@blp.response(200, UserPageSchema)
def list_owners(actor: Actor) -> dict[str, Any]:
    """List who may be given a phone."""
    users = operations.list_walkers(scope_of(actor))
    return {"items": users, "total": len(users), "next": None}


@blp.post("/phones/enrolments")
@allow(audits=actions.MAKE_ENROLMENT)
@blp.arguments(EnrolmentRequestSchema)
@blp.response(201, PhoneEnrolmentSchema)
def make_enrolment(actor: Actor, wanted: dict[str, UUID]) -> dict[str, Any]:
    """Make a code that enrols one phone of somebody's within a quarter of an hour; it is told this once."""
    with writing():
        user = operations.get_walker(wanted["user_id"], scope_of(actor))
        audit.about("user", user.id, user.scope)
        code = operations.make_code(user)
    # In the fragment, which no browser sends: no log on the way holds the code.
    address = f"{own_address()}/phone/enrol#{code}"
    return {
        "name": user.name,
        "username": user.username,
        "code": code,
        "address": address,
        "picture": picture_of(address),
        "good_for_s": int(operations.GOOD_FOR.total_seconds()),
    }


@blp.get("/phones/enrolments/<uuid:user_id>")
@allow(audits=actions.SHOW_ENROLMENT)
@blp.response(200, EnrolmentStateSchema)
def show_enrolment(actor: Actor, user_id: UUID) -> dict[str, Any]:
    """Say whether somebody's code was used, and by which phone, to the office that shows it."""
    return operations.state_of(operations.get_walker(user_id, scope_of(actor)))


@blp.post("/enrolments/look")
@open_but_recorded(actions.LOOK_AT_ENROLMENT)
@from_our_pages
@blp.arguments(CodeShownSchema)
@blp.response(200, PhoneOwnerSchema)
def look_at_enrolment(shown: dict[str, str]) -> dict[str, Any]:
    """Say whose phone a code is for, so that its owner sees it before they type their password."""
    owner, is_used = _owner_of(operations.as_typed(shown["code"]))
    return {"user": owner, "is_used": is_used}


@blp.post("/enrolments")
@open_but_recorded(actions.ENROL_PHONE)
@from_our_pages
@blp.arguments(NewPhoneSchema)
@blp.response(201, SessionSchema)
def enrol(new: dict[str, Any]) -> Response:
    """Enrol this phone by the code and its owner's password, and sign it in."""
    phone = operations.NewPhone(operations.as_typed(new["code"]), new["device_id"], new["public_key"], new["proof"])
    owner, _ = _owner_of(phone.code)
    with attempt(owner.username) as who:
        user = people.check_password_of(owner.username, new["password"], refusals.password_wrong)
        refuse_demo_from_afar(user)
        with writing():
            key = operations.enrol(user, phone)
            sign_ins.end(cookies.read(COOKIE) or "")
            token, record = sign_ins.open_for(user, origin_of("phone"), limits_of("phone"), key_id=key.id)
            attempts.forgive(who)
            mark = known_browsers.remember(user.id, known_browser(user.username))
            response = with_cookie(session_of(user, token, record), record)
            audit.about("device", key.device_id, user.scope)
            audit.take_along()
    mark_browser(response, user.username, mark)
    return response


def _owner_of(code: str) -> tuple[User, bool]:
    """Whose phone a code is for, and whether it was used. A guess is counted for where it comes from, and holds up no sign-in there."""
    address = request.remote_addr or ""
    attempts.refuse_address(address, attempts.CODES)
    try:
        owner, is_used = operations.find_owner(code)
    except Problem:
        with writing():
            attempts.count_address(address, attempts.CODES)
        raise
    known_as(owner)
    return owner, is_used


@blp.post("/phones/<uuid:device_id>/end")
@allow(audits=actions.END_PHONE)
@blp.response(200, PhoneEndedSchema)
def end(actor: Actor, device_id: UUID) -> dict[str, int]:
    """End a phone: its sign-ins end, its key is refused, and at its next contact it hands in what it has and is wiped.

    One that is not enrolled is signed out, with all others of its owner's that are not, and keeps what it has.
    """
    with writing():
        owner, ended = operations.end(device_id, scope_of(actor))
        audit.about("device", device_id)
        audit.tell(account=owner.id)
        return {"ended": ended}


@blp.post("/phones/last-parcel")
@open_but_recorded(actions.TAKE_LAST_PARCEL)
@from_our_pages
@blp.arguments(SealedSchema)
@blp.response(200, RescuedSchema)
def take_last_parcel(file: dict[str, Any]) -> Outcome:
    """Take what an ended phone still holds, signed with its key; all of it is looked at before it counts."""
    key = ended_phone()
    owner = people.get_user(key.user_id)
    known_as(owner)
    return rescue.take_last(owner, key.device_id, sealing.load(current_app.config["RESCUE_KEY_FILE"]), file, writing)


@blp.post("/phones/wiped")
@open_but_recorded(actions.PHONE_WIPED)
@from_our_pages
@blp.response(204)
def note_wiped() -> None:
    """An ended phone says that it holds nothing of anybody any more."""
    key = ended_phone()
    known_as(people.get_user(key.user_id))
    with writing():
        audit.about("device", key.device_id)
        device_keys.note_wiped(key.device_id)
