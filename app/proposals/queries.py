"""Lists of proposals, with the door as it is registered, those that may be the same, and what waits for it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.geometry import distance_m
from app.households.identity import normalise_address, normalise_name
from app.households.masking import mask_numbers, mask_phone
from app.households.models import PHONE, PROPOSED, PROPOSED_PLACE, Household, Proposal
from app.people.models import User
from app.sync.models import Quarantine
from app.sync.operations import WANTS_ITS_DOOR
from app.vault.index import holds_one_of

_proposer, _decider, _village, _grid = aliased(User), aliased(User), aliased(Division), aliased(Division)
_REFUSED_DOOR = and_(Quarantine.resolution.is_(None), Quarantine.code == "door_refused")


def list_proposals(
    scope: Scope, state: str, kind: str | None, after: UUID | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """One page, those that came last first, and how many there are in all."""
    query = _shown().where(scope.holds(PROPOSED_PLACE), Proposal.state == state)
    if kind:
        query = query.where(Proposal.kind == kind)
    bare = query.with_only_columns(Proposal.id, maintain_column_froms=True).subquery()
    total = db.session.execute(select(func.count()).select_from(bare)).scalar_one()
    if after:
        query = query.where(Proposal.id < after)
    return _whole(db.session.execute(query.order_by(Proposal.id.desc()).limit(limit)).all()), total


def count_states(scope: Scope) -> dict[str, int]:
    """How many there are in each state, in a scope."""
    query = (
        select(Proposal.state, func.count())
        .outerjoin(Household, Household.id == Proposal.household_id)
        .where(scope.holds(PROPOSED_PLACE))
        .group_by(Proposal.state)
    )
    return dict.fromkeys(PROPOSED, 0) | dict(db.session.execute(query).tuples().all())


def show_proposal(proposal_id: UUID) -> dict[str, Any]:
    """One of them; whoever asks was let in before."""
    return _whole(db.session.execute(_shown().where(Proposal.id == proposal_id)).all())[0]


def _shown() -> Select[Any]:
    return (
        select(
            Proposal,
            Household,
            PROPOSED_PLACE.label("place"),
            _village.name.label("village_name"),
            _grid.name.label("grid_name"),
            _proposer.name.label("proposed_by_name"),
            _decider.name.label("decided_by_name"),
        )
        .outerjoin(Household, Household.id == Proposal.household_id)
        .outerjoin(_village, _village.code == func.substr(PROPOSED_PLACE, 1, 12))
        .outerjoin(_grid, _grid.code == PROPOSED_PLACE)
        .join(_proposer, _proposer.id == Proposal.proposed_by)
        .outerjoin(_decider, _decider.id == Proposal.decided_by)
    )


def _whole(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    alike = _alike([row.Proposal for row in rows if row.Proposal.kind == "new"])
    waiting = _waiting([row.Proposal.household_id for row in rows])
    return [
        {
            **{name: getattr(row.Proposal, name) for name in _SAID},
            "phone": mask_phone(row.Proposal.phone),
            "note": mask_numbers(row.Proposal.note),
            "division_code": row.place,
            "village_name": row.village_name,
            "grid_name": row.grid_name,
            "proposed_by_name": row.proposed_by_name,
            "decided_by_name": row.decided_by_name,
            "registered": row.Household and _as_registered(row.Household),
            "distance_m": row.Household and _apart(row.Proposal, row.Household),
            "alike": alike.get(row.Proposal.id, []),
            "visits_waiting": waiting.get(row.Proposal.household_id, 0),
        }
        for row in rows
    ]


_SAID = (
    *("id", "kind", "household_id", "door_kind", "title", "householder", "address", "lat", "lon", "accuracy_m"),
    *("outside_grids", "state", "proposed_by", "proposed_at", "decided_at", "refusal"),
)


def _as_registered(door: Household) -> dict[str, Any]:
    columns = ("id", "kind", "title", "householder", "address", "lat", "lon")
    return {**{name: getattr(door, name) for name in columns}, "phone": mask_phone(door.phone)}


def _apart(proposal: Proposal, door: Household) -> int | None:
    return distance_m((proposal.lat, proposal.lon), (door.lat, door.lon))


def _waiting(household_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many entries of phones wait for each of these doors."""
    query = (
        select(Quarantine.household_id, func.count())
        .where(Quarantine.household_id.in_(household_ids), or_(WANTS_ITS_DOOR, _REFUSED_DOOR))
        .group_by(Quarantine.household_id)
    )
    return {household_id: count for household_id, count in db.session.execute(query) if household_id}


def _alike(proposals: Sequence[Proposal]) -> dict[UUID, list[dict[str, Any]]]:
    """The doors on the register that each new one may be: the same address, name or telephone in its village."""
    if not proposals:
        return {}
    phones = [proposal.phone for proposal in proposals if proposal.phone]
    may_be = or_(*map(_may_be, proposals), holds_one_of(Household, PHONE, phones))
    found = list(db.session.scalars(select(Household).where(may_be).order_by(Household.id)))
    alike: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for proposal in proposals:
        for door in found:
            if door.id != proposal.household_id and (same := _same(proposal, door)):
                alike[proposal.id].append({**_as_registered(door), "same": same})
    return alike


def _may_be(proposal: Proposal) -> ColumnElement[bool]:
    village = proposal.division_code[:12]
    same_spot = f"{village}|{proposal.door_kind}|{normalise_address(proposal.address or '')}|"
    like = [
        Household.householder == proposal.householder,
        Household.address == proposal.address,
        Household.door_key.startswith(same_spot, autoescape=True),
    ]
    return and_(Household.division_code.startswith(village), or_(*like))


def _same(proposal: Proposal, door: Household) -> list[str]:
    is_near = door.division_code.startswith(proposal.division_code[:12])
    facts = {
        "address": normalise_address(door.address) == normalise_address(proposal.address or ""),
        "name": normalise_name(door.householder) == normalise_name(proposal.householder or ""),
        "phone": bool(proposal.phone) and door.phone == proposal.phone,
    }
    return [name for name, is_same in facts.items() if is_same and is_near]
