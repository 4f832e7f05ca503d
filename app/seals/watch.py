"""The server's own watch: what is complete is sealed a moment later, and a day that is over is closed."""

from pathlib import Path
from threading import Thread

from flask import Flask

from app.changes import writing
from app.jobs.watching import watch
from app.seals import roots, sealing
from app.sync.sealing import CountyKey, find

# Seconds. A resident may look at the QR code as soon as the slip is printed; a phone's day comes in at once.
LOOK_EVERY = 2


def look(key: CountyKey, folder: Path | None) -> int:
    """Seal all that is complete, close the days that are over and write their files; answers how many were sealed."""
    sealed = 0
    done = True
    # What cannot be sealed stays due, and would be looked at for ever.
    while done and sealing.is_due():
        with writing():
            done = any(now := sealing.seal_some(key.slip_key()))
        sealed += now[0]
    if sealing.is_day_over():
        with writing():
            sealing.close_days(key.slip_key())
    if folder is not None and not roots.are_written(folder):
        roots.write_files(folder, key.slip_key().public_key())
    return sealed


def start(app: Flask) -> Thread:
    """Look every other second; without the county's key there is nothing to seal with."""

    def seal() -> None:
        if key := find(app.config["RESCUE_KEY_FILE"]):
            look(key, app.config["SLIP_ROOTS"])

    return watch(app, "seals", LOOK_EVERY, seal)
