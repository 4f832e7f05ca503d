"""Work in threads of the server's own; no broker, and state only in the database.

Every server process has a few of them. They take whatever waits, also what another process left when it stopped.
"""

import hashlib
import tempfile
import traceback
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import IO

from flask import Flask, current_app

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.audit.operations import Who
from app.changes import writing
from app.db import db
from app.jobs import operations, refusals
from app.jobs.kinds import KINDS, Ended, Task

# Jobs at once in one process: they share its time with everybody's requests.
MOST_AT_ONCE = 2
# How far it is is said so often at the most: every word is a transaction.
BEAT_EVERY = 0.5
# What the threads are called, before their own names.
NAMED = "background-"


class Beat:
    """Says how far some work is, now and then: `say` writes it down, inside a transaction."""

    def __init__(self, say: Callable[..., None]) -> None:
        self._say, self._last = say, monotonic()
        self._app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def __call__(self, *figures: int) -> None:
        if monotonic() - self._last >= BEAT_EVERY:
            self.now(*figures)

    def now(self, *figures: int) -> None:
        """Say it whether or not it was said a moment ago."""
        self._last = monotonic()
        # In a session of its own: the work may be in the middle of reading a long answer.
        with self._app.app_context(), writing():
            self._say(*figures)


def go(work: Callable[[], None], name: str) -> Thread:
    """Do something in a thread of its own, as whoever asked for it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    whose = audit.who_acts()

    def run() -> None:
        with app.app_context(), audit.acting_as(whose):
            work()

    thread = Thread(target=run, name=NAMED + name, daemon=True)
    thread.start()
    return thread


class Crew:
    """The threads of this process that do jobs."""

    def __init__(self) -> None:
        self._turn, self._busy, self._called = Lock(), 0, False

    def call(self) -> None:
        """There may be something to do."""
        with self._turn:
            self._called = True
            if self._busy >= MOST_AT_ONCE:
                return
            self._busy += 1
        go(self._work, "jobs")

    def _work(self) -> None:
        try:
            while self._was_called():
                while run_next():
                    pass
        except Exception:
            # The thread ends here, and nobody else could tell. What it had in hands is taken by the next.
            current_app.logger.exception("jobs could not be looked for")
            with self._turn:
                self._busy -= 1

    def _was_called(self) -> bool:
        with self._turn:
            if not self._called:
                self._busy -= 1
                return False
            self._called = False
            return True


def call() -> None:
    """Have what waits done by this process; after the transaction that started it."""
    current_app.extensions.setdefault("jobs", Crew()).call()


def run_next() -> bool:
    """Do the job that has waited longest; whether there was one."""
    db.session.rollback()
    is_due = operations.next_due() is not None
    db.session.rollback()
    if not is_due:
        return False
    with writing():
        task = operations.claim()
    if task is not None:
        with audit.acting_as(Who(task.made_by, task.username, task.role, task.scope)):
            _run(task)
    return True


def _run(task: Task) -> None:
    """Do a job; whatever stops it is told in its own state."""
    try:
        with tempfile.TemporaryFile() as book:
            _make(task, book)
    except Ended as ended:
        _let_go(ended)
        db.session.rollback()
    except problems.Problem as problem:
        _let_go(problem)
        _give_up(task, problem)
    except Exception as error:
        current_app.logger.exception("job %s failed", task.id)
        _let_go(error)
        _give_up(task, refusals.job_failed())


def _let_go(error: Exception) -> None:
    """Close what was being read when it came: at once, while the transaction lasts that it was read in."""
    traceback.clear_frames(error.__traceback__)


def _make(task: Task, book: IO[bytes]) -> None:
    beat = Beat(lambda done: operations.beat(task, done))
    beat.now(0)
    settle = KINDS[task.kind].make(task, book, beat)
    db.session.rollback()
    size = book.seek(0, 2)
    book.seek(0)
    digest = hashlib.file_digest(book, "sha256").hexdigest()  # type: ignore[arg-type]
    book.seek(0)
    for place, data in enumerate(iter(lambda: book.read(operations.PIECE), b"")):
        with writing():
            operations.keep(task, place, data)
    with writing():
        operations.finish(task, size, digest)
        settle(digest)


def _give_up(task: Task, problem: problems.Problem) -> None:
    with writing():
        operations.fail(task, problem)
        audit.note(actions.GIVE_UP_JOB, task.id, task.place, code=problem.code)
