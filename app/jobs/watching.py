"""The server's own watches: what it looks after by itself, again and again, for as long as it lives."""

from collections.abc import Callable
from threading import Thread
from time import sleep

from flask import Flask

from app.audit import operations as audit
from app.audit.operations import Who
from app.db import db

_SERVER = Who(username="server", role="operator")


def watch(app: Flask, name: str, every: float, look: Callable[[], object]) -> Thread:
    """Look every so many seconds, in a thread: after a night's sleep, too."""

    def go_on() -> None:
        while True:
            sleep(every)
            with app.app_context(), audit.acting_as(_SERVER):
                try:
                    look()
                except Exception:
                    # What is due stays due: the next look tries again, and a page goes on without it.
                    app.logger.exception("the watch over %s could not do its work", name)
                finally:
                    db.session.remove()

    thread = Thread(target=go_on, name=name, daemon=True)
    thread.start()
    return thread
