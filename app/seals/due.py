"""The slips that are to be sealed, each with its statement and what the server knows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.campaigns.models import NoticeTemplate
from app.db import db
from app.households.models import Household
from app.people.device_keys import is_signed
from app.people.models import PhoneKey
from app.seals.earlier import restate
from app.seals.faults import part_of, read
from app.seals.models import SlipSeal
from app.seals.record import Facts, template_digest
from app.slips.models import Slip
from app.slips.statement import SIGNED_AS, canonical
from app.sync.models import Event
from app.visits.models import Visit

# In the order in which phones made them, as far as their ids tell.
_DUE = (
    select(
        *(Slip.visit_id, Slip.template_id, Slip.statement, Slip.device_signature, Slip.completed_at),
        *(Visit.received_at, Visit.receipt, Visit.earliest_at, Visit.visited_at, Visit.latest_at),
        *(Household.division_code, Event.id.label("event_id"), Event.device_seq),
    )
    .join(Visit, Visit.id == Slip.visit_id)
    .join(Household, Household.id == Visit.household_id)
    .outerjoin(Event, Event.id == Slip.visit_id)
    .outerjoin(SlipSeal, SlipSeal.visit_id == Slip.visit_id)
    .where(Slip.completed_at.is_not(None), ~Slip.is_sealed, SlipSeal.visit_id.is_(None))
    .order_by(Slip.visit_id)
)


@dataclass(frozen=True)
class Due:
    """One slip to be sealed."""

    visit_id: UUID
    village: str
    statement: dict[str, Any]
    facts: Facts


def due(most: int) -> list[Due]:
    """The next of them. Into what cannot be read somebody wrote: it is not sealed, and keeps no other from being sealed."""
    rows = db.session.execute(_DUE.limit(most)).all()
    stated = {row.visit_id: told for row in rows if row.statement and (told := stated_in(row.statement))}
    stated |= restate([row.visit_id for row in rows if not row.statement])
    keys, templates = _keys(list(stated.values())), _templates({row.template_id for row in rows})
    return [_due(row, stated[row.visit_id], keys, templates) for row in rows if row.visit_id in stated]


def stated_in(text: str) -> dict[str, Any] | None:
    """What a phone stated, as it is kept with its slip until that is sealed; None where it is not that any more."""
    told = read(text)
    key = part_of(told or {}, "device").get("key", 0)
    return told if told and "worker" in told and (key is None or isinstance(key, str)) else None


def _due(row: Row[Any], statement: dict[str, Any], keys: dict[str, PhoneKey], templates: dict[UUID, Any]) -> Due:
    facts = Facts(
        device_signature=row.device_signature,
        is_good=_is_good(statement, row.device_signature, keys),
        template=templates[row.template_id],
        received_at=row.received_at,
        receipt=row.receipt,
        completed_at=row.completed_at,
        earliest=row.earliest_at,
        best=row.visited_at,
        latest=row.latest_at,
        # What the office put right has no number of its phone's.
        is_repaired=row.event_id is not None and row.device_seq is None,
    )
    return Due(row.visit_id, row.division_code[:12], statement, facts)


def _is_good(statement: dict[str, Any], signature: str | None, keys: dict[str, PhoneKey]) -> bool | None:
    """Whether the key of this worker's phone made it; None where no key was named."""
    device = statement["device"]
    if device["key"] is None:
        return None
    key = keys.get(device["key"])
    if key is None or (str(key.user_id), str(key.device_id)) != (statement["worker"], device["id"]):
        return False
    return is_signed(key.public_key, SIGNED_AS + canonical(statement).decode(), signature or "")


def _keys(statements: Sequence[dict[str, Any]]) -> dict[str, PhoneKey]:
    named = {statement["device"]["key"] for statement in statements} - {None}
    found = db.session.scalars(select(PhoneKey).where(PhoneKey.id.in_(named))) if named else ()
    return {key.id: key for key in found}


def _templates(ids: set[UUID]) -> dict[UUID, dict[str, Any]]:
    found = db.session.scalars(select(NoticeTemplate).where(NoticeTemplate.id.in_(ids)))
    return {
        template.id: {
            "id": str(template.id),
            "audience": template.audience,
            "version": template.version,
            "sha256": template_digest(template.title, template.body),
        }
        for template in found
    }
