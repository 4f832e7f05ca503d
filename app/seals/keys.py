"""Which keys are the county's: its own, and those of before that it vouches for. A row in a table alone is nobody's word."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app.db import db
from app.seals.models import SlipKey
from app.seals.record import is_sealed, key_id_of, key_message
from app.sync.sealing import find


def own_key(file: Path) -> Ed25519PublicKey | None:
    """What the county seals with now, by its key file; None where that is not at hand."""
    key = find(file)
    return key.slip_key().public_key() if key else None


def believed(own: Ed25519PublicKey | None) -> list[SlipKey]:
    """The keys that seals are held against, the first first; all that the database names, where our own is not at hand."""
    rows = db.session.scalars(select(SlipKey).order_by(SlipKey.first_used_at, SlipKey.id))
    return [row for row in rows if own is None or _is_ours(row, own)]


def keys_by_id(own: Ed25519PublicKey | None) -> dict[str, Ed25519PublicKey]:
    """These keys by their names, our own among them though it sealed nothing yet."""
    known = {row.id: public_key(row) for row in believed(own)}
    return known | ({key_id_of(own): own} if own else {})


def public_key(row: SlipKey) -> Ed25519PublicKey:
    """The key itself."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(row.public_key))


def _is_ours(row: SlipKey, own: Ed25519PublicKey) -> bool:
    key = public_key(row)
    if row.id != key_id_of(key):
        return False
    return row.id == key_id_of(own) or is_sealed(own, key_message(key.public_bytes_raw()), row.vouch or "")
