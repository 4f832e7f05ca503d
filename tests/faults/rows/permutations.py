"""All orders of six deliveries that depend on each other, the photo whole or in pieces: one final state."""

import json
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, select

from app.blobs.models import Blob, BlobBringer
from app.changes import writing
from app.check import disagreements
from app.db import db
from app.divisions.models import Assignment
from app.households.models import Standing
from app.slips.models import Slip
from app.sync.models import Event, Quarantine
from app.visits.models import Visit
from tests.county import EAST_1
from tests.faults import checker, county, wsgi
from tests.faults.deliveries import Delivery, deliveries
from tests.faults.outcome import Outcome
from tests.faults.seeds import Place
from tests.faults.simulation import Simulation
from tests.person import PASSWORD

ORDERS = list(permutations(range(6)))
# What of each table must come out the same; numbers and times may not.
_STATE: dict[str, tuple[Any, ...]] = {
    "event": (Event.id, Event.device_id, Event.device_seq, Event.body, Event.status),
    "visit": (Visit.id, Visit.household_id, Visit.worker_id, Visit.outcome, Visit.status),
    "slip": (Slip.visit_id, Slip.picture_sha256, Slip.completed_at.is_not(None)),
    "blob": (Blob.sha256, Blob.size, Blob.mime),
    "blob_bringer": (BlobBringer.sha256, BlobBringer.user_id),
    "standing": (Standing.household_id, Standing.from_on, Standing.until_on, Standing.state),
    "quarantine": (Quarantine.event_id, Quarantine.raw),
}


class Post:
    """Delivers in an order, and keeps the county as it was after each step: the next order begins like the last."""

    def __init__(self, folder: Path) -> None:
        Simulation()
        self._live, self._steps = folder / "county.db", folder / "after"
        self._app = county.app_on(f"sqlite:///{self._live}", folder, {"poolclass": NullPool})
        self._cast = county.fill(self._app)
        self._two_walk_one_grid()
        self._tokens = {name: self._sign_in(name) for name in ("alice", "grace")}
        self._keep(())
        self._path: tuple[int, ...] = ()

    def deliver(self, order: tuple[int, ...], *, in_pieces: bool) -> list[str]:
        """What was wrong on the way."""
        common = next((n for n in range(6) if self._path[: n + 1] != order[: n + 1]), 5)
        county.copy(self._kept(order[:common]), self._live)
        every = deliveries(self._cast, self._door(), in_pieces=in_pieces)
        wrong = []
        for place in range(common, 6):
            wrong += self._bring(every[order[place]])
            wrong += self._hasty()
            self._keep(order[: place + 1])
        self._path = order
        return wrong

    def state(self) -> str:
        """All that must not depend on the order; with what `flask check` finds, which is nothing."""
        with self._app.app_context():
            tables = {name: sorted(map(str, db.session.execute(select(*columns)))) for name, columns in _STATE.items()}
            found = json.dumps([tables, list(disagreements())])
            db.session.remove()
        return found

    def forget(self) -> None:
        """The next order begins from nothing."""
        self._path = ()

    def _bring(self, delivery: Delivery) -> Iterator[str]:
        for method, path, headers, body in delivery.requests:
            signed_in = {**headers, "Authorization": f"Bearer {self._tokens[delivery.worker]}"}
            status, _, answer = wsgi.call(self._app, method, f"/api/v1{path}", signed_in, body)
            if status not in (200, 201, 204):
                yield f"{method} {path} was answered {status}: {answer[:200]!r}"

    def _hasty(self) -> list[str]:
        """What is said to be complete before it is."""
        with self._app.app_context():
            found = list(checker.wrong_badges([], [], set()))
            db.session.remove()
        return found

    def _sign_in(self, name: str) -> str:
        body = json.dumps({"username": name, "password": PASSWORD}).encode()
        _, _, answer = wsgi.call(self._app, "POST", "/api/v1/session", {"Content-Type": "application/json"}, body)
        return str(json.loads(answer)["token"])

    def _two_walk_one_grid(self) -> None:
        with self._app.app_context(), writing():
            alices = db.session.scalars(select(Assignment).where(Assignment.grid_code == EAST_1)).one()
            grace = self._cast.worker_ids["grace"]
            db.session.add(Assignment(grid_code=EAST_1, user_id=type(alices.user_id)(grace), since=alices.since))

    def _door(self) -> str:
        return next(door["id"] for door in self._cast.doors if door["division_code"] == EAST_1)

    def _kept(self, steps: tuple[int, ...]) -> Path:
        return self._steps.with_name(f"after-{len(steps)}.db")

    def _keep(self, steps: tuple[int, ...]) -> None:
        county.copy(self._live, self._kept(steps))


def play(seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """Seeds 1 to 720 are the orders with the photo whole, 721 to 1440 those with it in pieces."""
    post = Post(place.folder)
    for in_pieces in (False, True):
        post.forget()
        post.deliver(ORDERS[0], in_pieces=in_pieces)
        expected = post.state()
        for seed in seeds:
            number, second_half = (seed - 1) % len(ORDERS), seed > len(ORDERS)
            if second_half == in_pieces:
                wrong = post.deliver(ORDERS[number], in_pieces=in_pieces)
                differs = [] if post.state() == expected else [f"order {ORDERS[number]} ends in another state"]
                yield Outcome(seed, 2, (*wrong, *differs))
