"""Reads the whole log again, and holds it against everything that was written down elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from sqlalchemy import select, update

from app import clock
from app.audit import log
from app.audit.chain import GENESIS, Claim, Place, faults, root_digest
from app.audit.models import AuditHead, AuditRoot
from app.changes import Change
from app.db import db, read_one_moment
from app.oversight import roots, witness

# Between an entry's commit and the line outside the database lies less than this.
_IN_HAND_S = 1.0


@dataclass(frozen=True)
class Found:
    """What a verification came to."""

    end: Place
    roots: int
    unsigned: int
    files: int
    faults: list[str]


def verify(folder: Path | None, public_key: str | None) -> Found:
    """Check the chain, the roots, the files of roots in a folder, and the line outside the database."""
    kept = witness.read()
    read_one_moment()
    end, closed = log.end(), log.roots()
    outside = [Claim(kept, "库外登记")] if kept else []
    files = sorted(folder.glob("audit-root-*.json")) if folder else []
    said = {path: roots.read_file(path, public_key) for path in files}
    wrong = [f"{path.name}：签名不对，不能采信。" for path, claim in said.items() if claim is None]
    claims = [claim for claim in said.values() if claim]
    found = [*wrong, *_in_database(end, closed, [*outside, *claims], public_key)]
    db.session.rollback()
    if kept:
        found += _written_past_the_server(end)
    return Found(end, len(closed), sum(root.signature is None for root in closed), len(files), found)


def disagreements() -> Iterator[str]:
    """What the database can say by itself, as a restored copy must; `verify` knows more."""
    read_one_moment()
    return iter(_in_database(log.end(), log.roots(), [], None))


def remember(found: Found) -> None:
    """Keep what was found, for the county's page."""
    result = {"verified_at": clock.now(), "verified_seq": found.end.seq, "verified_faults": len(found.faults)}
    db.session.execute(update(AuditHead).where(AuditHead.id == 1).values(result))


def _in_database(end: Place, closed: list[AuditRoot], outside: list[Claim], public_key: str | None) -> list[str]:
    own = [Claim(Place(root.last_seq, root.last_hash), f"{root.day} 的每日根") for root in closed]
    return [*_wrong_roots(closed, public_key), *_lost_roots(closed), *faults(log.every(), end, [*own, *outside])]


def _wrong_roots(closed: list[AuditRoot], public_key: str | None) -> Iterator[str]:
    before = GENESIS
    for root in closed:
        text = log.text_of(root)
        if root.before != before:
            yield f"{root.day} 的每日根：与前一个接不上，有每日根被删或改动过。"
        if root.signature and not roots.is_signed(text, root.signature, public_key or root.public_key or ""):
            yield f"{root.day} 的每日根：签名不对。"
        before = root_digest(text)


def _lost_roots(closed: list[AuditRoot]) -> Iterator[str]:
    """Each signed root is in the chain of changes, which phones hold the end of; and each one there is here."""
    named = select(Change.entity_id, Change.digest).where(Change.kind == roots.CHANGE_KIND)
    there = dict(db.session.execute(named).tuples().all())
    here = {str(root.last_seq): root_digest(log.text_of(root)) for root in closed if root.signature}
    for last_seq in sorted({name for name, _ in there.items() ^ here.items()}, key=int):
        yield f"到第 {last_seq} 条的每日根：与变更链里记的不符，被删或改动过。"


def _written_past_the_server(end: Place) -> Iterator[str]:
    """An entry that no server of ours wrote is not in the line outside the database."""
    kept = witness.read()
    if kept and kept.seq < end.seq:
        sleep(_IN_HAND_S)
        kept = witness.read()
    if kept and kept.seq < end.seq:
        yield f"第 {kept.seq + 1} 条起：库外没有登记，不是由服务器写入的（或服务器刚刚异常中断）。"
