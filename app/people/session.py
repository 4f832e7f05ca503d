"""Who is asking: reads the cookie or the bearer token, guards every route, and has the audit log written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, g, request

from app import policy, problems
from app.audit.actions import Action
from app.db import db
from app.people import cookies, refusals, sign_ins
from app.people.actor import Actor, admit
from app.people.models import SignIn, User
from app.people.recording import known_as, recorded
from app.people.sign_ins import Limits
from app.people.signatures import signing_phone

__all__ = [
    "BROWSER_PATH",
    "COOKIE",
    "Actor",
    "allow",
    "app_of",
    "browser_cookie",
    "current_actor",
    "heard_of",
    "is_local",
    "is_loopback",
    "known_browser",
    "limits_of",
    "may_also",
    "must_enrol",
    "open_but_recorded",
    "open_to_all",
    "own_address",
    "refuse_cross_site",
    "refuse_demo_from_afar",
    "request_token",
]

COOKIE = "qiaomen_session"
# Whose request it is meant to be. Tabs share one cookie, and another one may have signed in meanwhile.
ACCOUNT = "X-Account"
# Sent to the sign-in page alone, and kept longer than any session: it opens nothing.
BROWSER_PATH = "/api/v1/session"


@dataclass(frozen=True)
class Heard:
    """A session that was heard of, to be written down; at once, or when nobody else is writing."""

    sign_in_id: UUID
    limits: Limits
    is_urgent: bool


def allow(*, audits: Action) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """State as what a route stands in the audit log; who may call it stands in policy.md.

    The view's first argument is the actor, with what that table grants them.
    """

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with recorded(audits, kwargs):
                actor = current_actor()
                known_as(actor)
                row = policy.row_of(request.method, _rule())
                return view(admit(actor, row), *args, **kwargs)

        # The start-up and the tests read these off the routes.
        guarded.is_open, guarded.audits = False, audits  # type: ignore[attr-defined]
        return guarded

    return guard


def may_also(actor: Actor, part: str) -> None:
    """Raise when the table does not grant the actor this part of what the route may be asked for."""
    admit(actor, policy.part_of(request.method, _rule(), part))


def _rule() -> str:
    return request.url_rule.rule if request.url_rule else ""


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """State that a route needs no account, and shows and changes nothing of anybody's."""
    view.is_open = True  # type: ignore[attr-defined]
    return view


def open_but_recorded(audits: Action) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """State that a route needs no account, and as what it stands in the audit log."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with recorded(audits, kwargs):
                return view(*args, **kwargs)

        guarded.is_open, guarded.audits = True, audits  # type: ignore[attr-defined]
        return guarded

    return guard


def current_actor() -> Actor:
    """Whoever sent this request; raises signed_out, phone_ended, signature_wrong, signature_used, session_of_another."""
    phone = signing_phone()
    if phone and phone.is_ended:
        raise refusals.phone_ended()
    token = request_token()
    found = sign_ins.find(token) if token else None
    if found is None:
        raise problems.signed_out()
    user, sign_in = found
    if sign_in.key_id and (phone is None or phone.key_id != sign_in.key_id):
        # The session of an enrolled phone, in other hands.
        raise refusals.signature_wrong()
    refuse_demo_from_afar(user)
    _refuse_anothers(user)
    _hear_of(sign_in)
    actor = Actor(
        user.id,
        user.username,
        user.name,
        user.role,
        user.scope,
        sign_in.expires_at,
        sign_in.id,
        sign_in.is_whole,
        is_enrolled=sign_in.key_id is not None or not must_enrol(sign_in.app),
        has_key=sign_in.key_id is not None or not must_enrol("phone"),
    )
    # The read transaction ends here: a write that follows must begin on fresh ground.
    db.session.rollback()
    return actor


def _refuse_anothers(user: User) -> None:
    """What a phone sends for one account is never taken as another's. Apps of before name none, and are served as they were."""
    meant_for = request.headers.get(ACCOUNT)
    if meant_for is not None and meant_for != str(user.id):
        raise refusals.session_of_another()


def limits_of(app: str) -> Limits:
    """How long a sign-in of the phone's app or of the desk lasts; docs/decisions.md says why."""
    config = current_app.config
    if app == "phone":
        return Limits(timedelta(days=config["PHONE_DAYS"]), timedelta(days=config["PHONE_IDLE_DAYS"]))
    return Limits(timedelta(hours=config["DESK_HOURS"]), timedelta(minutes=config["DESK_IDLE_MINUTES"]))


def app_of(role: str, claimed: str) -> str:
    """Which of the two lasts: workers have phones only, a village's cadre has both, all others sit at a desk."""
    return "phone" if role == "worker" or (role == "village" and claimed == "phone") else "desk"


def must_enrol(app: str) -> bool:
    """Whether the county wants a key of whoever signs in with this app."""
    return app == "phone" and bool(current_app.config["REQUIRE_ENROLMENT"])


def heard_of() -> Heard | None:
    """The session that this request came from, if that is worth a write."""
    return g.pop("heard_of", None)  # type: ignore[no-any-return]


def _hear_of(sign_in: SignIn) -> None:
    limits = limits_of(sign_in.app)
    if sign_in.is_whole and sign_ins.is_worth_noticing(sign_in, limits):
        g.heard_of = Heard(sign_in.id, limits, sign_ins.is_urgent(sign_in, limits))


def request_token() -> str | None:
    """The token a program sends as Bearer, or a browser as a cookie."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer" and token:
        return token
    if request.method not in ("GET", "HEAD"):
        refuse_cross_site()
    return cookies.read(COOKIE)


def browser_cookie(username: str) -> str:
    """The name of the mark that an account leaves in a browser; one each, since a browser may serve several."""
    return f"qiaomen_browser_{sign_ins.digest(username)[:12]}"


def known_browser(username: str) -> str | None:
    """The mark that this account left in this browser, if it was ever signed in here."""
    return cookies.read(browser_cookie(username), BROWSER_PATH)


def own_address() -> str:
    """By what name we are asked for: the browser knows best, whatever stands between."""
    return request.headers.get("Origin") or request.host_url.rstrip("/")


def refuse_cross_site() -> None:
    """Refuse what another site's page sent with our cookies, or to sign a browser in as somebody else."""
    if _from_another_site():
        raise problems.cross_site()


def _from_another_site() -> bool:
    """A browser says so itself, in one of two headers; programs send neither."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def refuse_demo_from_afar(user: User) -> None:
    """An account whose password is printed opens on this very machine only."""
    if user.is_demo and not is_local():
        raise refusals.demo_only_here()


def is_local() -> bool:
    """Whether the browser runs on this very machine and asked for it by such a name, with no proxy between."""
    asked_for = urlsplit(f"//{request.host}").hostname or ""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and is_loopback(request.remote_addr or "") and is_loopback(asked_for)


def is_loopback(host: str) -> bool:
    """Whether a name or address means the machine that one is on."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
