"""Runs the long jobs in a thread of the server's own; no broker, and state only in the database."""

from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import UUID

from flask import Flask, current_app

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.audit.operations import Who
from app.changes import writing
from app.rosters import operations, refusals


def start(job: Callable[..., None], roster_id: UUID, *args: Any) -> Thread:
    """Run a job on a roster; whatever stops it is told in the roster's own state."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    whose = audit.who_acts()
    thread = Thread(target=_run, args=(app, whose, job, roster_id, args), name=f"roster-{roster_id}", daemon=True)
    thread.start()
    return thread


def _run(app: Flask, whose: Who, job: Callable[..., None], roster_id: UUID, args: tuple[Any, ...]) -> None:
    with app.app_context(), audit.acting_as(whose):
        try:
            job(roster_id, *args)
        except problems.Problem as problem:
            _give_up(roster_id, problem)
        except Exception:
            # The thread ends here, so nobody else could tell the user or the log.
            app.logger.exception("roster %s failed", roster_id)
            _give_up(roster_id, refusals.roster_failed())


def _give_up(roster_id: UUID, problem: problems.Problem) -> None:
    with writing():
        operations.fail(roster_id, problem)
        audit.note(actions.GIVE_UP_ROSTER, roster_id, operations.scope_of(roster_id), code=problem.code)
