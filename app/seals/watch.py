"""The server's own watch: what is complete is sealed a moment later, and a day that is over is closed."""

from pathlib import Path
from threading import Thread
from time import sleep

from flask import Flask

from app.audit import operations as audit
from app.audit.operations import Who
from app.changes import writing
from app.db import db
from app.seals import roots, sealing
from app.sync.sealing import CountyKey, find

# Seconds. A resident may look at the QR code as soon as the slip is printed; a phone's day comes in at once.
LOOK_EVERY = 2
_SERVER = Who(username="服务器", role="operator")


def start(app: Flask) -> Thread:
    """Look every other second, for as long as the server lives."""
    thread = Thread(target=_watch, args=(app,), name="seals", daemon=True)
    thread.start()
    return thread


def look(key: CountyKey, folder: Path | None) -> int:
    """Seal all that is complete, close the days that are over and write their files; answers how many were sealed."""
    sealed = 0
    while sealing.is_due():
        with writing():
            sealed += sealing.seal_some(key.slip_key())
    if sealing.is_day_over():
        with writing():
            sealing.close_days(key.slip_key())
    if folder is not None:
        roots.write_files(folder)
    return sealed


def _watch(app: Flask) -> None:
    while True:
        sleep(LOOK_EVERY)
        with app.app_context(), audit.acting_as(_SERVER):
            try:
                if key := find(app.config["RESCUE_KEY_FILE"]):
                    look(key, app.config["SLIP_ROOTS"])
            except Exception:
                # It stays due: the next look tries again, and a page goes on without it.
                app.logger.exception("slips could not be sealed")
            finally:
                db.session.remove()
