"""Sealing what is complete, and closing the days that are over. One at a time in a county, whatever its processes.

To be called inside a transaction. Not while a phone waits for its answer: what is complete counts at once, and is
sealed a moment later.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import bindparam, func, select, update

from app import clock
from app.changes import note
from app.db import db, hold_names, insert_rows, rows_of
from app.seals.due import Due, due
from app.seals.models import SlipChain, SlipKey, SlipRoot, SlipSeal
from app.seals.record import (
    ALG,
    GENESIS,
    Link,
    key_id_of,
    key_message,
    leaf_of,
    root_digest,
    root_message,
    root_record,
    sign,
    slip_message,
    slip_record,
)  # fmt: skip
from app.slips.models import Slip

# 30 December 9999.
_LAST_MS = 253_402_128_000_000
# Of one transaction: whoever pushes meanwhile waits for one of these at most.
MOST = 200
# Held by whoever seals, until its transaction ends.
LOCK = "slip seals"
# How the county's chain of changes names what was sealed: phones and verified backups hold that chain, and so bear witness.
SEALS_CHANGE, ROOT_CHANGE = "slip_seals", "slip_root"
# What a restore carried over: their slips may wait for their phones, and were received anew.
CARRIED_CHANGE = "slip_seals_carried"

_slip = rows_of(Slip)
# Its statement is in the seal from now on.
_DONE = update(_slip).where(_slip.c.visit_id == bindparam("id")).values(is_sealed=True, statement=None)


def seal_some(key: Ed25519PrivateKey) -> tuple[int, int]:
    """Seal the next slips that are complete; answers how many, and how many got back the seal that they had."""
    hold_names([LOCK])
    adopted = adopt()
    if not (batch := due(MOST)):
        return 0, adopted
    key_id, sealed_ms = _key_id(key), _next_ms()
    chains = _chains({one.village for one in batch})
    rows = [_seal(key, key_id, one, chains, sealed_ms) for one in batch]
    insert_rows(SlipSeal, rows)
    for village, (seq, leaf) in chains.items():
        db.session.merge(SlipChain(village=village, seq=seq, leaf=leaf))
    db.session.connection().execute(_DONE, [{"id": one.visit_id} for one in batch])
    note(SEALS_CHANGE, str(sealed_ms), "", digest=batch_digest((r["village"], r["seq"], r["leaf"]) for r in rows))
    return len(rows), adopted


def adopt() -> int:
    """Give slips that came again after a restore the seals that they had; answers how many."""
    mine = Slip.visit_id == SlipSeal.visit_id
    back = select(Slip, SlipSeal).join(SlipSeal, mine).where(Slip.completed_at.is_not(None), ~Slip.is_sealed)
    adopted = db.session.execute(back.limit(MOST)).all()
    for slip, seal in adopted:
        # What was forgotten before it came to this is opened by nothing any more.
        slip.seed = None if slip.forgotten_at else seal.awaits or None
        slip.statement, slip.is_sealed = None, True
        seal.awaits = None
    db.session.flush()
    return len(adopted)


def _seal(
    key: Ed25519PrivateKey, key_id: str, one: Due, chains: dict[str, tuple[int, str]], sealed_ms: int
) -> dict[str, Any]:
    seq, prev = chains.get(one.village, (0, GENESIS))
    link = Link(one.village, seq + 1, prev, sealed_ms)
    record = slip_record(one.statement, one.facts, link, key_id)
    leaf = leaf_of(record)
    chains[one.village] = (link.seq, leaf.hex())
    return {
        "visit_id": one.visit_id,
        "village": link.village,
        "seq": link.seq,
        "sealed_ms": sealed_ms,
        "key_id": key_id,
        "record": record.decode(),
        "leaf": leaf.hex(),
        "seal": sign(key, slip_message(one.visit_id, link, leaf)),
    }


def batch_digest(seals: Iterable[tuple[str, int, str]]) -> str:
    """What was sealed at one moment, by (village, seq, leaf)."""
    lines = "\n".join(f"{village}|{seq}|{leaf}" for village, seq, leaf in sorted(seals))
    return hashlib.sha256(lines.encode()).hexdigest()


def close_days(key: Ed25519PrivateKey) -> list[SlipRoot]:
    """Make the roots of the days that are over and have none yet, from the first day with a seal on."""
    hold_names([LOCK])
    return [_close(key, day) for day in _open_days()]


def is_due() -> bool:
    """Whether a slip is complete and not sealed; asked without a transaction that writes."""
    found = db.session.scalar(select(Slip.visit_id).where(Slip.completed_at.is_not(None), ~Slip.is_sealed).limit(1))
    db.session.rollback()
    return found is not None


def is_day_over() -> bool:
    """Whether a day waits for its root."""
    over = next(_open_days(), None) is not None
    db.session.rollback()
    return over


def _open_days() -> Iterator[date]:
    newest = last_root()
    first = db.session.scalar(select(func.min(SlipSeal.sealed_ms)))
    if newest is None and first is None:
        return
    day = newest.day + timedelta(days=1) if newest else clock.day_of(at(first or 0))
    while day < clock.today():
        yield day
        day += timedelta(days=1)


def _close(key: Ed25519PrivateKey, day: date) -> SlipRoot:
    former, seals = last_root(), seals_on(day)
    number, prev, total = (0, GENESIS, 0) if former is None else _after(former)
    key_id = _key_id(key)
    record = root_record(day, number + 1, prev, seals, total + len(seals), clock.now(), key_id)
    root = SlipRoot(
        number=number + 1, day=day, key_id=key_id, record=record.decode(), seal=sign(key, root_message(record))
    )
    db.session.add(root)
    note(ROOT_CHANGE, str(root.number), "", digest=root_digest(record).hex())
    db.session.flush()
    return root


def _after(former: SlipRoot) -> tuple[int, str, int]:
    already = select(func.count()).where(SlipSeal.sealed_ms < ms(clock.end_of(former.day)))
    return former.number, root_digest(former.record.encode()).hex(), db.session.scalar(already) or 0


def last_root() -> SlipRoot | None:
    """The newest day that was closed."""
    return db.session.scalars(select(SlipRoot).order_by(SlipRoot.number.desc()).limit(1)).first()


def seals_on(day: date) -> list[tuple[Link, bytes]]:
    """The links of a day with their leaves, in order of village and seq; `prev` is not looked up."""
    of_day = SlipSeal.sealed_ms.between(ms(clock.start_of(day)), ms(clock.end_of(day)) - 1)
    rows = select(SlipSeal.village, SlipSeal.seq, SlipSeal.sealed_ms, SlipSeal.leaf).where(of_day)
    return [
        (Link(village, seq, "", sealed_ms), unhexed(leaf))
        for village, seq, sealed_ms, leaf in db.session.execute(rows.order_by(SlipSeal.village, SlipSeal.seq))
    ]


def unhexed(text: str) -> bytes:
    """What is kept in hex; nothing of what somebody wrote in its place, which no root and no code comes to."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def at(milliseconds: int) -> datetime:
    """The instant of a sealed_ms; the last or the first that we say, of a number that no calendar has."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=max(0, min(milliseconds, _LAST_MS)))


def ms(instant: datetime) -> int:
    """Whole milliseconds since 1970."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _next_ms() -> int:
    """Now; but never within a day that is closed, nor at or before the last ones, whatever the server's clock does."""
    said = select(func.max(SlipSeal.sealed_ms)).where(SlipSeal.sealed_ms <= _LAST_MS)
    newest, former = db.session.scalar(said) or 0, last_root()
    closed = ms(clock.end_of(former.day)) if former else 0
    return max(ms(clock.now()), newest + 1, closed)


def _chains(villages: set[str]) -> dict[str, tuple[int, str]]:
    found = db.session.scalars(select(SlipChain).where(SlipChain.village.in_(villages)))
    return {chain.village: (chain.seq, chain.leaf) for chain in found}


def _key_id(key: Ed25519PrivateKey) -> str:
    """The key's name; whoever verifies finds it by that from now on. A new key vouches for those before it, once."""
    public = key.public_key()
    name = key_id_of(public)
    if db.session.get(SlipKey, name) is None:
        for former in db.session.scalars(select(SlipKey)):
            former.vouch = sign(key, key_message(bytes.fromhex(former.public_key)))
        told = {"alg": ALG, "public_key": public.public_bytes_raw().hex(), "first_used_at": clock.now()}
        db.session.add(SlipKey(id=name, **told))
        db.session.flush()
    return name
