"""The log itself: what is appended, where it ends, and how a day is closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import bindparam, select, update

from app import clock
from app.audit.chain import GENESIS, Place, entry_hash, root_digest, root_text
from app.audit.models import AuditEntry, AuditHead, AuditRoot
from app.db import db, insert_rows, rows_of

_HEAD = select(AuditHead.value, AuditHead.chain_hash, AuditHead.day).where(AuditHead.id == 1).with_for_update()
_MOVE_HEAD = (
    update(rows_of(AuditHead))
    .where(AuditHead.id == 1)
    .values(value=bindparam("seq"), chain_hash=bindparam("hash"), day=bindparam("until"))
)


@dataclass(frozen=True)
class Rest:
    """What a log holds beyond a place."""

    entries: list[dict[str, Any]]
    roots: list[dict[str, Any]]


def append(entries: list[dict[str, Any]]) -> None:
    """Chain these to the log, as the last statements before a commit: the head stays locked until then."""
    db.session.flush()
    head, now = _locked_head(), clock.now()
    # A clock that was set back opens no day that is closed.
    day = max(clock.day_of(now), head.day or clock.day_of(now))
    if head.day is not None and day > head.day:
        _close(head)
    rows, before = [], head.chain_hash
    for seq, entry in enumerate(entries, start=head.value + 1):
        row = {"seq": seq, "at": now, **entry}
        before = row["chain_hash"] = entry_hash(before, row)
        rows.append(row)
    insert_rows(AuditEntry, rows)
    place = Place(head.value + len(rows), before)
    db.session.connection().execute(_MOVE_HEAD, {"seq": place.seq, "hash": place.hash, "until": day})
    db.session.info["audit_written"] = place


def rehearse(entries: list[dict[str, Any]]) -> None:
    """Do all that appending these costs, and leave the log as it was."""
    with db.session.begin_nested() as there_and_back:
        append(entries)
        there_and_back.rollback()
    for told in ("audit_written", "audit_closed"):
        db.session.info.pop(told, None)
    db.session.execute(update(AuditHead).where(AuditHead.id == 1).values(value=AuditHead.value))


def end() -> Place:
    """Where the log ends."""
    return Place(*db.session.execute(select(AuditHead.value, AuditHead.chain_hash).where(AuditHead.id == 1)).one())


def close() -> None:
    """Close the log up to where it ends, for a root to be signed; nothing when nothing came since the last one."""
    _close(_locked_head())


def every() -> Iterator[Mapping[str, Any]]:
    """All entries in order, as they stand."""
    query = select(rows_of(AuditEntry)).order_by(AuditEntry.seq).execution_options(yield_per=5000)
    yield from (cast("Mapping[str, Any]", row) for row in db.session.execute(query).mappings())


def roots() -> list[AuditRoot]:
    """All roots in order."""
    return list(db.session.scalars(select(AuditRoot).order_by(AuditRoot.last_seq)))


def text_of(root: AuditRoot) -> str:
    """What is signed of a root."""
    return root_text(
        day=root.day,
        last_seq=root.last_seq,
        last_hash=root.last_hash,
        before=root.before,
        closed_at=root.closed_at,
    )


def since(place: Place) -> Rest | None:
    """What the log holds beyond a place; None when it did not come by there."""
    there = select(AuditEntry.chain_hash).where(AuditEntry.seq == place.seq)
    if place.seq and db.session.scalar(there) != place.hash:
        return None
    entries, closed = rows_of(AuditEntry), rows_of(AuditRoot)
    found = [
        [dict(row) for row in db.session.execute(query).mappings()]
        for query in (
            select(entries).where(entries.c.seq > place.seq).order_by(entries.c.seq),
            select(closed).where(closed.c.last_seq > place.seq).order_by(closed.c.last_seq),
        )
    ]
    return Rest(*found)


def carry_on(rest: Rest) -> None:
    """Let the log go on with what another had beyond the place where this one ends."""
    insert_rows(AuditEntry, rest.entries)
    insert_rows(AuditRoot, rest.roots)
    if rest.entries:
        newest = rest.entries[-1]
        day = max([clock.day_of(newest["at"]), *(root["day"] for root in rest.roots)])
        now_at = {"value": newest["seq"], "chain_hash": newest["chain_hash"], "day": day}
        db.session.execute(update(AuditHead).where(AuditHead.id == 1).values(now_at))


def _locked_head() -> Any:
    return db.session.execute(_HEAD).one()


def _close(head: Any) -> None:
    last = db.session.scalars(select(AuditRoot).order_by(AuditRoot.last_seq.desc()).limit(1)).first()
    if head.value == (last.last_seq if last else 0):
        return
    before = root_digest(text_of(last)) if last else GENESIS
    root = {"last_seq": head.value, "last_hash": head.chain_hash, "day": head.day, "before": before}
    insert_rows(AuditRoot, [{**root, "closed_at": clock.now(), "public_key": None, "signature": None}])
    db.session.info["audit_closed"] = True
