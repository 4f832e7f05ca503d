"""How a new session is told: in the answer's body for programs, and as a cookie for browsers."""

from typing import Any

from flask import Response, jsonify, request
from werkzeug.wrappers import Response as BaseResponse

from app.people import cookies
from app.people.browsers import browser_of
from app.people.known_browsers import KEPT
from app.people.models import SignIn, User
from app.people.schemas import SessionSchema
from app.people.session import BROWSER_PATH, COOKIE, browser_cookie, limits_of
from app.people.sign_ins import Origin
from app.wire import Schema


def origin_of(app: str) -> Origin:
    """Where this request comes from, as it will be listed."""
    return Origin(app, browser_of(request.headers.get("User-Agent", "")))


def session_of(user: User, token: str, record: SignIn) -> dict[str, Any]:
    """A session that was just opened; its token is told this once."""
    return {
        "token": token,
        "user": user,
        "expires_at": record.expires_at,
        "needs_second_step": not record.is_whole,
        # By a password nobody gets this far without it.
        "needs_code": False,
    }


def mark_browser(response: Response, username: str, token: str) -> None:
    """Let this browser say next time that the account was signed in here before."""
    cookies.keep(response, browser_cookie(username), token, int(KEPT.total_seconds()), BROWSER_PATH)


def with_cookie(answer: dict[str, Any], record: SignIn, schema: type[Schema] = SessionSchema) -> Response:
    """The answer, and the cookie that scripts cannot read."""
    response = jsonify(schema().dump(answer))
    response.status_code = 201
    sign_in_browser(response, answer["token"], record)
    return response


def sign_in_browser(response: BaseResponse, token: str, record: SignIn) -> None:
    """Have the browser come with this session from now on."""
    cookies.keep(response, COOKIE, token, int(limits_of(record.app).whole.total_seconds()))
