"""Goes on with what was agreed to and not done, and takes what came late: by command, and by the server itself."""

from threading import Thread
from time import sleep

from flask import Flask

from app.audit import operations as audit
from app.audit.operations import Who
from app.changes import latest, writing
from app.db import db
from app.forgetting import operations, traces
from app.forgetting.pictures import came_late, drop_pictures

LOOK_EVERY = 60.0
_SERVER = Who(username="server", role="operator")


def sweep(*, anything_new: bool = True) -> int:
    """Do all that is left to do; answers for how many doors there was something. Nothing is late where nothing is new."""
    left = [*operations.unfinished(), *(operations.late() if anything_new else ())]
    for forgetting_id in left:
        with writing():
            operations.carry_out(forgetting_id)
    pictures = came_late()
    if pictures:
        with writing():
            drop_pictures(pictures)
    db.session.rollback()
    if left or pictures:
        traces.empty_the_log()
    return len(left)


def start(app: Flask) -> Thread:
    """Look every minute, for as long as the server lives."""
    thread = Thread(target=_watch, args=(app,), name="forgetting", daemon=True)
    thread.start()
    return thread


def _watch(app: Flask) -> None:
    seen = -1
    while True:
        sleep(LOOK_EVERY)
        with app.app_context(), audit.acting_as(_SERVER):
            try:
                top = latest()
                sweep(anything_new=top != seen)
                seen = top
            except Exception:
                # What is left stays so: the next look tries again.
                app.logger.exception("what was to be forgotten could not be")
            finally:
                db.session.remove()
