"""A server that dies as planned: forked from a process that has imported everything, so that the next stands in 20 ms."""

import os
import signal
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

MOST_STATEMENTS = 40
LONGEST_DELAY_S = 0.04


@dataclass(frozen=True)
class Plan:
    """When to die: so many seconds after a write began, or before its k-th statement, or at its commit."""

    delay: float | None = None
    statement: int | None = None
    at_commit: str | None = None  # before | after

    @classmethod
    def drawn(cls, dice: Random) -> "Plan":
        """Half by the clock, half at a place in the work; the commit is the most telling one."""
        if dice.random() < 0.5:
            return cls(delay=dice.random() * LONGEST_DELAY_S)
        if dice.random() < 0.4:
            return cls(at_commit=dice.choice(["before", "after"]))
        return cls(statement=dice.randint(1, MOST_STATEMENTS))


class MortalServer:
    """Serves on one port for good: whenever its process is killed, the next takes over with the next plan."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(64)
        self.port = self._socket.getsockname()[1]
        self.deaths = 0
        self._plans: list[Plan] = []
        self._turn = threading.Lock()
        self._child = 0
        self._is_over = True

    def begin(self, plans: list[Plan]) -> None:
        """Serve, and die by these plans in turn; after the last of them live on."""
        self._plans, self._is_over, self.deaths = list(plans), False, 0
        self._fork()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def calm(self) -> int:
        """No more deaths but this one: a new process, that lives on. Answers how many died as planned."""
        with self._turn:
            self._plans.clear()
            planned = self.deaths
        self._kill()
        return planned

    def end(self) -> None:
        """Stop serving, if it does."""
        if self._is_over:
            return
        self._is_over = True
        self._kill()
        self._watcher.join()

    def close(self) -> None:
        """Let go of the port."""
        self.end()
        self._socket.close()

    def _watch(self) -> None:
        while True:
            os.waitpid(self._child, 0)
            if self._is_over:
                return
            with self._turn:
                self.deaths += 1
                self._fork()

    def _kill(self) -> None:
        with self._turn, suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)

    def _fork(self) -> None:
        plan = self._plans.pop(0) if self._plans else None
        child = os.fork()
        if child == 0:
            try:
                _serve(self._app, self._socket, plan)
            finally:
                os._exit(1)
        self._child = child


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's own name
        """Say nothing: most of what is cut off here is meant to be."""


def _serve(app: Flask, listening: socket.socket, plan: Plan | None) -> None:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet, fd=listening.fileno())
    if plan:
        _arm(app, plan)
    server.serve_forever()


class _Writing(threading.local):
    """Whether this thread serves a request that writes, and how many statements it has left to live."""

    now = False
    left: int | None = None


def _arm(app: Flask, plan: Plan) -> None:
    """Die by the plan, in the first request that writes what a phone hands in."""
    inner, writing = app.wsgi_app, _Writing()

    def armed(environ: Any, start: Any) -> Any:
        writing.now = environ["REQUEST_METHOD"] != "GET" and "/session" not in environ["PATH_INFO"]
        writing.left = plan.statement if writing.now else None
        if writing.now and plan.delay is not None:
            threading.Timer(plan.delay, _die).start()
        return inner(environ, start)

    def count(*_: Any) -> None:
        if writing.left is None:
            return
        writing.left -= 1
        if writing.left == 0:
            _die()

    app.wsgi_app = armed  # type: ignore[method-assign]
    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", lambda *_: _die() if plan.at_commit == "before" and writing.now else None)
    event.listen(Session, "after_commit", lambda *_: _die() if plan.at_commit == "after" and writing.now else None)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
