"""The signed roots: what a day's log comes to, under a key that is not in the database."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app.audit import log
from app.audit.chain import Claim, Place, root_digest, root_text
from app.audit.models import AuditRoot
from app.changes import note
from app.db import db
from app.sync.sealing import CountyKey

# How the chain of changes names a root: phones and verified backups hold that chain, and so bear witness.
CHANGE_KIND = "audit_root"


def sign_due(key: CountyKey) -> list[AuditRoot]:
    """Sign every root that is closed and not signed yet."""
    unsigned = select(AuditRoot).where(AuditRoot.signature.is_(None)).order_by(AuditRoot.last_seq)
    due = list(db.session.scalars(unsigned.with_for_update()))
    signing, public_key = key.signing_key(), public_key_of(key)
    for root in due:
        text = log.text_of(root)
        root.signature = signing.sign(text.encode()).hex()
        root.public_key = public_key
        note(CHANGE_KIND, str(root.last_seq), "", digest=root_digest(text))
    return due


def carry_on(rest: log.Rest) -> None:
    """Let the log go on over a restore; the chain of changes, which went back, is told of its roots again."""
    log.carry_on(rest)
    for root in log.roots():
        if root.signature and root.last_seq in {carried["last_seq"] for carried in rest.roots}:
            note(CHANGE_KIND, str(root.last_seq), "", digest=root_digest(log.text_of(root)))


def public_key_of(key: CountyKey) -> str:
    """What anybody may have, to check the county's signatures."""
    return key.signing_key().public_key().public_bytes_raw().hex()


def write_files(folder: Path) -> list[Path]:
    """Write every signed root that is not there yet as a small file, to be kept elsewhere; answers the new ones."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for root in log.roots():
        path = folder / f"audit-root-{root.last_seq:012d}.json"
        if root.signature and not path.exists():
            path.write_text(json.dumps(_plain(root), indent=1) + "\n")
            written.append(path)
    return written


def read_file(path: Path, public_key: str | None) -> Claim | None:
    """What a root's file says, when its signature is good; by our own key where we have one."""
    try:
        said: dict[str, Any] = json.loads(path.read_text())
        text = root_text(
            day=date.fromisoformat(said["day"]),
            last_seq=int(said["last_seq"]),
            last_hash=said["last_hash"],
            before=said["before"],
            closed_at=datetime.fromisoformat(said["closed_at"]),
        )
        is_good = is_signed(text, said["signature"], public_key or said["public_key"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return Claim(Place(int(said["last_seq"]), said["last_hash"]), f"根文件 {path.name} ") if is_good else None


def is_signed(text: str, signature: str, public_key: str) -> bool:
    """Whether this is what the key signed."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _plain(root: AuditRoot) -> dict[str, Any]:
    return {
        "day": root.day.isoformat(),
        "last_seq": root.last_seq,
        "last_hash": root.last_hash,
        "before": root.before,
        "closed_at": root.closed_at.isoformat(),
        "public_key": root.public_key,
        "signature": root.signature,
    }
