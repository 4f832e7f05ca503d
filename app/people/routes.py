"""Signing in and out, and who there is."""

from typing import Any

from flask import Response, current_app, jsonify
from flask_smorest import Blueprint

from app.changes import writing
from app.codes import prefix_of
from app.people import operations
from app.people.models import User
from app.people.schemas import SessionSchema, SignInSchema, UserPageSchema, UserQuerySchema
from app.people.session import COOKIE, EVERYBODY, OFFICE, Actor, allow, open_to_all, request_token

blp = Blueprint("people", __name__, url_prefix="/api/v1", description="Accounts and sign-in")


@blp.post("/session")
@open_to_all
@blp.arguments(SignInSchema)
@blp.response(201, SessionSchema)
def sign_in(credentials: dict[str, str]) -> Response:
    """Sign in; a browser also gets an HttpOnly cookie."""
    user = operations.check_password(credentials["username"], credentials["password"])
    days = current_app.config["SESSION_DAYS"]
    with writing():
        token, record = operations.sign_in(user, days)
        answer = {"token": token, "user": user, "expires_at": record.expires_at}
        response = jsonify(SessionSchema().dump(answer))
    response.status_code = 201
    response.set_cookie(
        COOKIE,
        token,
        max_age=days * 86400,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SECURE_COOKIE"],
    )
    return response


@blp.get("/session")
@allow(*EVERYBODY)
@blp.response(200, SessionSchema)
def show_session(actor: Actor) -> dict[str, Any]:
    """Say who is signed in."""
    return {"token": None, "user": actor, "expires_at": actor.expires_at}


@blp.delete("/session")
@allow(*EVERYBODY)
@blp.response(204)
def sign_out(actor: Actor) -> Response:
    """Sign out this browser or phone."""
    with writing():
        operations.sign_out(request_token() or "")
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response


@blp.get("/users")
@allow(*OFFICE)
@blp.arguments(UserQuerySchema, location="query")
@blp.response(200, UserPageSchema)
def list_users(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the active accounts in my division."""
    users: list[User] = operations.list_users(prefix_of(actor.scope), query["role"])
    return {"items": users, "total": len(users), "next": None}
