"""How much of homes somebody may take away: their day, and beyond it what a second person approved; one rule for lists and ledgers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from app.audit import operations as audit
from app.exports import record, refusals, requests
from app.households.purposes import PURPOSES
from app.people.actor import Actor


@dataclass(frozen=True)
class Taking:
    """What somebody wants to take away: what makes two askings the same, and how many rows of it name homes."""

    same: dict[str, Any]
    rows: int
    reads: int | None = None  # where making it goes through more than that


def let(user_id: UUID, taking: Taking, allowed: int) -> UUID | None:
    """The approval by which it may leave; none where it is within the day. Raises export_over_allowance."""
    record.hold()
    left = max(0, allowed - record.taken_today(user_id))
    if taking.rows <= left:
        return None
    approved = requests.approved(user_id, taking.same)
    if approved is None:
        raise refusals.export_over_allowance(taking.rows, left, allowed)
    return approved.id


def show(actor: Actor, taking: Taking, config: Mapping[str, Any]) -> dict[str, Any]:
    """Whether it may leave now, or what stands in the way."""
    taken, allowed = record.taken_today(actor.id), config["EXPORT_ROWS_A_DAY"]
    approved = requests.approved(actor.id, taking.same)
    return {
        "rows": taking.rows,
        "reads": taking.rows if taking.reads is None else taking.reads,
        "at_once": config["ROWS_AT_ONCE"],
        "taken": taken,
        "allowance": allowed,
        "is_within": taking.rows <= max(0, allowed - taken),
        "may_see_phones": actor.sees_phones,
        "reasons": [{"word": word, "name": name} for word, name in PURPOSES.items()],
        "approved_until": approved and approved.expires_at,
        "is_waiting": requests.open_one(actor.id, taking.same) is not None,
    }


def ask(user_id: UUID, taking: Taking, why: str, allowed: int) -> Row[Any]:
    """Ask a second person, inside a transaction; raises export_within_allowance, export_already_requested."""
    record.hold()
    if taking.rows <= max(0, allowed - record.taken_today(user_id)):
        raise refusals.export_within_allowance()
    request = requests.ask(user_id, taking.same, rows=taking.rows, why=why)
    audit.about("export_request", request.id, request.scope)
    what = {"state": request.state} if request.content == "doors" else {"content": request.content}
    audit.tell(doors=taking.rows, phones=request.phones, **what)
    return requests.show(request.id)
