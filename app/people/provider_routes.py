"""Signing in by the county's own provider: sent there, back again, and the second step where it did none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, redirect, request, url_for
from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.people import attempts, cookies, operations, provider, refusals, second_step, sign_ins
from app.people.answers import origin_of, session_of, sign_in_browser, with_cookie
from app.people.models import SignIn, User
from app.people.recording import known_as
from app.people.routes import attempt
from app.people.schemas import CodeSchema, SessionSchema, WaysSchema
from app.people.session import (
    COOKIE,
    Actor,
    allow,
    app_of,
    limits_of,
    open_but_recorded,
    refuse_demo_from_afar,
)

blp = Blueprint("provider", __name__, url_prefix="/api/v1/session", description="Signing in by the county's provider")

# A worker signs in on a phone, where a provider's pages would not open without a signal.
NOT_BY_PROVIDER = ("worker",)
DESK = "/desk/"


def _told_at_the_desk(view: Callable[..., Any]) -> Callable[..., Any]:
    """Who comes by following a link reads no JSON: the sign-in page says what was wrong, in words of its own."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            answer = view(*args, **kwargs)
        except problems.Problem as problem:
            answer = redirect(f"{DESK}sign-in?refused={problem.code}")
        if request.endpoint == "provider.come_back":
            cookies.drop(answer, provider.FLOW)
        return answer

    return told


@blp.get("/ways")
@open_but_recorded(actions.SHOW_WAYS)
@blp.response(200, WaysSchema)
def list_ways() -> dict[str, str | None]:
    """Say by what else than a password one may sign in."""
    return {"provider": provider.name()}


@blp.get("/provider")
@_told_at_the_desk
@open_but_recorded(actions.GO_TO_PROVIDER)
@blp.response(302)
def go_there() -> Any:
    """Go to the county's provider, to sign in there."""
    address, kept = provider.begin(url_for("provider.come_back", _external=True))
    response = redirect(address)
    cookies.keep(response, provider.FLOW, kept, provider.FLOW_S)
    return response


@blp.get("/provider/return")
@_told_at_the_desk
@open_but_recorded(actions.SIGN_IN)
@blp.response(302)
def come_back() -> Any:
    """Come back from the provider, signed in to the account that has the name it says."""
    proof = provider.finish()
    user = _account_of(proof.username)
    with writing():
        token, record = _let_in(user, is_whole=proof.has_second_step)
        audit.take_along()
    response = redirect(DESK)
    sign_in_browser(response, token, record)
    return response


@blp.post("/code")
@allow(audits=actions.SIGN_IN)
@blp.arguments(CodeSchema)
@blp.response(201, SessionSchema)
def enter_code(actor: Actor, entered: dict[str, Any]) -> Response:
    """Enter the authenticator's code after the provider asked for none: opens a whole session."""
    if actor.is_whole:
        raise refusals.second_step_done()
    with attempt(actor.username) as who, writing():
        user = operations.get_user(actor.id)
        second_step.check(user, entered["code"])
        token, record = _let_in(user, is_whole=True)
        attempts.forgive(who)
        audit.take_along()
        return with_cookie(session_of(user, token, record), record)


def _account_of(username: str) -> User:
    """The account of that name, which an administrator made: none is ever made by a provider."""
    user = operations.find_user(username)
    if user is not None:
        known_as(user)
    if user is None or not user.is_active or user.role in NOT_BY_PROVIDER:
        raise refusals.provider_unknown_account()
    refuse_demo_from_afar(user)
    return user


def _let_in(user: User, *, is_whole: bool) -> tuple[str, SignIn]:
    sign_ins.end(cookies.read(COOKIE) or "")
    app = app_of(user.role, "desk")
    whole = is_whole or not second_step.is_needed(user)
    return sign_ins.open_for(user, origin_of(app), limits_of(app), is_whole=whole)
