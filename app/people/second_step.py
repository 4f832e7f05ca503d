"""The second step of signing in: enrolling an authenticator, its codes, and the recovery codes.

Who only has somebody's password gets no further.
"""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update

from app import clock
from app.db import db, insert_rows
from app.people import refusals, totp
from app.people.models import RecoveryCode, SecondStep, User

# Whoever decides, exports, or keeps accounts. A village's cadre and a worker see their own doors only.
STEPPED = ("station", "supervisor", "admin")
RECOVERY_CODES = 10


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator needs to know, to be scanned or typed."""

    secret: str
    address: str
    picture: str


def is_needed(user: User) -> bool:
    """Whether a password alone is not enough for this account."""
    return user.role in STEPPED and not user.is_demo


def is_set(user_id: UUID) -> bool:
    """Whether the account has an authenticator that was proved to work."""
    query = select(SecondStep.user_id).where(SecondStep.user_id == user_id, SecondStep.confirmed_at.is_not(None))
    return db.session.scalars(query).first() is not None


def begin(user_id: UUID, username: str) -> Enrolment:
    """Make a secret that counts once a code of it was entered; an earlier one that never was is replaced."""
    if is_set(user_id):
        raise refusals.second_step_set()
    reset(user_id)
    secret = totp.new_secret()
    db.session.add(SecondStep(user_id=user_id, secret=secret, made_at=clock.now()))
    db.session.flush()
    address = totp.address_of(secret, username)
    return Enrolment(secret, address, totp.picture_of(address))


def confirm(user_id: UUID, code: str) -> list[str]:
    """Prove that the authenticator works; answers the recovery codes, which are told this once."""
    if is_set(user_id):
        raise refusals.second_step_set()
    if not _use(user_id, code):
        raise refusals.code_wrong()
    db.session.execute(update(SecondStep).where(SecondStep.user_id == user_id).values(confirmed_at=clock.now()))
    return _new_recovery_codes(user_id)


def check(user: User, code: str | None) -> None:
    """Let nobody pass without the second step; an account that has none yet passes, to enrol."""
    if not is_needed(user) or not is_set(user.id):
        return
    if not code:
        raise refusals.code_needed()
    if not _use(user.id, code) and not _recover(user.id, code):
        raise refusals.code_wrong()


def reset(user_id: UUID) -> None:
    """Forget the authenticator and its recovery codes: the next sign-in enrols a new one."""
    for table in (RecoveryCode, SecondStep):
        db.session.execute(delete(table).where(table.user_id == user_id))


def codes_left(user_id: UUID) -> int:
    """How many recovery codes there still are."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    return db.session.execute(query).scalar_one()


def _secret(user_id: UUID) -> str | None:
    return db.session.execute(select(SecondStep.secret).where(SecondStep.user_id == user_id)).scalar_one_or_none()


def _use(user_id: UUID, code: str) -> bool:
    """Whether a code is right and newer than any used before; a code that was seen over a shoulder opens nothing."""
    secret = _secret(user_id)
    step = totp.matching_step(secret, code, clock.now()) if secret else None
    if step is None:
        return False
    newer = update(SecondStep).where(SecondStep.user_id == user_id, SecondStep.last_step < step)
    return bool(db.session.scalars(newer.values(last_step=step).returning(SecondStep.last_step)).all())


def _recover(user_id: UUID, code: str) -> bool:
    mine = delete(RecoveryCode).where(RecoveryCode.user_id == user_id, RecoveryCode.code_sha256 == _digest(code))
    return bool(db.session.scalars(mine.returning(RecoveryCode.code_sha256)).all())


def _new_recovery_codes(user_id: UUID) -> list[str]:
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    insert_rows(RecoveryCode, [{"user_id": user_id, "code_sha256": _digest(code)} for code in codes])
    return codes


def _recovery_code() -> str:
    """Eighty random bits, in letters that nobody mistakes: a plain digest of them cannot be guessed backwards."""
    letters = "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _digest(code: str) -> str:
    return hashlib.sha256(code.replace("-", "").replace(" ", "").lower().encode()).hexdigest()
