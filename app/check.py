"""Derives again what can be derived, and says where the database disagrees (`flask check`)."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy import and_, exists, func, or_, select, text

from app.blobs.models import Blob, BlobBringer
from app.campaigns.models import NEVER_EDITED
from app.changes import GENESIS, Change, Head, chain, head
from app.db import db, is_sqlite, rows_of
from app.forgetting import blanks
from app.forgetting.orders import disagreements as forgotten
from app.households import standing
from app.households.models import Household, Standing
from app.oversight.verification import disagreements as audit_log
from app.prints.read_again import disagreements as readings
from app.seals import kept, removals, reviews, withdrawals
from app.seals.acts import read_log
from app.seals.keys import own_key
from app.seals.models import SlipSeal
from app.seals.verification import disagreements as seals
from app.slips.models import Slip
from app.sync.events import Received, door_named, event_digest
from app.sync.models import Event, Quarantine
from app.vault.sealed import CLOSED, going_on
from app.vault.verification import disagreements as sealed_values
from app.visits.covers import disagreements as covers
from app.visits.models import Visit, VisitPhoto

# One of that name that does nothing, or of another table, is none.
_GUARD_IN_SQLITE = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name = :name AND tbl_name = 'notice_template'"
    " AND sql LIKE '%BEFORE UPDATE ON notice_template BEGIN SELECT RAISE(ABORT,%'"
)
_GUARD = (
    "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgname = :name"
    " AND tgrelid = 'notice_template'::regclass AND tgenabled IN ('O', 'A') AND prosrc LIKE '%BEGIN RAISE EXCEPTION%'"
)


def disagreements(roots: Path | None = None) -> Iterator[str]:
    """One line for each thing that is not as it must be; nothing when all is well. `roots`: where some were kept elsewhere."""
    yield from sealed_values()
    with going_on():
        yield from _guards()
        yield from _standings()
        yield from covers()
        yield from readings()
        log = read_log()
        for found in (withdrawals.all_wrong(log), reviews.all_wrong(log)):
            yield from (f"visit {visit_id}: {fault}" for visit_id, fault in found.items())
        yield from _numbers()
        yield from _slips()
        yield from _blobs()
        yield from _events()
        yield from _set_aside()
        own = own_key(current_app.config["RESCUE_KEY_FILE"])
        yield from seals(own)
        yield from forgotten()
        yield from blanks.disagreements()
        yield from kept.disagreements(roots, own) if roots else ()
    yield from audit_log()


def not_held_against_a_key() -> bool:
    """Whether slips are sealed, and the county's own key is not at hand: then their seals were held against what the database names."""
    if own_key(current_app.config["RESCUE_KEY_FILE"]):
        return False
    return bool(db.session.scalar(select(exists().where(SlipSeal.leaf.is_not(None)))))


def never_seen() -> int:
    """Photos of visits that nobody is known to have brought: still to come, or taken away with that; nothing tells which."""
    is_here = exists().where(Blob.sha256 == VisitPhoto.sha256)
    was_here = exists().where(BlobBringer.sha256 == VisitPhoto.sha256, BlobBringer.user_id == Visit.worker_id)
    photos = select(func.count()).select_from(VisitPhoto).join(Visit, Visit.id == VisitPhoto.visit_id)
    return db.session.scalar(photos.where(~is_here, ~was_here)) or 0


def _guards() -> Iterator[str]:
    """The database itself refuses to edit a version of a notice: what one teaches is sealed nowhere else."""
    if db.session.execute(text(_GUARD_IN_SQLITE if is_sqlite() else _GUARD), {"name": NEVER_EDITED}).first() is None:
        yield f"trigger {NEVER_EDITED}: it is gone, versions of notices can be edited"


def _standings() -> Iterator[str]:
    campaigns, columns = standing.numbers(), rows_of(Standing).c
    for ids in standing.rounds(db.session.scalars(select(Household.id))):
        must = {tuple(row[column.name] for column in columns) for row in standing.rows(ids, campaigns)}
        have = set(db.session.execute(select(*columns).where(columns.household_id.in_(ids))).tuples())
        for household_id in sorted({row[0] for row in must ^ have}):
            yield f"household {household_id}: its standing does not follow from its placements, covers and exclusions"


