"""Setting the goals of 两降."""

from app import clock, problems
from app.codes import is_code
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.figures import refusals
from app.figures.goals import goals_until
from app.figures.models import FallGoal
from app.people.actor import Actor


def set_goal(actor: Actor, scope: Scope, code: str, cases_percent: int | None, loss_percent: int | None) -> bool:
    """Let a goal hold from now on; answers whether it is another one than before."""
    division = db.session.get(Division, code) if is_code(code) and scope.has(code) else None
    if division is None:
        raise problems.unknown_division(code)
    if division.level not in ("county", "town"):
        raise refusals.goal_of_a_village()
    # Two who set it at once wait here for each other: each sees what the other left.
    db.session.refresh(division, with_for_update=True)
    held = goals_until(scope.within(code), clock.now()).get(code, [])
    before = (held[-1].goal.cases_percent, held[-1].goal.loss_percent) if held else (None, None)
    if before == (cases_percent, loss_percent):
        return False
    db.session.add(
        FallGoal(
            division_code=code,
            cases_percent=cases_percent,
            loss_percent=loss_percent,
            set_by=actor.id,
            set_at=clock.now(),
        )
    )
    db.session.flush()
    return True
