"""Sign-ins as they are kept: opened, found, kept awake by use, listed and ended.

Two clocks run for each. One stands at the sign-in and ends it whatever happens; the other starts again
whenever the server hears from it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, or_, select, update

from app import clock, problems
from app.db import db
from app.people.models import SignIn, User

# Enrolling is done in one go, and a session that can do nothing else need not lie about.
ENROLLING = timedelta(minutes=15)
# How much of the idle time may pass before hearing from a session is written down: a write for every read
# would cost more than the reads.
_NOTICED = 1 / 30
# Every request asks this.
_LIVE = (
    select(User, SignIn)
    .join(SignIn, SignIn.user_id == User.id)
    .where(SignIn.token_sha256 == bindparam("digest"), User.is_active)
    .where(SignIn.expires_at > bindparam("now"), SignIn.idle_until > bindparam("now"))
)


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lasts at most, and how long when nothing is heard from it."""

    whole: timedelta
    idle: timedelta


@dataclass(frozen=True)
class Origin:
    """Where somebody signs in: which of the apps, and what browser it runs in."""

    app: str
    browser: str


def open_for(
    user: User, origin: Origin, limits: Limits, *, is_whole: bool = True, key_id: str | None = None
) -> tuple[str, SignIn]:
    """Open a session, good only with the phone's key where there is one; the token is told once and kept nowhere."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.execute(delete(SignIn).where(or_(SignIn.expires_at < now, SignIn.idle_until < now)))
    whole = limits.whole if is_whole else ENROLLING
    record = SignIn(
        token_sha256=digest(token),
        user_id=user.id,
        app=origin.app,
        browser=origin.browser,
        is_whole=is_whole,
        created_at=now,
        last_seen_at=now,
        idle_until=now + min(limits.idle, whole),
        expires_at=now + whole,
        key_id=key_id,
    )
    db.session.add(record)
    if is_whole:
        db.session.execute(update(User).where(User.id == user.id).values(last_sign_in_at=now))
    db.session.flush()
    return token, record


def find(token: str) -> tuple[User, SignIn] | None:
    """The active user whose live session this token opens, or None."""
    row = db.session.execute(_LIVE, {"digest": digest(token), "now": clock.now()}).one_or_none()
    return (row.User, row.SignIn) if row else None


def is_worth_noticing(sign_in: SignIn, limits: Limits) -> bool:
    """Whether it is long enough ago that this session was last written down as alive."""
    return clock.now() - sign_in.last_seen_at > limits.idle * _NOTICED


def is_urgent(sign_in: SignIn, limits: Limits) -> bool:
    """Whether it must be written down now, even if one has to wait in line: half its idle time is gone."""
    return clock.now() - sign_in.last_seen_at > limits.idle / 2


def notice(sign_in_id: UUID, limits: Limits) -> None:
    """Remember that we heard from a session just now."""
    now = clock.now()
    alive = update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=now, idle_until=now + limits.idle)
    db.session.execute(alive)


def list_for(user_id: UUID) -> list[SignIn]:
    """The live sessions of somebody, the one heard of last first."""
    now = clock.now()
    live = select(SignIn).where(SignIn.user_id == user_id, SignIn.expires_at > now, SignIn.idle_until > now)
    return list(db.session.scalars(live.order_by(SignIn.last_seen_at.desc(), SignIn.id)))


def end(token: str) -> None:
    """End the session of this token, if there is one."""
    db.session.execute(delete(SignIn).where(SignIn.token_sha256 == digest(token)))


def end_one(user_id: UUID, sign_in_id: UUID) -> None:
    """End one session of somebody; somebody else's does not exist."""
    one = delete(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id)
    if not db.session.scalars(one.returning(SignIn.id)).all():
        raise problems.not_found("这个登录")


def end_all(user_id: UUID, *, but: UUID | None = None) -> int:
    """End every session of somebody, except one; answers how many."""
    mine = delete(SignIn).where(SignIn.user_id == user_id)
    mine = mine.where(SignIn.id != but) if but else mine
    return len(db.session.scalars(mine.returning(SignIn.id)).all())


def end_without_key(user_id: UUID) -> int:
    """End what somebody is signed in to on phones that are not enrolled; answers how many."""
    unkeyed = delete(SignIn).where(SignIn.user_id == user_id, SignIn.app == "phone", SignIn.key_id.is_(None))
    return len(db.session.scalars(unkeyed.returning(SignIn.id)).all())


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
