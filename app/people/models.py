"""Accounts, their sign-ins and second steps, and the attempts that failed."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id
from app.vault.sealed import Sealed

ROLES = ("worker", "village", "station", "supervisor", "admin")
APPS = ("phone", "desk")


class User(Record):
    """Somebody with an account. `scope` is the division they answer for."""

    __table_args__ = (CheckConstraint(f"role IN {ROLES}", name="role_known"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    scope: Mapped[str]
    password_hash: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    # Its password is printed for all to read, so it opens on this very machine only, and without a second step.
    is_demo: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None]


class SignIn(Record):
    """One browser or phone that is signed in; only the token's SHA-256 is kept."""

    __table_args__ = (CheckConstraint(f"app IN {APPS}", name="app_known"),)

    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(default=new_id, unique=True)  # by which it is listed and ended
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    app: Mapped[str]
    browser: Mapped[str]
    is_whole: Mapped[bool] = mapped_column(default=True, server_default=true())  # else good for enrolling only
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    idle_until: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    # Of an enrolled phone: every request of this session must be signed with it.
    key_id: Mapped[str | None] = mapped_column(ForeignKey("phone_key.id"), index=True)


class PhoneKey(Record):
    """The public key of an enrolled phone; the private one was made there and cannot leave it."""

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the key
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(index=True)  # made on the phone; sync knows it
    public_key: Mapped[str]  # the uncompressed P-256 point, base64
    counter: Mapped[int] = mapped_column(BigInteger, default=0)  # of the newest request that did something
    enrolled_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # refused since, and told to wipe
    wiped_at: Mapped[datetime | None]  # has said that it did


class SecondStep(Record):
    """The authenticator of an account. What reads `secret` is totp.py alone."""

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(Sealed("second_step.secret"))
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # no code of this half minute or before opens again
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Record):
    """A code for whoever lost the authenticator; gone once used."""

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    code_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)


class KnownBrowser(Record):
    """A browser in which this account was signed in before; only the token's SHA-256 is kept."""

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    last_at: Mapped[datetime]


class Attempts(Record):
    """How often signing in failed lately, for a user name, a known browser or an address; kept for a day."""

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(index=True)
    wait_until: Mapped[datetime | None]
