"""What a list holds beyond its state: the one definition of each, behind pages, files and totals.

Each part lies within one state, so that its doors and the rest of the state are the figure that coverage has:

  unvisited 未走访  uncovered, and nobody has knocked
  refused   拒绝    uncovered, and the newest knock was refused
  revisit   需再访  uncovered, knocked at, and the newest knock was anything else: nobody in, said to be empty or moved,
                    or taught with a slip that has not come whole (unvisited + refused + revisit = uncovered)
  no_slip   无完整告知单  covered, but by no taught visit whose slip is complete: by a refusal that a witness saw

A knock is one that was accepted, received and not withdrawn as it was known at the end of the day. Filters narrow a list
further: by the reason of the exclusion that is in force (the first to begin, should there be two), by how often somebody
knocked (3: three times or more), and by whoever walks the grid on that day, who answers for its doors, visited or not.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union_all

from app import clock, problems
from app.db import db
from app.divisions.models import Assignment, FormerAssignment
from app.divisions.scope import Scope
from app.households.models import Cover, Exclusion, Standing
from app.people.models import User
from app.visits.models import Visit

if TYPE_CHECKING:
    from app.visits.doors import Wanted

# Each part, and the state that it lies in.
PARTS = {"unvisited": "uncovered", "revisit": "uncovered", "refused": "uncovered", "no_slip": "covered"}
ATTEMPTS = ("0", "1", "2", "3")
MANY = 3
# When a visit began to count: as the server received it, or as the office accepted what it had laid aside.
counted_at: ColumnElement[datetime] = func.coalesce(Visit.reviewed_at, Visit.received_at)


def state_of(state: str | None, part: str | None, excluded_for: str | None) -> str | None:
    """The one state that all of this lies in; raises list_contradicts where there is none."""
    said = {one for one in (state, part and PARTS[part], excluded_for and "excluded") if one}
    if len(said) > 1:
        raise problems.list_contradicts()
    return next(iter(said), None)


def find_walker(worker: UUID, reach: Scope) -> None:
    """See that somebody belongs there, or walks or walked there: of others not even the name is told; raises not_found."""
    walks = [
        exists().where(model.user_id == User.id, reach.holds(model.grid_code))
        for model in (Assignment, FormerAssignment)
    ]
    if not db.session.scalar(select(User.id).where(User.id == worker, or_(reach.holds(User.scope), *walks))):
        raise problems.not_found("这位网格员")


def stands(wanted: "Wanted") -> list[ColumnElement[bool]]:
    """What the standing of a door must be to be on the list: all but the words it is sought by."""
    conditions = [
        Standing.campaign_id == wanted.campaign_id,
        Standing.from_on <= wanted.on,
        Standing.until_on > wanted.on,
        wanted.scope.holds(Standing.division_code),
    ]
    if wanted.kind:
        conditions.append(Standing.kind == wanted.kind)
    if wanted.state:
        conditions.append(Standing.state == wanted.state)
    if wanted.part:
        conditions.append(_is_part(wanted))
    if wanted.excluded_for:
        conditions.append(_reason(wanted) == wanted.excluded_for)
    if wanted.attempts:
        conditions.append(_is_tried(wanted, int(wanted.attempts)))
    if wanted.worker:
        conditions.append(Standing.division_code.in_(_walked_by(wanted.worker, wanted)))
    return conditions


def counted(wanted: "Wanted") -> tuple[ColumnElement[bool], ...]:
    """Which visits are knocks, as it was known at the end of the day."""
    end = clock.end_of(wanted.on)
    return (
        Visit.campaign_id == wanted.campaign_id,
        Visit.status == "accepted",
        counted_at < end,
        or_(
            Visit.withdrawn_on.is_(None),
            and_(Visit.withdrawn_on > wanted.on, Visit.withdrawal_reaches_back.is_(False)),
        ),
    )


def _is_part(wanted: "Wanted") -> ColumnElement[bool]:
    if wanted.part == "unvisited":
        return ~_is_knocked(wanted)
    if wanted.part == "no_slip":
        return ~_is_taught(wanted)
    is_refused: ColumnElement[bool] = _newest(wanted) == "refused"
    return is_refused if wanted.part == "refused" else ~is_refused


def _is_knocked(wanted: "Wanted") -> ColumnElement[bool]:
    return exists().where(*_at_door(wanted)).correlate(Standing)


def _newest(wanted: "Wanted") -> Any:
    """What the newest knock came to; NULL where nobody knocked, which is neither refused nor anything else."""
    newest_first = (Visit.visited_at.desc(), Visit.id.desc())
    query = select(Visit.outcome).where(*_at_door(wanted)).order_by(*newest_first).limit(1)
    return query.correlate(Standing).scalar_subquery()


def _is_taught(wanted: "Wanted") -> ColumnElement[bool]:
    """Whether a signed slip covers it: a taught visit covers from the day on which its slip is complete."""
    return (
        exists()
        .where(
            Cover.household_id == Standing.household_id,
            Cover.campaign_id == wanted.campaign_id,
            Cover.from_on <= wanted.on,
            Cover.until_on > wanted.on,
            Visit.id == Cover.visit_id,
            Visit.outcome == "taught",
        )
        .correlate(Standing)
    )


def _is_tried(wanted: "Wanted", times: int) -> ColumnElement[bool]:
    if times == 0:
        return ~_is_knocked(wanted)
    count = select(func.count()).select_from(Visit).where(*_at_door(wanted)).correlate(Standing).scalar_subquery()
    return count >= times if times >= MANY else count == times


def _at_door(wanted: "Wanted") -> tuple[ColumnElement[bool], ...]:
    return (Visit.household_id == Standing.household_id, *counted(wanted))


def _reason(wanted: "Wanted") -> Any:
    in_force = (
        Exclusion.household_id == Standing.household_id,
        Exclusion.state == "approved",
        Exclusion.from_on <= wanted.on,
        Exclusion.until_on > wanted.on,
    )
    first = select(Exclusion.reason).where(*in_force).order_by(Exclusion.from_on, Exclusion.id).limit(1)
    return first.correlate(Standing).scalar_subquery()


def _walked_by(worker: UUID, wanted: "Wanted") -> Any:
    """The grids that somebody walked when the day ended; today, those they walk now."""
    end = clock.end_of(wanted.on)
    now = select(Assignment.grid_code).where(Assignment.user_id == worker, Assignment.since < end)
    former = (FormerAssignment.user_id == worker, FormerAssignment.since < end, FormerAssignment.until >= end)
    return union_all(now, select(FormerAssignment.grid_code).where(*former))
