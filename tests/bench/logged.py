"""What the audit log adds to a read, a push and a phone's download: each with and without it, by turns, in one run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import select

from app.audit import operations as audit
from app.audit.operations import Draft
from app.db import db
from app.households.models import Household
from tests.bench.figures import Figure, seconds
from tests.bench.work import BATCH, batches
from tests.person import Person

TURNS = 15
Act = Callable[[], object]


def figures(phone: Person, desk: Person) -> list[Figure]:
    """The calls that people and phones make most."""
    doors = [str(door) for door in db.session.scalars(select(Household.id).limit(2 * TURNS))]
    db.session.rollback()
    big = iter(list(batches(phone, 2 * TURNS * BATCH)))
    small = iter([(device, items[:1], blobs[:1]) for device, items, blobs in batches(phone, 2 * TURNS * BATCH)])
    since = phone.get("/sync/pull", since=0, limit=1).json["anchor"]["seq"] - 1
    shown = iter(doors)
    return [
        _beside("push, 50 signed, logged", lambda: _push(*next(big))),
        _beside("push, 1 signed, logged", lambda: _push(*next(small))),
        _beside("pull, a page, logged", lambda: phone.get("/sync/pull", since=since, format=2)),
        _beside("snapshot, 500 doors, logged", lambda: phone.get("/sync/snapshot", limit=500, format=2)),
        _beside("list of 100 doors, logged", lambda: desk.get("/households")),
        _beside("one door, logged", lambda: desk.get(f"/households/{next(shown)}")),
    ]


def _push(device, items, blobs) -> None:
    assert {verdict["status"] for verdict in device.verdicts(*items, blobs=blobs)} <= {"created", "duplicate"}


def _beside(name: str, act: Act) -> Figure:
    """By turns, so that whatever else the machine does at the time slows down both."""
    logged, bare = [], []
    for _ in range(TURNS):
        logged.append(seconds(act))
        with _without_the_log():
            bare.append(seconds(act))
    return Figure(name, 1, "calls", sorted(logged)[TURNS // 2], sorted(bare)[TURNS // 2])


@contextmanager
def _without_the_log() -> Iterator[None]:
    """As if every action were plain: nothing is due, and no transaction is opened for it."""
    with_it = audit.drafting

    @contextmanager
    def drafting(action) -> Iterator[Draft]:
        yield Draft(action, due=False)

    audit.drafting = drafting
    try:
        yield
    finally:
        audit.drafting = with_it
