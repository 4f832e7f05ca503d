"""Enrolling a phone by a code of the office, and ending it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from app import clock, problems
from app.db import db
from app.divisions.scope import Scope
from app.people import device_keys
from app.people.models import PhoneKey, User
from app.phones import refusals
from app.phones.models import EnrolmentCode
from app.sync import devices

# A village's cadre may walk too.
WALKS = ("worker", "village")
GOOD_FOR = timedelta(minutes=15)
# No letter that reads like another; fifty bits, which nobody guesses in a quarter of an hour behind a wait that grows.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10


@dataclass(frozen=True)
class NewPhone:
    """What a phone shows to be enrolled; `proof` is its key's signature over code, device and key."""

    code: str
    device_id: UUID
    public_key: str
    proof: str


def make_code(user: User) -> str:
    """A code for one phone of somebody's, told this once; the one before is good no longer."""
    if user.role not in WALKS:
        raise refusals.walks_not(user.name)
    now = clock.now()
    db.session.execute(delete(EnrolmentCode).where(EnrolmentCode.user_id == user.id))
    db.session.execute(delete(EnrolmentCode).where(EnrolmentCode.expires_at < now))
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    db.session.add(EnrolmentCode(code_sha256=_digest(code), user_id=user.id, made_at=now, expires_at=now + GOOD_FOR))
    db.session.flush()
    return code


def find_owner(code: str) -> User:
    """Whose phone a code is for; raises enrolment_code_wrong, though it be used: its phone may ask again."""
    found = _live(code)
    user = db.session.get(User, found.user_id) if found else None
    if user is None or not user.is_active:
        raise refusals.enrolment_code_wrong()
    return user


def enrol(user: User, phone: NewPhone) -> PhoneKey:
    """Let this phone speak for its owner. Said again by the same phone, whose answer was lost, it is the same."""
    db.session.expire_all()
    found = _live(phone.code)
    if found is None or found.user_id != user.id or not user.is_active or found.used_by not in (None, _key_id(phone)):
        raise refusals.enrolment_code_wrong()
    if not device_keys.is_enrolment(phone.public_key, phone.code, phone.device_id, phone.proof):
        raise refusals.enrolment_unproven()
    found.used_by = _key_id(phone)
    device_id = devices.whose(phone.device_id, user.id)
    devices.meet(device_id, user.id, None)
    return device_keys.enrol(user.id, device_id, phone.public_key)


def end(device_id: UUID, scope: Scope) -> tuple[PhoneKey, int]:
    """End a phone of somebody in scope; any other does not exist. Answers how many sign-ins that ended, too."""
    keys = device_keys.keys_of(device_id)
    owner = db.session.get_one(User, keys[0].user_id) if keys else None
    if owner is None or not scope.has(owner.scope):
        raise problems.not_found("这部绑定的手机")
    ended = device_keys.end(device_id)
    return keys[0], ended


def get_walker(user_id: UUID, scope: Scope) -> User:
    """Somebody in scope; anybody else does not exist."""
    user = db.session.get(User, user_id)
    if user is None or not user.is_active or not scope.has(user.scope):
        raise problems.not_found("这个账号")
    return user


def list_walkers(scope: Scope) -> list[User]:
    """Who can be given a phone, by name."""
    query = select(User).where(User.is_active, User.role.in_(WALKS), scope.holds(User.scope))
    return list(db.session.scalars(query.order_by(User.name, User.username)))


def as_typed(text: str) -> str:
    """What somebody typed, as the code was made."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _live(code: str) -> EnrolmentCode | None:
    live = select(EnrolmentCode).where(
        EnrolmentCode.code_sha256 == _digest(code), EnrolmentCode.expires_at > clock.now()
    )
    # Held: two phones that show one code must not both be let in.
    return db.session.scalars(live.with_for_update()).one_or_none()


def _key_id(phone: NewPhone) -> str:
    return device_keys.id_of(phone.public_key)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
