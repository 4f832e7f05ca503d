"""Reading and taking a roster in the background; whatever stops it is told in the roster's own state."""

from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import UUID

from flask import current_app

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.jobs import background
from app.rosters import operations, refusals


def start(job: Callable[..., None], roster_id: UUID, *args: Any) -> Thread:
    """Run a job on a roster, as whoever asked for it."""

    def work() -> None:
        try:
            job(roster_id, *args)
        except problems.Problem as problem:
            _give_up(roster_id, problem)
        except Exception:
            # The thread ends here, so nobody else could tell the user or the log.
            current_app.logger.exception("roster %s failed", roster_id)
            _give_up(roster_id, refusals.roster_failed())

    return background.go(work, f"roster-{roster_id}")


def _give_up(roster_id: UUID, problem: problems.Problem) -> None:
    with writing():
        operations.fail(roster_id, problem)
        audit.note(actions.GIVE_UP_ROSTER, roster_id, operations.scope_of(roster_id), code=problem.code)
