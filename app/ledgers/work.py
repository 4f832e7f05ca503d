"""Makes what is due: by a timer's command, or by the server itself when the moment has passed."""

import io
from dataclasses import replace
from threading import Thread

from flask import Flask

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.campaigns.operations import find_current
from app.changes import writing
from app.coverage.queries import cover
from app.db import db, read_one_moment
from app.divisions.scope import scope_under
from app.households.masking import mask_phone
from app.jobs.watching import watch
from app.ledgers import asking, corrections, kept, making, workbook
from app.ledgers.kept import Begun, Due
from app.ledgers.layout import filled
from app.ledgers.making import Made
from app.ledgers.stamps import KeptStamp
from app.ledgers.templates import layout_of
from app.visits.doors import Wanted

# How often a server looks whether something is due.
LOOK_EVERY = 60.0


def make_due() -> int:
    """Make all that is due and nobody made; answers how many. Any number of processes may do it at once."""
    now, done, current = clock.now(), 0, find_current()
    campaigns = {one.id: one for one in (*kept.reported_campaigns(), *([current] if current else []))}
    for due in [
        one for campaign in campaigns.values() for one in kept.all_due(campaign, now) if kept.missing(one, now)
    ]:
        with writing():
            begun = kept.begin(due, now)
            if begun is None:
                audit.spare()
        if begun:
            done += _make(due, begun)
    return done


def _make(due: Due, begun: Begun) -> bool:
    db.session.rollback()
    read_one_moment()
    made, book, stamp = _made(due), io.BytesIO(), KeptStamp(begun.number, due.due_at, clock.now())
    rows = workbook.write(book, made, stamp)
    columns = {
        "made_at": stamp.made_at,
        "title": filled(made.layout.title, made.words),
        "text": made.text,
        "figures": made.figures,
        "rows": rows,
    }
    with writing():
        is_mine = kept.finish(begun, book.getvalue(), **columns)
        if is_mine:
            audit.note(actions.MAKE_LEDGER, "", due.scope, kept=begun.number, content=due.ledger.word)
    return is_mine


def _made(due: Due) -> Made:
    wanted = Wanted(due.campaign.id, scope_under(due.scope), due.period.last)
    asked = asking.plan(due.ledger.word, due.campaign, wanted, due.scope, due.period.first)
    # A reporting month is what the plan says, and its first day the campaign's where that came later.
    asked = replace(asked, period=due.period)
    made = making.make(asked, layout_of(due.ledger.word), (str, mask_phone))
    former = kept.before(due)
    if former is None or not due.ledger.is_bulletin:
        return made
    eve = cover(replace(wanted, on=due.period.eve), asked.by)
    return replace(made, remarks=corrections.between(former, eve, due.scope))


def start(app: Flask) -> Thread:
    """Look every minute."""
    return watch(app, "ledgers", LOOK_EVERY, make_due)
