"""Slips of a place made in the background: numbered when they are asked for, recorded when they are whole."""

from typing import IO, Any

from flask import current_app

from app.audit import actions
from app.db import read_one_moment
from app.exports import making, record
from app.exports.models import Export
from app.jobs import kinds
from app.jobs import operations as jobs
from app.jobs.kinds import Kind, Order, Settle, Task, Tell
from app.jobs.models import Job
from app.people.actor import Actor
from app.prints import asking, blanks, book
from app.prints.asking import BLANK_SLIPS, SLIPS, Asked
from app.prints.book import County
from app.sync.sealing import find


def start(actor: Actor, asked: Asked, origin: str, allowed: int) -> Job:
    """Number a file and have it made; raises export_over_allowance, too_many_jobs. Inside a transaction."""
    export = asking.begin(actor, asked, allowed)
    params = {"wanted": making.stored(asked.wanted), "origin": origin, "audience": asked.audience}
    order = Order(asked.content, params, asked.title, "pdf", asked.scope, of=export.rows, number=export.number)
    return jobs.start(actor, order)


def county_at(origin: str) -> County:
    """The county that answers there, with the key that it seals with now."""
    key = find(current_app.config["RESCUE_KEY_FILE"])
    return County(origin, key.slip_key() if key else None)


def _make_slips(task: Task, file: IO[bytes], tell: Tell) -> Settle:
    read_one_moment()
    export, wanted = record.get(making.number_of(task)), making.wanted_of(task.params["wanted"])
    rows = book.print_slips(file, export, wanted, county_at(task.params["origin"]), tell)
    return making.recorded(task, actions.EXPORT_SLIPS, rows, told_of(export, rows))


def _make_blanks(task: Task, file: IO[bytes], tell: Tell) -> Settle:
    read_one_moment()
    export, wanted = record.get(making.number_of(task)), making.wanted_of(task.params["wanted"])
    rows = blanks.print_blanks(file, export, wanted, task.params.get("audience"), tell)
    return making.recorded(task, actions.EXPORT_BLANK_SLIPS, rows, told_of(export, rows))


def told_of(export: Export, rows: int) -> dict[str, Any]:
    """What the audit log says of a file."""
    told: dict[str, Any] = {"doors": rows} if export.content == BLANK_SLIPS else {"slips": rows}
    return {**told, **({"reason": export.reason} if export.reason else {})}


kinds.register(Kind(SLIPS, _make_slips, making.give_up))
kinds.register(Kind(BLANK_SLIPS, _make_blanks, making.give_up))
