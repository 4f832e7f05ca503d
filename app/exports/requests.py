"""A list that is too long for one day: asked for by one person, decided by another, taken away within a day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from app import clock, problems
from app.db import db, rows_of
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.exports import refusals
from app.exports.models import ExportRequest
from app.households.masking import mask_numbers
from app.people.actor import Actor
from app.people.models import User

# How long an approved list may be taken away, and again if the line broke.
GOOD_FOR = timedelta(hours=24)

_asker, _decider, _walker = aliased(User), aliased(User), aliased(User)


def ask(user_id: UUID, same_list: dict[str, Any], *, rows: int, why: str) -> ExportRequest:
    """Ask for a list; raises export_already_requested."""
    if approved(user_id, same_list) or open_one(user_id, same_list):
        raise refusals.export_already_requested()
    request = ExportRequest(
        # Numbers that somebody types into it are nobody's business here.
        requested_by=user_id,
        requested_at=clock.now(),
        rows=rows,
        why=mask_numbers(why),
        **same_list,
    )
    db.session.add(request)
    db.session.flush()
    return request


def approved(user_id: UUID, same_list: dict[str, Any]) -> ExportRequest | None:
    """The approval that somebody has for this very list, if it still holds."""
    holds = (ExportRequest.decision == "approved", ExportRequest.expires_at > clock.now())
    return db.session.scalars(_same(user_id, same_list).where(*holds)).first()


def open_one(user_id: UUID, same_list: dict[str, Any]) -> ExportRequest | None:
    """What waits for somebody's decision on this very list."""
    return db.session.scalars(_same(user_id, same_list).where(ExportRequest.decision == "requested")).first()


def get(request_id: UUID, scope: Scope) -> ExportRequest:
    """A request about a place that one may decide on, held until the transaction ends."""
    query = select(ExportRequest).where(ExportRequest.id == request_id, scope.holds(ExportRequest.scope))
    found = db.session.scalars(query.with_for_update()).first()
    if found is None:
        raise _not_there()
    return found


def approve(actor: Actor, request: ExportRequest) -> None:
    """Let the list be taken away; raises own_export_request, export_request_decided."""
    _decide(actor, request, "approved")
    request.expires_at = clock.now() + GOOD_FOR


def refuse(actor: Actor, request: ExportRequest, why: str) -> None:
    """Say no, and why; raises own_export_request, export_request_decided."""
    _decide(actor, request, "refused")
    request.refusal = why


def withdraw(actor: Actor, request: ExportRequest) -> None:
    """Take back what nobody has decided; only whoever asked can. Raises not_found, export_request_decided."""
    if not actor.grant.suits(is_own=request.requested_by == actor.id):
        raise _not_there()
    if request.decision != "requested":
        raise refusals.export_request_decided()
    request.decision, request.decided_at = "withdrawn", clock.now()


def _not_there() -> problems.Problem:
    return problems.not_found("这条导出申请")


def _decide(actor: Actor, request: ExportRequest, decision: str) -> None:
    if not actor.grant.suits(is_own=request.requested_by == actor.id):
        raise refusals.own_export_request()
    if request.decision != "requested":
        raise refusals.export_request_decided()
    request.decision, request.decided_by, request.decided_at = decision, actor.id, clock.now()


def page(
    scope: Scope, of: UUID | None, decision: str | None, after: UUID | None, limit: int
) -> tuple[Sequence[Row[Any]], int]:
    """Requests, newest first: all about a scope, or one person's own; and how many there are in all."""
    query = _listed().where(ExportRequest.requested_by == of if of else scope.holds(ExportRequest.scope))
    if decision:
        query = query.where(ExportRequest.decision == decision)
    total = db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    if after:
        query = query.where(ExportRequest.id < after)
    return db.session.execute(query.order_by(ExportRequest.id.desc()).limit(limit)).all(), total


def show(request_id: UUID) -> Row[Any]:
    """One request, as the wire shows it."""
    return db.session.execute(_listed().where(ExportRequest.id == request_id)).one()


def _same(user_id: UUID, same_list: dict[str, Any]) -> Any:
    return select(ExportRequest).filter_by(requested_by=user_id, **same_list).order_by(ExportRequest.id.desc())


def _listed() -> Any:
    return (
        select(
            *rows_of(ExportRequest).c,
            _asker.name.label("requested_by_name"),
            _decider.name.label("decided_by_name"),
            Division.name.label("scope_name"),
            _walker.name.label("worker_name"),
        )
        .join(_asker, _asker.id == ExportRequest.requested_by)
        .outerjoin(_decider, _decider.id == ExportRequest.decided_by)
        .outerjoin(_walker, _walker.id == ExportRequest.worker)
        .outerjoin(Division, Division.code == ExportRequest.scope)
    )
