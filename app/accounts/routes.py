"""Keeping accounts: who has one, opening and closing it, ending sessions, a new password, a new second step."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app.accounts import operations
from app.accounts.schemas import (
    AccountChangeSchema,
    AccountPageSchema,
    AccountPasswordSchema,
    AccountQuerySchema,
    AccountSchema,
    NewAccountSchema,
)
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.divisions.scope import scope_of
from app.people import operations as people
from app.people import sign_ins
from app.people.models import User
from app.people.routes import sessions_page
from app.people.schemas import EndedSchema, OpenSessionPageSchema
from app.people.session import Actor, allow

blp = Blueprint("accounts", __name__, url_prefix="/api/v1/accounts", description="Accounts, for the administrator")


@blp.get("")
@allow(audits=actions.LIST_ACCOUNTS)
@blp.arguments(AccountQuerySchema, location="query")
@blp.response(200, AccountPageSchema)
def list_accounts(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the accounts in my division, closed ones too."""
    wanted = operations.Wanted(scope_of(actor).within(query["scope"]), query["q"], query["role"])
    items, total = operations.list_accounts(wanted, query["after"], query["limit"])
    return {"items": items, "total": total, "next": items[-1]["username"] if len(items) == query["limit"] else None}


@blp.post("")
@allow(audits=actions.MAKE_ACCOUNT)
@blp.arguments(NewAccountSchema)
@blp.response(201, AccountPasswordSchema)
def make_account(actor: Actor, new: dict[str, str]) -> dict[str, str]:
    """Open an account; its password is told this once."""
    with writing():
        user, password = operations.make_account(
            username=new["username"], name=new["name"], role=new["role"], place=new["scope"], scope=scope_of(actor)
        )
        audit.about("user", user.id, user.scope)
        audit.tell(account=user.id)
        return {"username": user.username, "password": password}


@blp.patch("/<uuid:user_id>")
@allow(audits=actions.CHANGE_ACCOUNT)
@blp.arguments(AccountChangeSchema)
@blp.response(200, AccountSchema)
def change_account(actor: Actor, change: dict[str, bool], user_id: UUID) -> dict[str, Any]:
    """Close an account, which ends its sessions and its phones at once, or open it again, to which they do not come back."""
    with writing():
        user = _account(user_id, actor)
        operations.must_suit(user.id, actor)
        audit.tell(is_active=change["is_active"])
        if change["is_active"]:
            user.is_active = True
        else:
            audit.tell(phones_ended=people.close(user))
        return operations.described([user.id])[0]


@blp.post("/<uuid:user_id>/password")
@allow(audits=actions.GIVE_PASSWORD)
@blp.response(201, AccountPasswordSchema)
def give_password(actor: Actor, user_id: UUID) -> dict[str, str]:
    """Give somebody a new password, told this once; they are signed out everywhere."""
    with writing():
        user = _account(user_id, actor)
        operations.must_suit(user.id, actor)
        return {"username": user.username, "password": operations.new_password(user)}


@blp.delete("/<uuid:user_id>/second-step")
@allow(audits=actions.RESET_SECOND_STEP)
@blp.response(204)
def reset_second_step(actor: Actor, user_id: UUID) -> None:
    """Somebody lost their authenticator: their next sign-in sets up a new one."""
    with writing():
        user = _account(user_id, actor)
        operations.must_suit(user.id, actor)
        people.reset_second_step(user)


@blp.get("/<uuid:user_id>/sessions")
@allow(audits=actions.LIST_SESSIONS)
@blp.response(200, OpenSessionPageSchema)
def list_sessions(actor: Actor, user_id: UUID) -> dict[str, Any]:
    """List where somebody is signed in."""
    return sessions_page(_account(user_id, actor).id, actor)


@blp.delete("/<uuid:user_id>/sessions")
@allow(audits=actions.END_SESSIONS_OF)
@blp.response(200, EndedSchema)
def end_sessions(actor: Actor, user_id: UUID) -> dict[str, int]:
    """Sign somebody out everywhere; my own present session stays."""
    with writing():
        user = _account(user_id, actor)
        return {"ended": sign_ins.end_all(user.id, but=actor.sign_in_id)}


@blp.delete("/<uuid:user_id>/sessions/<uuid:sign_in_id>")
@allow(audits=actions.END_SESSION_OF)
@blp.response(204)
def end_session(actor: Actor, user_id: UUID, sign_in_id: UUID) -> None:
    """Sign somebody out on one browser or phone."""
    with writing():
        sign_ins.end_one(_account(user_id, actor).id, sign_in_id)


def _account(user_id: UUID, actor: Actor) -> User:
    """The account in the actor's division, which is what the log will say it was about."""
    user = operations.get_account(user_id, scope_of(actor))
    audit.about("user", user.id, user.scope)
    audit.tell(account=user.id)
    return user
