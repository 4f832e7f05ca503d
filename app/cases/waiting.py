"""What workers reported and nobody has confirmed yet, where it may be about a case: a door not registered, or another family."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.cases.facts import aside_of
from app.cases.models import Case
from app.codes import level_of
from app.db import db
from app.divisions.scope import Scope
from app.households.identity import normalise_name, normalise_phone
from app.households.models import PROPOSED_PLACE, Household, Proposal
from app.vault.sealed import going_on

_REPORTED = {"new": "有人报了登记册上没有的一户，还没有确认", "moved": "有人报这一户换了住户，还没有确认"}


def reported(case: Case, scope: Scope, homes: Collection[UUID]) -> list[dict[str, Any]]:
    """Each of these homes, or that fits by name in the victim's village or by telephone in a scope; with how many records wait."""
    found = [(one, why) for one in _waiting(scope) if (why := list(_fits(case, one, homes)))]
    aside = aside_of([one.household_id for one, _ in found])
    return [
        {
            "proposal_id": one.id,
            "said": f"{_REPORTED[one.kind]}：{one.where}（{'、'.join(why)}）{_records(aside.get(one.household_id, 0))}",
        }
        for one, why in found
    ]


def _records(waiting: int) -> str:
    return f"，有 {waiting} 条记录在等它，还不算" if waiting else ""


def _waiting(scope: Scope) -> Sequence[Any]:
    """Names are sealed: each is opened, and one that is damaged fits nobody."""
    said = (Proposal.householder, Proposal.title, Proposal.phone)
    where = func.coalesce(Household.address, Proposal.address).label("where")
    query = (
        select(Proposal.id, Proposal.kind, Proposal.household_id, *said, where, PROPOSED_PLACE.label("place"))
        .outerjoin(Household, Household.id == Proposal.household_id)
        .where(Proposal.state == "waiting", Proposal.kind.in_(_REPORTED), scope.holds(PROPOSED_PLACE))
        .order_by(Proposal.proposed_at, Proposal.id)
    )
    with going_on():
        return db.session.execute(query).all()


def _fits(case: Case, one: Any, homes: Collection[UUID]) -> Iterator[str]:
    if one.household_id in homes:
        yield "就是列出的这一户"
    phone = normalise_phone(case.phone or "")
    if phone and isinstance(one.phone, str) and normalise_phone(one.phone) == phone:
        yield "电话相同"
    is_near = level_of(case.division_code) == "village" and one.place.startswith(case.division_code)
    names = {normalise_name(name) for name in (one.householder, one.title) if isinstance(name, str) and name}
    if is_near and normalise_name(case.victim) in names:
        yield "同村同名"
