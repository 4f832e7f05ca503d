"""Taking in what workers propose about the register, and telling their phones what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.codes import NO_GRID
from app.db import db, insert_rows
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.models import Proposal
from app.households.names import initials
from app.people.models import User

_grid, _village = aliased(Division), aliased(Division)
_OF_DOORS = (
    select(Proposal.household_id, Proposal.state, Proposal.refusal)
    .where(Proposal.kind == "new")
    .order_by(Proposal.id)
    .with_for_update()
)


@dataclass(frozen=True)
class Proposed:
    """What a phone says of a door; None is what it says nothing of."""

    id: UUID
    kind: str
    household_id: UUID
    division_code: str
    door_kind: str | None
    title: str | None
    householder: str | None
    phone: str | None
    address: str | None
    lat: float | None
    lon: float | None
    accuracy_m: int | None
    note: str | None
    proposed_at: datetime
    outside_grids: bool


def record(worker_id: UUID, proposed: Sequence[Proposed]) -> None:
    """Store proposals; nothing about any door changes."""
    insert_rows(Proposal, [{**asdict(one), "state": "waiting", "proposed_by": worker_id} for one in proposed])


def hold_new_doors(household_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str | None]]:
    """What became of the new doors among these, held: whoever confirms one meanwhile waits, and then sees what came for it."""
    ids = list(household_ids)  # mostly none, and then nothing is asked
    if not ids:
        return {}
    found = db.session.execute(_OF_DOORS.where(Proposal.household_id.in_(ids)))
    return {household_id: (state, refusal) for household_id, state, refusal in found}


def places_among(codes: Iterable[str]) -> dict[str, str]:
    """Where a door stands that is said to be in one of these grids or villages; left out is what is neither, and never was."""
    asked = {code.removesuffix(NO_GRID) if len(code) == 15 else code for code in codes}
    if not asked:
        return {}
    known = select(Division.code, Division.level).where(
        Division.code.in_(asked), Division.level.in_(("village", "grid"))
    )
    found = db.session.execute(known)
    full = {code: code if level == "grid" else code + NO_GRID for code, level in found}
    return full | {place: place for place in full.values()}


def proposals_by(user_id: UUID, scope: Scope, ids: list[str] | None = None) -> list[dict[str, Any]]:
    """What became of somebody's proposals, as their phone is told: whose door it is only while that is open, and theirs to walk."""
    if ids == []:  # as nearly every pull has it
        return []
    query = (
        select(Proposal, User.name, _grid.name, _village.name)
        .outerjoin(User, User.id == Proposal.decided_by)
        .outerjoin(_grid, _grid.code == Proposal.division_code)
        .outerjoin(_village, _village.code == func.substr(Proposal.division_code, 1, 12))
        .where(Proposal.proposed_by == user_id)
    )
    if ids is not None:
        query = query.where(Proposal.id.in_([UUID(each) for each in ids]))
    return [
        {
            "id": str(one.id),
            "kind": one.kind,
            "household_id": str(one.household_id),
            "state": one.state,
            "refusal": one.refusal,
            "by_name": by_name,
            "door": _door(one, *names) if one.state == "waiting" and scope.has(one.division_code) else None,
        }
        for one, by_name, *names in db.session.execute(query.order_by(Proposal.id)).tuples()
    ]


def _door(one: Proposal, grid_name: str | None, village_name: str | None) -> dict[str, Any]:
    """As a phone keeps a door, as far as anything was said of it."""
    return {
        "grid_name": grid_name,
        "village_name": village_name,
        "initials": initials(one.householder or "", one.title),
        "division_code": one.division_code,
        "kind": one.door_kind,
        "title": one.title,
        "householder": one.householder,
        "phone": one.phone,
        "address": one.address,
        "lat": one.lat,
        "lon": one.lon,
    }
