"""Lists made in the background: numbered when they are asked for, recorded when they are whole."""

from datetime import date
from typing import IO, Any
from uuid import UUID

from app.audit import actions
from app.audit import operations as audit
from app.audit.actions import Action
from app.db import read_one_moment
from app.divisions.scope import Scope
from app.exports import asking, files, operations, record, walk
from app.exports.asking import Asked
from app.exports.models import Export
from app.jobs import kinds
from app.jobs import operations as jobs
from app.jobs.kinds import Kind, Order, Settle, Task, Tell
from app.jobs.models import Job
from app.people.actor import Actor
from app.visits.doors import Wanted

DOORS = "doors"


def start(actor: Actor, asked: Asked, file_format: str, allowed: int) -> Job:
    """Number a list and have it made; raises export_over_allowance, too_many_jobs. Inside a transaction."""
    heading = operations.head(asked.scope, asked.wanted)
    title, content = (walk.title_of(heading), "walk") if file_format == "pdf" else (heading.title, "doors")
    export = asking.begin(actor, asked, file_format, heading.rows, allowed, content)
    order = Order(DOORS, stored(asked.wanted), title, file_format, asked.scope, of=heading.rows, number=export.number)
    return jobs.start(actor, order)


def stored(wanted: Wanted) -> dict[str, Any]:
    """Which doors, as a job keeps it."""
    return {
        "campaign_id": str(wanted.campaign_id),
        "prefixes": list(wanted.scope.prefixes),
        "on": wanted.on.isoformat(),
        "kind": wanted.kind,
        "state": wanted.state,
        **wanted.narrowed,
        "worker": wanted.worker and str(wanted.worker),
    }


def wanted_of(kept: dict[str, Any]) -> Wanted:
    """The same, read again."""
    said = dict(kept)
    scope, on = Scope(tuple(said.pop("prefixes"))), date.fromisoformat(said.pop("on"))
    campaign, worker = UUID(said.pop("campaign_id")), said.pop("worker")
    return Wanted(campaign, scope, on, worker=worker and UUID(worker), **said)


def _make(task: Task, book: IO[bytes], tell: Tell) -> Settle:
    read_one_moment()
    export, wanted = record.get(number_of(task)), wanted_of(task.params)
    rows = write(book, export, task.place, wanted, tell)
    told = told_of(export, rows)
    return recorded(task, actions.EXPORT_WALK if export.content == "walk" else actions.EXPORT_DOORS, rows, told)


def recorded(task: Task, action: Action, rows: int, told: dict[str, Any]) -> Settle:
    """What every export that was made in the background comes to: it has left, and the log says so."""

    def settle(sha256: str) -> None:
        record.finish(number_of(task), rows, sha256)
        audit.note(action, task.place, task.place, export=number_of(task), **told)

    return settle


def write(book: IO[bytes], export: Export, place: str, wanted: Wanted, tell: Tell | None = None) -> int:
    """Write the list as it was numbered, from one moment of the database; answers how many doors."""
    heading = operations.head(place, wanted)
    if export.content == "walk":
        return walk.print_walks(book, heading, wanted, export, tell)
    doors = operations.rounds(wanted, export, tell)
    return files.WRITERS[export.format](book, heading, record.stamp_of(export), doors)


def told_of(export: Export, rows: int) -> dict[str, Any]:
    """What the audit log says of a list."""
    told = {"doors": rows, "phones": export.phones, "state": export.part or export.state or "all"}
    return {**told, "reason": export.reason} if export.reason else told


def give_up(task: Task) -> None:
    """It came to nothing: its number and its doors are free again."""
    record.drop(number_of(task))


def number_of(task: Task) -> int:
    """The export that it makes."""
    assert task.number is not None
    return task.number


kinds.register(Kind(DOORS, _make, give_up))
