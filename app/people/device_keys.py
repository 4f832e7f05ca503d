"""The key of an enrolled phone: what it signs, and that nothing signed is taken twice.

No clock is asked. A phone counts its requests, and the server takes each number once and in order: a phone whose clock says
2016 is as good as any, and what somebody recorded on the line is good for nothing.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from sqlalchemy import bindparam, select, update

from app import clock
from app.db import db, insert_once, rows_of
from app.people import refusals
from app.people.models import PhoneKey, SignIn

HEADER = "X-Device"
_REQUEST = "qiaomen-request-1"
_ENROLMENT = "qiaomen-enrolment-1"
_FORM = re.compile(r"([0-9a-f]{64}):(\d{1,15}):([0-9a-f]{64}):([A-Za-z0-9+/]{86}==)\Z")


# Built once: with every request of a phone they would be a good part of what its signature costs.
_KEY = select(PhoneKey.user_id, PhoneKey.device_id, PhoneKey.public_key, PhoneKey.counter, PhoneKey.ended_at).where(
    PhoneKey.id == bindparam("key_id")
)
_CLAIM = (
    update(rows_of(PhoneKey))
    .where(rows_of(PhoneKey).c.id == bindparam("key_id"), rows_of(PhoneKey).c.counter < bindparam("number"))
    .values(counter=bindparam("number"))
)


@dataclass(frozen=True)
class SigningPhone:
    """The phone that a request is signed by."""

    key_id: str
    user_id: UUID
    device_id: UUID
    is_ended: bool


@dataclass(frozen=True)
class Signed:
    """What a request says of who signed it."""

    key_id: str
    counter: int
    body_sha256: str
    signature: str

    def words(self, method: str, address: str) -> str:
        """What was signed: the request and its number."""
        return "\n".join((_REQUEST, method, address, self.body_sha256, str(self.counter)))


def read(header: str) -> Signed:
    """The header's parts; raises signature_wrong."""
    found = _FORM.match(header)
    if found is None:
        raise refusals.signature_wrong()
    return Signed(found[1], int(found[2]), found[3], found[4])


def check(signed: Signed, method: str, address: str) -> SigningPhone:
    """The phone that signed this; raises signature_wrong and signature_used. An ended one is answered too."""
    found = db.session.execute(_KEY, {"key_id": signed.key_id}).one_or_none()
    if found is None or not is_signed(found.public_key, signed.words(method, address), signed.signature):
        raise refusals.signature_wrong()
    if signed.counter <= found.counter:
        raise refusals.signature_used()
    return SigningPhone(signed.key_id, found.user_id, found.device_id, is_ended=found.ended_at is not None)


def claim(key_id: str, counter: int) -> None:
    """Use this number up, in the transaction of what it is for; raises signature_used when another request was quicker."""
    if db.session.connection().execute(_CLAIM, {"key_id": key_id, "number": counter}).rowcount == 0:
        raise refusals.signature_used()


def is_enrolment(public_key: str, code: str, device_id: UUID, proof: str) -> bool:
    """Whether whoever enrols has the key that they show."""
    return is_signed(public_key, "\n".join((_ENROLMENT, code, str(device_id), public_key)), proof)


def is_signed(public_key: str, words: str, signature: str) -> bool:
    """Whether WebCrypto's ECDSA (P-256, SHA-256) made this signature of these words."""
    try:
        raw = base64.b64decode(signature.encode(), validate=True)
        numbers = int.from_bytes(raw[:32]), int.from_bytes(raw[32:64])
        _key_of(public_key).verify(encode_dss_signature(*numbers), words.encode(), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return len(raw) == 64


def id_of(public_key: str) -> str:
    """A key is named by its own digest: the phone knows the name before the server has answered."""
    return hashlib.sha256(base64.b64decode(public_key)).hexdigest()


def enrol(user_id: UUID, device_id: UUID, public_key: str) -> PhoneKey:
    """Let this key speak for the phone; again is harmless. Raises phone_key_used for a key that was another's, or ended."""
    row = {"id": id_of(public_key), "user_id": user_id, "device_id": device_id, "public_key": public_key}
    db.session.execute(insert_once(PhoneKey).values(row | {"counter": 0, "enrolled_at": clock.now()}))
    key = db.session.get_one(PhoneKey, row["id"], populate_existing=True)
    if (key.user_id, key.device_id) != (user_id, device_id) or key.ended_at:
        raise refusals.phone_key_used()
    return key


def keys_of(device_id: UUID) -> list[PhoneKey]:
    """The keys of a phone: more than one where it was enrolled again."""
    return list(db.session.scalars(select(PhoneKey).where(PhoneKey.device_id == device_id)))


def end(device_id: UUID) -> int:
    """Refuse this phone from now on, and have it wiped at its next contact; answers how many sign-ins that ended."""
    live = update(PhoneKey).where(PhoneKey.device_id == device_id, PhoneKey.ended_at.is_(None))
    db.session.execute(live.values(ended_at=clock.now()))
    ids = select(PhoneKey.id).where(PhoneKey.device_id == device_id)
    open_ones = db.session.scalars(select(SignIn).where(SignIn.key_id.in_(ids))).all()
    for one in open_ones:
        db.session.delete(one)
    db.session.flush()
    return len(open_ones)


def end_all_of(user_id: UUID) -> int:
    """Refuse every phone of somebody's from now on; answers how many were in use."""
    live = update(PhoneKey).where(PhoneKey.user_id == user_id, PhoneKey.ended_at.is_(None))
    return len(set(db.session.scalars(live.values(ended_at=clock.now()).returning(PhoneKey.device_id))))


def note_wiped(device_id: UUID) -> None:
    """The phone says that it holds nothing any more."""
    ended = update(PhoneKey).where(PhoneKey.device_id == device_id, PhoneKey.wiped_at.is_(None))
    db.session.execute(ended.where(PhoneKey.ended_at.is_not(None)).values(wiped_at=clock.now()))


@lru_cache(maxsize=1024)
def _key_of(public_key: str) -> ec.EllipticCurvePublicKey:
    """The key of WebCrypto's `raw` form in base64; a ValueError when it is none."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public_key, validate=True))
