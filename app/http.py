"""Turns problems, validation errors and surprises into one JSON shape."""

from pathlib import Path
from string import Template
from typing import Any

import flask_smorest
from flask import Blueprint, Flask, Response, current_app, jsonify, request
from markupsafe import escape
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from app import policy, problems
from app.audit import operations as audit
from app.bodies import MB, refuse_crowded, refuse_packed
from app.changes import is_free, latest, writing
from app.db import db
from app.oversight import roots, witness
from app.people import sign_ins
from app.people.session import heard_of, open_to_all
from app.sync import sealing
from app.wire import ProblemSchema

# What a page of ours may load: our own files and nothing else, no inline script or style, no text turned into code.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "vue qiaomen default",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()",
}
# Our own pages and their scripts, which are the same for everybody; all else may be about somebody.
_PUBLIC = ("/phone", "/desk", "/S/", "/choose.css")

# A misspelt filter must be refused: left out in silence it would widen the answer.
_PARSER: Any = flask_smorest.Blueprint.ARGUMENTS_PARSER
_PARSER.unknown = None  # that is: as the schema says, and ours say RAISE
_load_json = _PARSER._raw_load_json


def _load_any_json(request: Any) -> Any:
    """Python refuses numbers of thousands of digits, and webargs lets that through as an error of ours."""
    refuse_crowded(request.get_data(cache=True))
    try:
        return _load_json(request)
    except ValueError:
        raise BadRequest from None


_PARSER._raw_load_json = _load_any_json

_REFUSED = Template((Path(__file__).parent / "pages" / "refused.html").read_text(encoding="utf-8"))

health = Blueprint("health", __name__)


@health.get("/healthz")
@open_to_all
def healthz() -> Response:
    """Say that the server is alive and its database can be written."""
    with writing():
        number = latest()
    return jsonify(status="ok", change=number)


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest, answering failures in our own shape."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """smorest's own handler drops `Allow` on 405 and speaks English; ours does neither."""
        return _answer_http_error(error)


def init_app(app: Flask) -> Api:
    """Register the error handlers and the headers every answer carries."""
    app.register_error_handler(problems.Problem, _answer_problem)
    app.register_error_handler(RecursionError, lambda _: _answer_problem(problems.too_deep()))
    app.register_error_handler(OperationalError, _answer_busy)
    app.before_request(refuse_packed)
    app.after_request(_add_headers)
    # The last named comes first: the log is told outside before anything else is written.
    app.after_request(_remember_session)
    app.after_request(_bear_witness)
    return Api(app)


def hold_to_table(app: Flask) -> None:
    """Refuse to serve while a route has no row in the policy table, or a row no route, or a lock is left out."""
    # The contract is served by flask-smorest itself, and public by design.
    views = {**app.view_functions, "api-docs.openapi_json": open_to_all(lambda: None)}
    routes = []
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"OPTIONS"}
        is_open = getattr(views[rule.endpoint], "is_open", None)
        routes += [(m, rule.rule, is_open) for m in methods if not (m == "HEAD" and "GET" in methods)]
    if complaints := policy.complaints(routes):
        raise policy.BadTable("; ".join(complaints))


def _answer_problem(problem: problems.Problem) -> Response:
    db.session.rollback()
    if request.headers.get("Sec-Fetch-Dest") == "document":
        # Whoever followed a link to a file wants a sentence and a way back, and no bare JSON in place of the desk.
        response = Response(_REFUSED.substitute(message=escape(problem.message)), mimetype="text/html")
    else:
        response = jsonify(code=problem.code, message=problem.message, details=problem.details)
    response.status_code = problem.status
    # An answer to HEAD has no words.
    response.headers["X-Problem"] = problem.code
    if wait := problem.details.get("retry_after_s"):
        response.headers["Retry-After"] = str(wait)
    return response


def _answer_busy(error: OperationalError) -> Response:
    """The database is locked, restarting or gone; nothing was stored, and asking again is right."""
    current_app.logger.error("database: %s", error.orig)
    response = _answer_problem(problems.busy())
    response.headers["Retry-After"] = "10"
    return response


def _answer_http_error(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return _answer_problem(problems.too_large(max(1, (request.max_content_length or MB) // MB)))
    response = _answer_problem(_problem_of(error))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _problem_of(error: HTTPException) -> problems.Problem:
    if error.code == 422:
        return problems.invalid_input(_fields(error))
    messages: dict[int | None, tuple[str, str]] = {
        400: ("bad_request", "请求内容无法读取，请重试。"),
        404: ("not_found", "没有这个页面或接口。"),
        405: ("method_not_allowed", "这个地址不支持此操作。"),
        415: ("unsupported_media_type", "请求格式不对，应为 JSON。"),
    }
    code, message = messages.get(error.code, ("failed", "服务器出错，已存的数据没有改变，请稍后再试。"))
    return problems.Problem(code, error.code or 500, message)


def _fields(error: HTTPException) -> Any:
    data = getattr(error, "data", None) or {}
    return data.get("messages", {})


def _remember_session(response: Response) -> Response:
    """Write down that a session was heard of; the answer is made, and nothing here may spoil or delay it.

    Who reads must not stand in line behind an import, nor who is sent away for being one too many: the next
    request will do, unless the session might go idle by then. A list that is still being read for its answer
    shares a transaction with its totals, which must not end here.
    """
    heard = heard_of()
    is_sent_away = response.status_code in (429, 503)
    if heard is None or is_sent_away or response.is_streamed or not (heard.is_urgent or is_free()):
        return response
    try:
        with writing():
            sign_ins.notice(heard.sign_in_id, heard.limits)
    except OperationalError as error:
        current_app.logger.warning("session not noted: %s", error.orig)
    return response


def _bear_witness(response: Response) -> Response:
    """What the audit log took down of this request is told outside the database too, before the answer leaves."""
    witness.keep()
    if audit.closed_a_day():
        try:
            _sign_roots()
        except Exception:
            # The day is closed, and signed with the next or by `flask audit-root`: no reason to keep an answer back.
            current_app.logger.exception("the audit log's root could not be signed")
    return response


def _sign_roots() -> None:
    if key := sealing.find(current_app.config["RESCUE_KEY_FILE"]):
        with writing():
            roots.sign_due(key)


def _content_policy() -> str:
    """Where the county has a base map, the office's pages may also show pictures of that one host; nobody else's pages may."""
    sources = dict(_POLICY)
    if current_app.config["TIANDITU_KEY"] and request.path.startswith("/desk"):
        sources["img-src"] += f" {current_app.config['TIANDITU_HOST']}"
    return "; ".join(f"{name} {allowed}" for name, allowed in sources.items())


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _content_policy())
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if not request.path.startswith(_PUBLIC):
        # Whatever shows somebody, and whatever it says when it does not.
        response.headers["Cache-Control"] = "no-store"
    return response
