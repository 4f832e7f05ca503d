"""`kill -9` of the server while phones hand in: at any moment, before any statement, and on both sides of the commit."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from app.db import db
from tests.faults import checker, county
from tests.faults.children import in_child
from tests.faults.databases import Databases, Postgres, Sqlite
from tests.faults.frames import Head
from tests.faults.killed import MortalServer, Plan
from tests.faults.outcome import Outcome
from tests.faults.player import Player
from tests.faults.seeds import Place

DEATHS = 4


class Graveyard:
    """A county in a fresh database every round, and a server on it that does not live long."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self._app = county.app_on(databases.url, folder)
        self._databases = databases
        self._cast = databases.prepare(lambda: county.fill(self._app))
        self._server = MortalServer(self._app)
        self._died = 0

    def answer(self, op: str, question: Head, _body: bytes) -> tuple[Head, bytes]:
        """Whatever a player asks for."""
        if op == "begin":
            dice = Random(question["seed"])
            self._databases.renew()
            self._server.begin([Plan.drawn(dice) for _ in range(DEATHS)])
            return {**self._cast.told(), "port": self._server.port}, b""
        if op == "calm":
            self._died = self._server.calm()
            return {}, b""
        if op == "audit":
            return {"faults": in_child(lambda: self._look(checker.wrong_badges, question["received"], [], set()))}, b""
        assert op == "check", op
        # A round in which every server lived shows nothing of what a death does.
        calm = [] if self._died else ["nobody died: no server in the middle of what phones handed in"]
        return {"faults": calm + in_child(lambda: self._look(checker.faults, question["phones"]))}, b""

    def _look(self, check: Callable[..., Iterator[str]], *what: Any) -> list[str]:
        with self._app.app_context():
            found = list(check(*what))
            db.session.remove()
        return found

    def end_round(self) -> None:
        """The server stops; the next round begins another."""
        self._server.end()

    def close(self) -> None:
        self._server.close()


@contextmanager
def _graveyard(kind: type[Databases], folder: Path) -> Iterator[Graveyard]:
    with kind.in_folder(folder) as databases:
        ground = Graveyard(databases, folder)
        try:
            yield ground
        finally:
            ground.close()


def _play(kind: type[Databases], seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """A county, a few phones and some deaths for each seed."""
    with _graveyard(kind, place.folder) as ground, Player(place.bundles) as player:
        for seed in seeds:
            outcome = player.outcome("kills", seed, ground)
            ground.end_round()
            yield outcome


sqlite, postgres = partial(_play, Sqlite), partial(_play, Postgres)
