"""Ledgers that are due at a moment: which there must be by now, begun by one process and finished once."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from app import problems
from app.campaigns.calendar import PeriodOf, last_due, month_of, week_of
from app.campaigns.models import Campaign
from app.db import db, hold_names, rows_of
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.ledgers.definitions import MONTHLY, PROGRESS, VILLAGES, WEEKLY, Ledger
from app.ledgers.models import KeptLedger
from app.ledgers.periods import Period

# Longer than any takes: whoever began and did not finish by then is no more.
STALE = timedelta(minutes=10)
# What is made when a week or a month is reported, for the county; the bulletins for each town as well.
_WEEKLY: tuple[Ledger, ...] = (WEEKLY, PROGRESS)
_MONTHLY: tuple[Ledger, ...] = (MONTHLY, VILLAGES)


@dataclass(frozen=True)
class Due:
    """One ledger that there must be."""

    ledger: Ledger
    campaign: Campaign
    scope: str
    period: Period
    due_at: datetime


@dataclass(frozen=True)
class Begun:
    """The right to make it."""

    number: int
    attempt: int


def all_due(campaign: Campaign, now: datetime) -> Iterator[Due]:
    """What was begun and not finished, and every ledger whose moment has passed since the newest that there is, the oldest first."""
    for period_of, ledgers in ((week_of, _WEEKLY), (month_of, _MONTHLY)):
        moments = _moments(campaign, now, period_of)
        for ledger in ledgers:
            known = _begun(campaign, ledger)
            for one in known:
                if one.sha256 is None:
                    yield Due(ledger, campaign, one.scope, Period(one.first_on, one.last_on), one.due_at)
            newest = max((Period(one.first_on, one.last_on) for one in known), key=lambda one: one.last, default=None)
            for period, due_at in moments:
                if fitted := _fitted(period, newest):
                    yield from (Due(ledger, campaign, scope, fitted, due_at) for scope in _scopes(ledger))


def _begun(campaign: Campaign, ledger: Ledger) -> Sequence[Row[Any]]:
    columns = (KeptLedger.scope, KeptLedger.first_on, KeptLedger.last_on, KeptLedger.due_at, KeptLedger.sha256)
    query = select(*columns).filter_by(campaign_id=campaign.id, ledger=ledger.word)
    return db.session.execute(query.order_by(KeptLedger.number)).all()


def _fitted(period: Period, newest: Period | None) -> Period | None:
    """What is left of a period to be reported: where the reporting days changed, no day is reported twice and none is left out."""
    if newest is None or period.first > newest.last:
        return period
    if period.last == newest.last:
        return newest
    return Period(newest.last + timedelta(days=1), period.last) if period.last > newest.last else None


def reported_campaigns() -> Sequence[Campaign]:
    """Those of which there is a kept ledger: the last ones of a campaign come when the next may have begun."""
    return db.session.scalars(select(Campaign).where(Campaign.id.in_(select(KeptLedger.campaign_id)))).all()


def _moments(campaign: Campaign, now: datetime, period_of: PeriodOf) -> list[tuple[Period, datetime]]:
    """Of a campaign so far: each period that has a day of it, until the one in which its deadline lies."""
    found = []
    one = last_due(now, period_of, campaign.reporting)
    while one.last_on >= campaign.starts_on:
        if one.first_on <= campaign.deadline_on:
            found.append((Period(one.first_on, one.last_on), one.due_at))
        one = period_of(one.first_on - timedelta(days=1), campaign.reporting)
    return found[::-1]


def _scopes(ledger: Ledger) -> Sequence[str]:
    levels = ("county", "town") if ledger.is_bulletin else ("county",)
    query = select(Division.code).where(Division.level.in_(levels), Division.retired_on.is_(None))
    return db.session.scalars(query.order_by(Division.code)).all()


def missing(due: Due, now: datetime) -> bool:
    """Whether nobody made it, and nobody is about to."""
    found = _find(due)
    return found is None or (found.sha256 is None and found.begun_at < now - STALE)


def begin(due: Due, now: datetime) -> Begun | None:
    """Take it on, if nobody has: for the first of many that ask at once."""
    hold_names(["kept ledgers"])
    found = _find(due)
    if found is None:
        number = (db.session.scalar(select(func.max(KeptLedger.number))) or 0) + 1
        db.session.add(
            KeptLedger(
                number=number,
                campaign_id=due.campaign.id,
                ledger=due.ledger.word,
                scope=due.scope,
                first_on=due.period.first,
                last_on=due.period.last,
                due_at=due.due_at,
                begun_at=now,
                attempt=1,
            )
        )
        db.session.flush()
        return Begun(number, 1)
    if found.sha256 is not None or found.begun_at >= now - STALE:
        return None
    found.attempt, found.begun_at = found.attempt + 1, now
    db.session.flush()
    return Begun(found.number, found.attempt)


def finish(begun: Begun, data: bytes, **columns: Any) -> bool:
    """Keep it for good; not when somebody else took it over meanwhile."""
    hold_names(["kept ledgers"])
    found = db.session.get_one(KeptLedger, begun.number, populate_existing=True)
    if found.sha256 is not None or found.attempt != begun.attempt:
        return False
    for name, value in columns.items():
        setattr(found, name, value)
    found.data, found.sha256 = data, hashlib.sha256(data).hexdigest()
    db.session.flush()
    return True


def _find(due: Due) -> KeptLedger | None:
    same = {"campaign_id": due.campaign.id, "ledger": due.ledger.word, "scope": due.scope}
    period = {"first_on": due.period.first, "last_on": due.period.last}
    query = select(KeptLedger).filter_by(**same, **period).execution_options(populate_existing=True)
    return db.session.scalars(query).first()


def before(due: Due) -> KeptLedger | None:
    """The one of the period before, as it was kept."""
    same = {"campaign_id": due.campaign.id, "ledger": due.ledger.word, "scope": due.scope}
    query = select(KeptLedger).filter_by(**same, last_on=due.period.eve)
    return db.session.scalars(query.where(KeptLedger.sha256.is_not(None))).first()


_SHOWN = [column for column in rows_of(KeptLedger).c if column.name not in ("data", "figures")]


def page(scope: Scope, before_number: int | None, limit: int) -> tuple[Sequence[Row[Any]], int]:
    """What is kept about a scope, the newest first, and how many there are in all."""
    there = (KeptLedger.sha256.is_not(None), scope.holds(KeptLedger.scope))
    query = _listed().where(*there)
    if before_number is not None:
        query = query.where(KeptLedger.number < before_number)
    total = db.session.scalar(select(func.count()).select_from(KeptLedger).where(*there)) or 0
    return db.session.execute(query.order_by(KeptLedger.number.desc()).limit(limit)).all(), total


def get(number: int, scope: Scope) -> Row[Any]:
    """One of them; raises not_found."""
    there = (KeptLedger.number == number, KeptLedger.sha256.is_not(None), scope.holds(KeptLedger.scope))
    found = db.session.execute(_listed().where(*there)).one_or_none()
    if found is None:
        raise problems.not_found("这份存档的台账")
    return found


def data_of(number: int) -> bytes:
    """Its bytes, as they were kept."""
    return db.session.scalars(select(KeptLedger.data).where(KeptLedger.number == number)).one() or b""


def _listed() -> Any:
    size = func.length(KeptLedger.data).label("size")
    query = select(*_SHOWN, size, Division.name.label("scope_name"))
    return query.outerjoin(Division, Division.code == KeptLedger.scope)
