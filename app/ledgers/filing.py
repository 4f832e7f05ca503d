"""A ledger's file: numbered when it is asked for, written from one moment of the database, at once or as a job."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import IO, Any

from app.audit import actions
from app.campaigns.operations import get_campaign
from app.db import read_one_moment
from app.exports import fingerprint, making, record
from app.exports.models import Export
from app.households.masking import mask_phone
from app.jobs import kinds
from app.jobs import operations as jobs
from app.jobs.kinds import Kind, Order, Settle, Task, Tell
from app.jobs.models import Job
from app.ledgers import asking, pages, refusals, visits, workbook
from app.ledgers import making as putting_together
from app.ledgers.asking import Asked
from app.ledgers.columns import Row
from app.ledgers.homes import Marks
from app.ledgers.layout import Layout, filled
from app.ledgers.making import Made
from app.ledgers.periods import Period
from app.ledgers.stamps import Stamp
from app.ledgers.templates import in_use, layout_of
from app.people.actor import Actor

LEDGER = "ledger"


@dataclass(frozen=True)
class Format:
    """How a file is written, and how much it can hold."""

    write: Callable[[IO[bytes], Made, Stamp], int]
    most_rows: int
    name: str


FORMATS = {
    "xlsx": Format(workbook.write, workbook.MOST_ROWS, "一张工作表"),
    "pdf": Format(pages.write, pages.MOST_ROWS, "一份 PDF "),
}


def rows_of(asked: Asked, file_format: str) -> int:
    """How many rows of homes it will have; raises ledger_too_long."""
    rows, most = putting_together.count_rows(asked), FORMATS[file_format]
    if rows > most.most_rows:
        raise refusals.ledger_too_long(rows, most.most_rows, most.name)
    return rows


def title_of(asked: Asked, layout: Layout) -> str:
    """The file's name."""
    return f"{filled(layout.title, putting_together.words_of(asked))}{asked.period.last:%Y%m%d}"


def start(actor: Actor, asked: Asked, file_format: str, allowed: int) -> Job:
    """Number a ledger and have it made; raises ledger_too_long, export_over_allowance, too_many_jobs. Inside a transaction."""
    rows, version = rows_of(asked, file_format), in_use(asked.ledger.word)
    export = asking.begin(actor, asked, file_format, rows, allowed)
    title = title_of(asked, layout_of(asked.ledger.word, version))
    params = _stored(asked) | {"version": version}
    return jobs.start(actor, Order(LEDGER, params, title, file_format, asked.scope, of=rows, number=export.number))


def write(book: IO[bytes], export: Export, asked: Asked, layout: Layout, tell: Tell | None = None) -> int:
    """Write a ledger as it was numbered; answers how many rows it has."""
    # Totals and rows are several queries: a visit must not come in between.
    read_one_moment()
    made = putting_together.make(asked, layout, _marks(export))
    if tell:
        made = replace(made, rows=_telling(made.rows, tell))
    return FORMATS[export.format].write(book, made, record.stamp_of(export))


def told_of(asked: Asked, export: Export, rows: int) -> dict[str, Any]:
    """What the audit log says of it."""
    counted = {"doors": rows, "phones": export.phones} if asked.ledger.names_homes else {"rows": rows}
    return {"content": asked.ledger.word, **counted, **({"reason": export.reason} if export.reason else {})}


def _make(task: Task, book: IO[bytes], tell: Tell) -> Settle:
    asked, export = _asked(task), record.get(making.number_of(task))
    rows = write(book, export, asked, layout_of(asked.ledger.word, task.params["version"]), tell)
    return making.recorded(task, actions.EXPORT_LEDGER, rows, told_of(asked, export, rows))


def _stored(asked: Asked) -> dict[str, Any]:
    """A ledger, as a job keeps it."""
    first, last = asked.period.first.isoformat(), asked.period.last.isoformat()
    return {"ledger": asked.ledger.word, "wanted": making.stored(asked.wanted), "days": [first, last], "by": asked.by}


def _asked(task: Task) -> Asked:
    """The same, read again."""
    kept = task.params
    wanted = making.wanted_of(kept["wanted"])
    campaign, days = get_campaign(wanted.campaign_id), Period(*map(date.fromisoformat, kept["days"]))
    return replace(asking.plan(kept["ledger"], campaign, wanted, task.place, by=kept["by"]), period=days)


def _telling(rows: Iterable[Row], tell: Tell) -> Iterator[Row]:
    """The rows, and now and then how many there were."""
    for number, row in enumerate(rows):
        if number % visits.ROUND == 0:
            tell(number)
        yield row


def _marks(export: Export) -> Marks:
    """How one file writes addresses and numbers, so that a leaked one names its source."""
    seed = export.seed

    def phone(number: str | None) -> str | None:
        return number if export.phones else fingerprint.mark_phone(seed, mask_phone(number))

    return partial(fingerprint.mark_address, seed), phone


kinds.register(Kind(LEDGER, _make, making.give_up))
