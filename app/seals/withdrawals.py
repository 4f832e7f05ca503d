"""Withdrawals held against who made them: the event of a phone, the office's entry in the audit log.

A mark on the visit alone is nobody's word, and neither is that there is none any more.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from app.audit import actions
from app.clock import day_of
from app.db import db
from app.seals.acts import Acts, Log, is_as_entered
from app.seals.tellings import Told, tellings
from app.sync.models import Event, Quarantine
from app.vault.sealed import CLOSED, going_on
from app.visits.models import Visit
from app.visits.times import Anchor, Clocks, Contact, when

UNDONE = "its visit was taken back, and does not say so"
INVENTED = "its visit is said to be taken back, and nobody did it"
OTHERWISE = "its visit was not taken back as it says"
_OF_VISIT = (
    *(Visit.id, Visit.worker_id, Visit.received_at, Visit.withdrawn_at, Visit.withdrawn_on, Visit.withdrawn_by),
    *(Visit.withdrawal_reaches_back, Visit.withdrawn_earliest_at, Visit.withdrawn_latest_at),
    *(Visit.reviewed_at, Visit.household_id),
)


@dataclass
class Known:
    """What is known of withdrawals beside the visits' own rows."""

    office: Acts
    told: Told
    # By visit and worker, what the phone's clocks said in each event.
    phones: dict[tuple[UUID, UUID], list[Clocks]] = field(default_factory=lambda: defaultdict(list))
    blank: set[UUID] = field(default_factory=set)  # workers of whom an original is gone, or does not open


def all_wrong(log: Log) -> dict[UUID, str]:
    """What is wrong with the withdrawal of any visit, or with there being none."""
    rows = db.session.execute(select(*_OF_VISIT).execution_options(yield_per=1000))
    return _wrong(rows, Known(log.acts(actions.WITHDRAW_VISIT), tellings(log)), _phones())


def wrong(visit_ids: Collection[UUID], log: Log) -> dict[UUID, str]:
    """The same of these visits; phones' events, which nothing leads to, are read where something needs them."""
    known = Known(log.acts(actions.WITHDRAW_VISIT), tellings(log, visit_ids))
    rows = db.session.execute(select(*_OF_VISIT).where(Visit.id.in_(visit_ids))).all()
    needs = {row.worker_id for row in rows if _needs_phone(row, known.office)}
    return _wrong(rows, known, _phones().where(Event.author_id.in_(needs)) if needs else None)


def _needs_phone(row: Row[Any], office: Acts) -> bool:
    return row.id not in office.entries and bool(row.withdrawn_at or office.told[row.id])


def _phones() -> Select[Any]:
    return select(Event.author_id, Event.body).where(Event.type == "withdrawal")


def _wrong(rows: Iterable[Row[Any]], known: Known, phones: Select[Any] | None) -> dict[UUID, str]:
    if phones is not None:
        became = _became()
        with going_on():
            for worker_id, body in db.session.execute(phones):
                # At the end of its time an original is empty.
                if body is CLOSED or not body:
                    known.blank.add(worker_id)
                else:
                    told = json.loads(body)
                    visit_id = became.get(told["visit_id"], UUID(told["visit_id"]))
                    known.phones[visit_id, worker_id].append(_clocks(told))
    found = {row.id: _fault(row, known) for row in rows}
    return {visit_id: fault for visit_id, fault in found.items() if fault}


def _became() -> dict[str, UUID]:
    """What the office made of what was set aside, by the name under which its phone took it back."""
    query = select(Quarantine.event_id, Quarantine.accepted_id).where(Quarantine.accepted_id.is_not(None))
    return {name: became for name, became in db.session.execute(query) if became}


def _clocks(told: dict[str, Any]) -> Clocks:
    said = told["clock_anchor"]
    seen = said and Anchor(datetime.fromisoformat(said["server_time"]), said["mono_ms"], said["boot_id"])
    return Clocks(datetime.fromisoformat(told["device_time"]), told["mono_ms"], told["boot_id"], seen or None)


def _fault(row: Row[Any], known: Known) -> str:
    by_phone, entry = (row.id, row.worker_id) in known.phones, known.office.entries.get(row.id)
    if row.withdrawn_at is None:
        stands = known.office.is_standing(row.id, int(row.reviewed_at is not None))
        return UNDONE if by_phone or stands or row.withdrawn_on or known.told.is_hiding(row) else ""
    if row.withdrawn_on != day_of(row.withdrawn_at):
        return OTHERWISE
    if not _lies_in_order(row):
        return OTHERWISE
    if by_phone and row.withdrawn_by == row.worker_id:
        return "" if _is_as_told(row, known.phones[row.id, row.worker_id]) else OTHERWISE
    if entry is not None:
        return "" if _is_as_done(row, entry) else OTHERWISE
    return "" if _may_be(row, known) else INVENTED


def _lies_in_order(row: Row[Any]) -> bool:
    """Of before its phone's clocks were kept there is neither end."""
    earliest, latest = row.withdrawn_earliest_at, row.withdrawn_latest_at
    return latest is None or ((earliest is None or earliest <= latest) and latest <= row.withdrawn_at)


def _is_as_told(row: Row[Any], told: Sequence[Clocks]) -> bool:
    """As early as the phone's own clocks say; the latest moment its report told, which nobody keeps."""
    earliest, latest = row.withdrawn_earliest_at, row.withdrawn_latest_at
    return latest is None or any(earliest == when(clocks, Contact(latest)).earliest for clocks in told)


def _is_as_done(row: Row[Any], entry: Row[Any]) -> bool:
    reaches_back = bool(json.loads(entry.details).get("reaches_back"))
    is_so = is_as_entered(entry, row.withdrawn_at, row.withdrawn_by)
    return is_so and reaches_back == row.withdrawal_reaches_back


def _may_be(row: Row[Any], known: Known) -> bool:
    """Of a phone's whose original is gone the chain of changes still tells; of before there was a log nothing does."""
    of_before = known.office.is_of_before(row.received_at, row.withdrawn_at)
    is_told = row.worker_id in known.blank and known.office.told[row.id] > 0
    return of_before or (row.withdrawn_by == row.worker_id and is_told)
