"""Making accounts, signing in and out."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, select

from app import clock, problems
from app.db import db, insert_rows, rows_of
from app.people.models import SignIn, User

# OWASP's smallest argon2id setting: 19 MiB, two passes, one lane. A cheap server signs in
# hundreds of workers at eight in the morning; the library's default would take 64 MiB each.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked when the user name is unknown, so that both answers take the same time.
_nobody = _hasher.hash(secrets.token_urlsafe())


def create_user(*, username: str, password: str, name: str, role: str, scope: str) -> User:
    """Add an account; its scope is a division code."""
    if find_user(username):
        raise problems.username_taken(username)
    user = User(
        username=username,
        name=name,
        role=role,
        scope=scope,
        password_hash=_hasher.hash(password),
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


def set_password(username: str, password: str) -> None:
    """Give somebody a new password, and end all their sign-ins."""
    user = find_user(username)
    if user is None:
        raise problems.not_found(f"账号 {username}")
    user.password_hash = _hasher.hash(password)
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))


def find_user(username: str) -> User | None:
    """The account of that name, or None."""
    return db.session.scalars(select(User).where(User.username == username)).one_or_none()


def check_password(username: str, password: str) -> User:
    """The active account that these words open; the same refusal for every other case."""
    user = find_user(username)
    try:
        _hasher.verify(user.password_hash if user else _nobody, password)
    except VerifyMismatchError:
        raise problems.sign_in_failed() from None
    if user is None or not user.is_active:
        raise problems.sign_in_failed()
    return user


def sign_in(user: User, days: int) -> tuple[str, SignIn]:
    """Open a session; the token is told once and kept nowhere."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    record = SignIn(token_sha256=_digest(token), user_id=user.id, created_at=now, expires_at=now + timedelta(days=days))
    db.session.add(record)
    db.session.flush()
    return token, record


def sign_out(token: str) -> None:
    """End the session of this token, if there is one."""
    db.session.execute(delete(SignIn).where(SignIn.token_sha256 == _digest(token)))


def find_sign_in(token: str) -> tuple[User, SignIn] | None:
    """The active user whose live session this token opens, or None."""
    row = db.session.execute(
        select(User, SignIn)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.token_sha256 == _digest(token), SignIn.expires_at > clock.now(), User.is_active)
    ).one_or_none()
    return (row.User, row.SignIn) if row else None


def open_sessions() -> list[dict[str, Any]]:
    """Every sign-in as it stands, to be carried over a restore."""
    return [dict(row._mapping) for row in db.session.execute(select(rows_of(SignIn)))]


def carry_over(sessions: list[dict[str, Any]]) -> int:
    """Let exactly these sign-ins be open, of accounts that there are: who was signed in stays so, who left stays out."""
    there = set(db.session.scalars(select(User.id)))
    kept = [session for session in sessions if session["user_id"] in there]
    db.session.execute(delete(SignIn))
    insert_rows(SignIn, kept)
    return len(sessions) - len(kept)


def list_users(scope_prefix: str, role: str | None) -> list[User]:
    """Active accounts whose scope lies under a division, by name."""
    query = select(User).where(User.is_active, User.scope.startswith(scope_prefix)).order_by(User.name)
    if role:
        query = query.where(User.role == role)
    return list(db.session.scalars(query))


def get_user(user_id: UUID) -> User:
    """The account, or the problem that there is none."""
    user = db.session.get(User, user_id)
    if user is None:
        raise problems.not_found("这个账号")
    return user


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
