"""Finding divisions, making grids, and saying who walks them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, select

from app import clock, problems
from app.changes import note
from app.codes import LENGTHS, LEVELS, NO_GRID, at_level, is_code, level_of
from app.db import db, insert_once
from app.divisions.models import Assignment, Division, FormerAssignment, OfficialCount
from app.divisions.scope import Scope
from app.people.models import User
from app.people.operations import get_user


@dataclass(frozen=True)
class WorkerName:
    """Who walks a grid, as lists show it."""

    id: UUID
    name: str


def list_divisions(scope: Scope, parent_code: str | None) -> list[Division]:
    """The children of a division that can be seen from a scope; without a parent, the scope's own roots."""
    query = select(Division).order_by(Division.code)
    if parent_code is None:
        roots = [prefix.ljust(12, "0") for prefix in scope.prefixes]
        return list(db.session.scalars(query.where(Division.code.in_(roots))))
    narrowed = scope.within(parent_code)
    if db.session.get(Division, parent_code) is None:
        raise problems.unknown_division(parent_code)
    children = db.session.scalars(query.where(Division.parent_code == parent_code))
    return [child for child in children if _touches(narrowed, child.code)]


def _touches(scope: Scope, code: str) -> bool:
    """Whether a division lies in a scope or holds a part of it, as a village does for a worker's grid."""
    own = code[: LENGTHS[level_of(code)]]
    return any(own.startswith(prefix) or prefix.startswith(own) for prefix in scope.prefixes)


def get_division(code: str, scope: Scope) -> Division:
    """The division, or the problem that there is none in this scope."""
    division = db.session.get(Division, code) if is_code(code) and scope.has(code) else None
    if division is None:
        raise problems.unknown_division(code)
    return division


def path_to(code: str) -> list[Division]:
    """From the county down to a division, itself included."""
    levels = LEVELS[: LEVELS.index(level_of(code)) + 1]
    codes = [code if level == "grid" else at_level(code, level) for level in levels]
    query = select(Division).where(Division.code.in_(codes)).order_by(func.length(Division.code), Division.code)
    return list(db.session.scalars(query))


def workers_of(grid_codes: Iterable[str]) -> dict[str, list[WorkerName]]:
    """Who walks each of these grids, by name."""
    found: dict[str, list[WorkerName]] = defaultdict(list)
    for code, user_id, name in db.session.execute(
        select(Assignment.grid_code, User.id, User.name)
        .join(User, User.id == Assignment.user_id)
        .where(Assignment.grid_code.in_(list(grid_codes)))
        .order_by(User.name)
    ):
        found[code].append(WorkerName(user_id, name))
    return found


def make_grid(village: Division, name: str) -> Division:
    """Cut a new grid in a village. Codes count upwards and are never used twice."""
    if village.level != "village" or village.retired_on:
        raise problems.not_a_village()
    # Two people cutting at once must not arrive at one number.
    db.session.refresh(village, with_for_update=True)
    _refuse_taken_name(village.code, name)
    highest = db.session.execute(
        select(func.max(Division.code)).where(Division.parent_code == village.code, Division.level == "grid")
    ).scalar()
    number = int((highest or NO_GRID)[-3:]) + 1
    if number > 999:
        raise problems.grids_used_up()
    grid = Division(code=f"{village.code}{number:03}", level="grid", name=name, parent_code=village.code)
    db.session.add(grid)
    db.session.flush()
    note("division", grid.code, grid.code)
    return grid


def find_grid(village_code: str, name: str) -> Division | None:
    """The village's grid of that name, or None."""
    return db.session.scalars(
        select(Division).where(Division.parent_code == village_code, Division.name == name, Division.level == "grid")
    ).first()


def _refuse_taken_name(village_code: str, name: str) -> None:
    if find_grid(village_code, name):
        raise problems.grid_name_taken(name)


def rename(grid: Division, name: str) -> None:
    """Give a grid another name; the official list alone names what is above it."""
    if grid.level != "grid" or grid.parent_code is None:
        raise problems.not_a_grid()
    if name != grid.name:
        _refuse_taken_name(grid.parent_code, name)
    grid.name = name
    note("division", grid.code, grid.code)


def official_on(day: date) -> dict[str, int]:
    """The official numbers in force on a day, by village; a number entered later changes no day gone by."""
    entered = db.session.execute(
        select(OfficialCount.code, OfficialCount.households)
        .where(OfficialCount.from_on <= day)
        .order_by(OfficialCount.from_on)
    )
    newest: dict[str, int | None] = dict(entered.tuples().all())
    return {code: households for code, households in newest.items() if households is not None}


def set_official_households(village: Division, count: int | None) -> None:
    """Enter the village's official number of resident households, or take it away."""
    if village.level != "village":
        raise problems.not_a_village()
    today = clock.today()
    entered = db.session.get(OfficialCount, (village.code, today))
    if entered:
        entered.households = count
    else:
        db.session.add(OfficialCount(code=village.code, from_on=today, households=count))
    db.session.flush()
    note("division", village.code, village.code)


def confirm_doors(division: Division) -> None:
    """Somebody has looked at the doors that came with a code that was used again."""
    division.former_name = None
    note("division", division.code, division.code)


def assign(grid: Division, user_id: UUID, scope: Scope) -> None:
    """Let a worker walk a grid; twice is once."""
    _hold(grid)
    worker = _get_worker(grid, user_id, scope)
    row = {"grid_code": grid.code, "user_id": worker.id, "since": clock.now()}
    if db.session.execute(insert_once(Assignment).values(row).returning(Assignment.user_id)).scalar():
        note("grant", grid.code, "", audience_id=worker.id)
        note("division", grid.code, grid.code)


def unassign(grid: Division, user_id: UUID, scope: Scope) -> None:
    """A worker walks a grid no longer; what they recorded there still counts for a while."""
    _hold(grid)
    worker = _get_worker(grid, user_id, scope)
    mine = delete(Assignment).where(Assignment.grid_code == grid.code, Assignment.user_id == worker.id)
    since = db.session.execute(mine.returning(Assignment.since)).scalar()
    if since:
        db.session.add(FormerAssignment(grid_code=grid.code, user_id=worker.id, since=since, until=clock.now()))
        note("revoke", grid.code, "", audience_id=worker.id)
    note("division", grid.code, grid.code)


def hand_over(grid: Division, user_ids: Collection[UUID], scope: Scope) -> None:
    """Let exactly these walk a grid: revoked from the others and granted to these in one transaction."""
    _hold(grid)
    walking = {worker.id for worker in workers_of([grid.code])[grid.code]}
    for user_id in sorted(walking - set(user_ids)):
        unassign(grid, user_id, scope)
    for user_id in sorted(set(user_ids) - walking):
        assign(grid, user_id, scope)


def _hold(grid: Division) -> None:
    """Two people may hand a grid over at once: the second waits here, and then sees who walks it by now."""
    db.session.refresh(grid, with_for_update=True)


def _get_worker(grid: Division, user_id: UUID, scope: Scope) -> User:
    if grid.level != "grid":
        raise problems.not_a_grid()
    user = get_user(user_id)
    if not scope.has(user.scope):
        raise problems.not_found("这个账号")
    if user.role != "worker":
        raise problems.not_a_worker(user.name)
    return user


def list_to_reassign(scope: Scope) -> list[Division]:
    """Villages whose doors need looking at: gone from the newest edition, or their code used again."""
    return list(
        db.session.scalars(
            select(Division)
            .where(Division.level == "village", scope.holds(Division.code))
            .where(Division.retired_on.is_not(None) | Division.former_name.is_not(None))
            .order_by(Division.code)
        )
    )
