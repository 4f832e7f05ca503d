"""Who may check a village: a worker who never walked there, so that nobody tests themselves or a colleague next door."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app import problems
from app.checks import refusals
from app.codes import at_level
from app.db import db
from app.divisions.models import Assignment, FormerAssignment
from app.divisions.scope import Scope, scope_under
from app.households.models import Household
from app.people.models import User
from app.visits.models import Visit


def checkers_for(village_code: str, scope: Scope) -> list[User]:
    """Everybody in the scope who could check this village, by name."""
    query = select(User).where(_may_ask(scope), ~_walked(village_code)).order_by(User.name, User.username)
    return list(db.session.scalars(query))


def find_checker(user_id: UUID, scope: Scope, village_code: str) -> User:
    """This one, or the problem with them."""
    user = db.session.scalars(select(User).where(User.id == user_id, _may_ask(scope))).one_or_none()
    if user is None:
        raise problems.not_found("这名网格员")
    if db.session.scalar(select(exists().where(User.id == user_id, _walked(village_code)))):
        raise refusals.checker_not_blind(user.name)
    return user


def _may_ask(scope: Scope) -> ColumnElement[bool]:
    return and_(User.role == "worker", User.is_active, scope.holds(User.scope))


def _walked(village_code: str) -> ColumnElement[bool]:
    """Whether somebody ever had a grid there, or recorded a visit at a door that stands there now."""
    there = scope_under(at_level(village_code, "village"))
    visited = (
        exists()
        .where(Visit.worker_id == User.id, Household.id == Visit.household_id, there.holds(Household.division_code))
        .correlate(User)
    )
    walks = exists().where(Assignment.user_id == User.id, there.holds(Assignment.grid_code)).correlate(User)
    walked = (
        exists().where(FormerAssignment.user_id == User.id, there.holds(FormerAssignment.grid_code)).correlate(User)
    )
    return or_(visited, walks, walked)