def _slips() -> Iterator[str]:
    b = BlobBringer
    rows = db.session.execute(
        select(Slip.visit_id, Slip.text, Slip.text_sha256, Slip.completed_at, Slip.picture_sha256, b.sha256)
        .where(or_(Slip.forgotten_at.is_(None), Slip.seed.is_not(None)))
        .join(Visit, Visit.id == Slip.visit_id)
        .outerjoin(b, and_(b.sha256 == Slip.picture_sha256, b.user_id == Visit.worker_id))
        .execution_options(yield_per=1000)
    )
    ordered = removals.removed().pictures
    for visit_id, words, text_sha256, completed_at, picture, blob in rows:
        if words is CLOSED:
            yield f"slip of visit {visit_id}: not looked at, its text does not open"
        elif hashlib.sha256(words.encode()).hexdigest() != text_sha256:
            yield f"slip of visit {visit_id}: its text is not what was hashed"
        if (completed_at is not None) != (picture is None or blob is not None or str(visit_id) in ordered):
            yield f"slip of visit {visit_id}: complete and not complete at once"


def _blobs() -> Iterator[str]:
    for sha256, data in db.session.execute(select(Blob.sha256, Blob.data).execution_options(yield_per=100)):
        if data is CLOSED:
            yield f"blob {sha256}: not looked at, its bytes do not open"
        elif hashlib.sha256(data).hexdigest() != sha256:
            yield f"blob {sha256}: its bytes do not hash to its name"
    gone = select(BlobBringer.sha256).where(~exists().where(Blob.sha256 == BlobBringer.sha256))
    for sha256 in db.session.scalars(gone.distinct().order_by(BlobBringer.sha256)):
        yield f"blob {sha256}: somebody brought it, and it is gone"


def _numbers() -> Iterator[str]:
    """No number is missing, each is chained to the one before, and the counter is where they end."""
    expected, before = 1, GENESIS
    columns = select(Change.seq, Change.kind, Change.entity_id, Change.digest, Change.chain_hash)
    for change in db.session.execute(columns.order_by(Change.seq).execution_options(yield_per=10000)):
        if change.seq != expected:
            yield f"change {expected}: missing"
            expected = change.seq
        elif change.chain_hash != chain(before, change.kind, change.entity_id, change.digest):
            yield f"change {change.seq}: its hash does not follow from it and the one before"
        expected, before = expected + 1, change.chain_hash
    if head() != Head(expected - 1, before):
        yield f"change {head().seq}: the counter is not where the log ends"


def _events() -> Iterator[str]:
    """Each event is in the chain, as it was handed in."""
    events = select(Event.id, Event.body, Event.body_sha256, Event.received_at, Change.digest).outerjoin(
        Change, Change.seq == Event.receipt
    )
    for event_id, body, body_sha256, received_at, digest in db.session.execute(
        events.execution_options(yield_per=1000)
    ):
        # An empty one was removed at the end of its time (app/retention); the chain holds what it was.
        if body is CLOSED:
            yield f"event {event_id}: not looked at, its body does not open"
        elif body and hashlib.sha256(body.encode()).hexdigest() != body_sha256:
            yield f"event {event_id}: its body is not what was hashed"
        if digest not in {event_digest(event_id, body_sha256, at) for at in (received_at, None)}:
            yield f"event {event_id}: the chain does not hold it"


def _set_aside() -> Iterator[str]:
    """Each item that was set aside is in the chain as it came, and filed as what it says it is."""
    q = Quarantine
    kept = select(q.id, q.raw, q.raw_sha256, q.event_id, q.household_id, Change.digest)
    kept = kept.outerjoin(Change, Change.seq == q.receipt)
    for item_id, raw, raw_sha256, *named, digest in db.session.execute(kept.execution_options(yield_per=1000)):
        if raw is CLOSED:
            yield f"quarantined item {item_id}: not looked at, what came does not open"
        elif (raw and hashlib.sha256(raw.encode()).hexdigest() != raw_sha256) or digest != raw_sha256:
            yield f"quarantined item {item_id}: the chain does not hold it as it came"
        elif raw and named != [Received(json.loads(raw)).name, door_named(raw)]:
            yield f"quarantined item {item_id}: it is filed as another than it is"
