"""Signing in and out, one's own sessions and password, and who there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.codes import prefix_of
from app.people import attempts, cookies, known_browsers, operations, refusals, second_step, sign_ins
from app.people.answers import mark_browser, origin_of, session_of, with_cookie
from app.people.device_keys import SigningPhone
from app.people.models import SignIn, User
from app.people.recording import known_as
from app.people.schemas import (
    EndedSchema,
    OpenSessionPageSchema,
    PasswordChangeSchema,
    SessionSchema,
    SignInSchema,
    UserPageSchema,
    UserQuerySchema,
)
from app.people.session import (
    COOKIE,
    Actor,
    allow,
    app_of,
    known_browser,
    limits_of,
    open_but_recorded,
    refuse_cross_site,
    refuse_demo_from_afar,
    request_token,
)
from app.people.signatures import signing_phone

blp = Blueprint("people", __name__, url_prefix="/api/v1", description="Accounts and sign-in")


@blp.post("/session")
@open_but_recorded(actions.SIGN_IN)
@blp.arguments(SignInSchema)
@blp.response(201, SessionSchema)
def sign_in(credentials: dict[str, Any]) -> Response:
    """Sign in; a browser also gets an HttpOnly cookie."""
    refuse_cross_site()
    username = credentials["username"]
    _say_whose(username)
    key = signing_phone()
    if key and key.is_ended:
        raise refusals.phone_ended()
    with attempt(username) as who:
        user = operations.check_password(username, credentials["password"])
        refuse_demo_from_afar(user)
        with writing():
            token, record = _let_in(user, credentials, key)
            attempts.forgive(who)
            mark = known_browsers.remember(user.id, known_browser(username))
            response = with_cookie(session_of(user, token, record), record)
            audit.take_along()
    mark_browser(response, username, mark)
    return response


def _say_whose(username: str) -> None:
    """Only of accounts that there are: what else was typed there may well be a password."""
    if user := operations.find_user(username):
        known_as(user)


@blp.get("/session")
@allow(audits=actions.SHOW_SESSION)
@blp.response(200, SessionSchema)
def show_session(actor: Actor) -> dict[str, Any]:
    """Say who is signed in."""
    needs_code = not actor.is_whole and second_step.is_set(actor.id)
    return {
        "token": None,
        "user": actor,
        "expires_at": actor.expires_at,
        "needs_second_step": not actor.is_whole,
        "needs_code": needs_code,
        "needs_enrolment": not actor.is_enrolled,
    }


@blp.delete("/session")
@allow(audits=actions.SIGN_OUT)
@blp.response(204)
def sign_out(actor: Actor) -> Response:
    """Sign out this browser or phone."""
    with writing():
        audit.take_along()
        sign_ins.end(request_token() or "")
    response = Response(status=204)
    cookies.drop(response, COOKIE)
    return response


@blp.get("/sessions")
@allow(audits=actions.LIST_SESSIONS)
@blp.response(200, OpenSessionPageSchema)
def list_sessions(actor: Actor) -> dict[str, Any]:
    """List where I am signed in."""
    return sessions_page(actor.id, actor)


@blp.delete("/sessions")
@allow(audits=actions.END_OTHER_SESSIONS)
@blp.response(200, EndedSchema)
def end_other_sessions(actor: Actor) -> dict[str, int]:
    """Sign me out everywhere but here."""
    with writing():
        return {"ended": sign_ins.end_all(actor.id, but=actor.sign_in_id)}


@blp.delete("/sessions/<uuid:sign_in_id>")
@allow(audits=actions.END_SESSION)
@blp.response(204)
def end_session(actor: Actor, sign_in_id: UUID) -> None:
    """Sign me out on one browser or phone."""
    with writing():
        sign_ins.end_one(actor.id, sign_in_id)


@blp.put("/session/password")
@allow(audits=actions.CHANGE_PASSWORD)
@blp.arguments(PasswordChangeSchema)
@blp.response(204)
def change_password(actor: Actor, change: dict[str, str]) -> None:
    """Change my password, which signs me out everywhere else."""
    with attempt(actor.username) as who:
        operations.check_password_of(actor.username, change["old"], refusals.password_old_wrong)
        with writing():
            user = operations.get_user(actor.id)
            operations.set_password(user, change["new"], but=actor.sign_in_id)
            attempts.forgive(who)
            audit.take_along()


@blp.get("/users")
@allow(audits=actions.LIST_USERS)
@blp.arguments(UserQuerySchema, location="query")
@blp.response(200, UserPageSchema)
def list_users(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the active accounts in my division."""
    users: list[User] = operations.list_users(prefix_of(actor.scope), query["role"])
    return {"items": users, "total": len(users), "next": None}


def sessions_page(user_id: UUID, actor: Actor) -> dict[str, Any]:
    """The live sessions of somebody, with the one that asks marked."""
    found = sign_ins.list_for(user_id)
    columns = ("id", "app", "browser", "created_at", "last_seen_at", "expires_at")
    items = [{**{c: getattr(one, c) for c in columns}, "is_this": one.id == actor.sign_in_id} for one in found]
    return {"items": items, "total": len(items), "next": None}


def _let_in(user: User, credentials: dict[str, Any], key: SigningPhone | None) -> tuple[str, SignIn]:
    second_step.check(user, credentials["code"])
    # Whatever this browser was signed in as before ends here: nobody goes on with a session they were handed.
    sign_ins.end(cookies.read(COOKIE) or "")
    app = app_of(user.role, credentials["app"])
    is_whole = not second_step.is_needed(user) or second_step.is_set(user.id)
    # A phone may serve two people, and the key of one says nothing of the other.
    key_id = key.key_id if key and key.user_id == user.id else None
    return sign_ins.open_for(user, origin_of(app), limits_of(app), is_whole=is_whole, key_id=key_id)


@contextmanager
def attempt(username: str) -> Iterator[str]:
    """Try a password or a code, and say what the attempt counts for.

    Three short transactions, since hashing takes tens of milliseconds and must hold nobody up.
    """
    address = request.remote_addr or ""
    with writing():
        who = attempts.who_asks(username, known_browser(username))
        attempts.begin(who, address)
    try:
        yield who
    except problems.Problem as problem:
        audit.spare()  # what counts the attempt is not the deed
        with writing():
            if problem.code in attempts.FAILED:
                attempts.count_address(address)
            else:
                attempts.take_back(who)
        raise
