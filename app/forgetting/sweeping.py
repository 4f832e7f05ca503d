"""Goes on with what was agreed to and not done, and takes what came late: by command, and by the server itself."""

from threading import Thread

from flask import Flask

from app.changes import latest, writing
from app.db import db
from app.forgetting import operations, orders, traces
from app.forgetting.pictures import came_late, drop_pictures
from app.jobs.watching import watch
from app.seals import removals

LOOK_EVERY = 60.0


def sweep(*, anything_new: bool = True) -> int:
    """Do all that is left to do; answers for how many doors there was something. Nothing is late where nothing is new."""
    left = [*operations.unfinished(), *(operations.late() if anything_new else ())]
    for forgetting_id in left:
        with writing():
            operations.carry_out(forgetting_id)
    for household_id, until in orders.untold().items() if anything_new else ():
        with writing():
            removals.tell_door(household_id, until)
    pictures = came_late()
    if pictures:
        with writing():
            drop_pictures(pictures)
    db.session.rollback()
    if left or pictures:
        traces.empty_the_log()
    return len(left)


def start(app: Flask) -> Thread:
    """Look every minute; for what came late only where anything is new."""
    seen = -1

    def look() -> None:
        nonlocal seen
        top = latest()
        sweep(anything_new=top != seen)
        seen = top

    return watch(app, "forgetting", LOOK_EVERY, look)
