"""What an administrator may do with the accounts of their county."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, or_, select

from app import clock, problems
from app.codes import is_code, level_of
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.people import operations as people
from app.people import passwords, refusals, second_step
from app.people.actor import Actor
from app.people.models import PhoneKey, SecondStep, SignIn, User


@dataclass(frozen=True)
class Wanted:
    """Which accounts to list."""

    scope: Scope
    words: str | None
    role: str | None


def list_accounts(wanted: Wanted, after: str | None, limit: int) -> tuple[list[dict[str, object]], int]:
    """A page of accounts by user name, closed ones too, and how many there are in all."""
    query = select(User.id).where(wanted.scope.holds(User.scope))
    if wanted.role:
        query = query.where(User.role == wanted.role)
    if wanted.words:
        query = query.where(or_(*(c.contains(wanted.words, autoescape=True) for c in (User.name, User.username))))
    total = db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    page = query.where(User.username > after) if after else query
    ids = db.session.scalars(page.order_by(User.username).limit(limit)).all()
    return described(list(ids)), total


def described(ids: list[UUID]) -> list[dict[str, object]]:
    """Accounts with the name of their place, how many sessions and enrolled phones they have, and their second step, by user name."""
    now = clock.now()
    live = SignIn.user_id == User.id, SignIn.expires_at > now, SignIn.idle_until > now, SignIn.is_whole
    sessions = select(func.count()).select_from(SignIn).where(*live).scalar_subquery()
    in_use = PhoneKey.user_id == User.id, PhoneKey.ended_at.is_(None)
    phones = select(func.count(PhoneKey.device_id.distinct())).where(*in_use).scalar_subquery()
    confirmed = exists().where(SecondStep.user_id == User.id, SecondStep.confirmed_at.is_not(None))
    counts = sessions.label("sessions"), phones.label("phones")
    query = select(User, Division.name.label("place"), *counts, confirmed.label("has_step"))
    rows = db.session.execute(
        query.outerjoin(Division, Division.code == User.scope).where(User.id.in_(ids)).order_by(User.username)
    )
    return [_described(row) for row in rows]


def get_account(user_id: UUID, scope: Scope) -> User:
    """An account in scope; any other does not exist."""
    user = db.session.get(User, user_id)
    if user is None or not scope.has(user.scope):
        raise problems.not_found("这个账号")
    return user


def make_account(*, username: str, name: str, role: str, place: str, scope: Scope) -> tuple[User, str]:
    """Open an account for a place in scope; answers the password too, which its owner will change."""
    is_place = is_code(place) and level_of(place) != "grid" and scope.has(place)
    if not is_place or db.session.get(Division, place) is None:
        raise problems.unknown_division(place)
    password = passwords.make()
    return people.create_user(username=username, password=password, name=name, role=role, scope=place), password


def new_password(user: User) -> str:
    """Somebody forgot theirs: a password to be handed over, and no session of theirs is left."""
    password = passwords.make()
    people.set_password(user, password)
    return password


def must_suit(user_id: UUID, actor: Actor) -> None:
    """Nobody locks themselves out, nor takes the second step from the session that they are in."""
    if not actor.grant.suits(is_own=user_id == actor.id):
        raise refusals.own_account()


def _described(row: Row[Any]) -> dict[str, object]:
    columns = ("id", "username", "name", "role", "scope", "is_active", "last_sign_in_at")
    counted = {"place": row.place, "sessions": row.sessions, "phones": row.phones}
    step = "set" if row.has_step else "missing" if second_step.is_needed(row.User) else "not_needed"
    return {**{c: getattr(row.User, c) for c in columns}, **counted, "second_step": step}
