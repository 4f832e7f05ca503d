"""Browsers in which an account was signed in before: what strangers get wrong elsewhere is no reason for these to wait.

Without them whoever asks for a name once a second would be first at the end of every wait, and its owner
never let in.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from app import clock
from app.db import db
from app.people.models import KnownBrowser, User
from app.people.sign_ins import digest

KEPT = timedelta(days=400)


def is_known(token: str | None, username: str) -> bool:
    """Whether this account was signed in before in the browser that holds this token."""
    if not token:
        return False
    query = select(KnownBrowser.user_id).join(User, User.id == KnownBrowser.user_id)
    mine = query.where(KnownBrowser.token_sha256 == digest(token), User.username == username)
    return db.session.scalars(mine).first() is not None


def remember(user_id: UUID, before: str | None) -> str:
    """A token for this browser to keep, in the place of the one it had before; a new one at each sign-in."""
    now = clock.now()
    db.session.execute(delete(KnownBrowser).where(KnownBrowser.last_at < now - KEPT))
    if before:
        db.session.execute(delete(KnownBrowser).where(KnownBrowser.token_sha256 == digest(before)))
    token = secrets.token_urlsafe(32)
    db.session.add(KnownBrowser(token_sha256=digest(token), user_id=user_id, last_at=now))
    db.session.flush()
    return token


def forget_all(user_id: UUID) -> None:
    """No browser of this account is known any more: its password was changed, perhaps because it was stolen."""
    db.session.execute(delete(KnownBrowser).where(KnownBrowser.user_id == user_id))
