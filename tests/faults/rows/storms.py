"""The same batch from eight clients at once, others in between, and a reader that follows: each event once, no change unseen."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from random import Random
from typing import Any

from app.check import disagreements
from app.db import db
from tests.county import EAST_1, register
from tests.faults import county
from tests.faults.caller import Caller, RefusedError
from tests.faults.databases import Databases, Postgres, Sqlite
from tests.faults.outcome import Outcome
from tests.faults.seeds import Place
from tests.faults.served import serving
from tests.races import at_once

CLIENTS = 8
SHARED, OWN = 5, 3
DOORS = 120


class Storm:
    """A county with many doors, served by several processes as `make run` serves it."""

    def __init__(self, databases: Databases, place: Place) -> None:
        self._app = county.app_on(databases.url, place.folder)
        self._cast, self.doors = databases.prepare(self._fill)
        databases.renew()
        self._place, self._url = place, databases.url

    def _fill(self) -> tuple[county.Cast, list[str]]:
        cast = county.fill(self._app)
        with self._app.app_context():
            doors = [str(register("周五", EAST_1, f"新街{number}号")) for number in range(DOORS)]
            db.session.remove()
            db.engine.dispose()
        return cast, doors

    def play(self, seeds: Iterable[int]) -> Iterator[Outcome]:
        """One storm for each seed."""
        with serving(self._url, self._place.folder, workers=2) as port:
            callers = [Caller(port, "alice", self._cast) for _ in range(CLIENTS)]
            reader = Caller(port, "alice", self._cast)
            for seed in seeds:
                yield self._round(Random(seed), seed, callers, reader)
        wrong = self._wrong_tables()
        if wrong:
            yield Outcome(0, 0, tuple(wrong))

    def _round(self, dice: Random, seed: int, callers: list[Caller], reader: Caller) -> Outcome:
        doors = dice.sample(self.doors, SHARED + OWN * CLIENTS)
        shared = callers[0].batch(dice, doors[:SHARED])
        own = [caller.batch(dice, doors[SHARED + OWN * n :][:OWN]) for n, caller in enumerate(callers)]
        cursor = reader.top()
        is_over = threading.Event()
        acts: list[Callable[[], Any]] = [
            partial(_push, *one) for one in zip(callers, [shared] * CLIENTS, own, strict=True)
        ]
        following = threading.Thread(target=lambda: seen.update(reader.follow(cursor, is_over)))
        seen: set[str] = set()
        following.start()
        answers = at_once(*acts)
        is_over.set()
        following.join()
        faults = [*_unlike(answers), *(f"lost: the reader never saw door {door}" for door in doors if door not in seen)]
        return Outcome(seed, SHARED + OWN * CLIENTS, tuple(faults))

    def _wrong_tables(self) -> list[str]:
        with self._app.app_context():
            wrong = [f"I7: {line}" for line in disagreements()]
            db.session.remove()
            db.engine.dispose()
        return wrong


def _push(caller: Caller, shared: Any, own: Any) -> tuple[list[Any], list[Any]]:
    try:
        return caller.push(shared), caller.push(own)
    except RefusedError as refused:
        told = {"status": f"refused: {refused}", "receipt": None}
        return [{**item, **told} for item in shared["items"]], [{**item, **told} for item in own["items"]]


def _unlike(answers: list[tuple[list[Any], list[Any]]]) -> Iterator[str]:
    """Each shared event was created once and a duplicate for all others, with one receipt; each own one was created."""
    shared = [verdict for answer, _ in answers for verdict in answer]
    for name in {verdict["id"] for verdict in shared}:
        mine = [verdict for verdict in shared if verdict["id"] == name]
        told = Counter(verdict["status"] for verdict in mine)
        if told != {"created": 1, "duplicate": CLIENTS - 1} or len({verdict["receipt"] for verdict in mine}) > 1:
            yield f"doubled: {name} was answered {dict(told)} with receipts {[verdict['receipt'] for verdict in mine]}"
    for verdict in (verdict for _, answer in answers for verdict in answer):
        if verdict["status"] != "created":
            yield f"lost: {verdict['id']} was answered {verdict['status']}"


def _play(kind: type[Databases], seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    with kind.in_folder(place.folder) as databases:
        yield from Storm(databases, place).play(seeds)


sqlite, postgres = partial(_play, Sqlite), partial(_play, Postgres)
