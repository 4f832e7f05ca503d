"""What somebody asks of a ledger: which, of what and when, and whether they may have it as a file."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app import clock
from app.campaigns.models import Campaign
from app.campaigns.operations import get_campaign
from app.coverage.queries import level_below
from app.exports import allowance, record
from app.exports.allowance import Taking
from app.exports.models import Export
from app.exports.operations import named_scope
from app.exports.record import Content
from app.exports.refusals import export_reason_missing, phones_not_for_you
from app.ledgers import periods, refusals
from app.ledgers.definitions import HOUSEHOLDS, LEDGERS, MONTHLY, WEEKLY, Ledger
from app.ledgers.periods import Period
from app.people.actor import Actor
from app.visits import doors
from app.visits.doors import Wanted

# Three years: a column a day still is a workbook that opens.
_MOST_DAYS = 1_100


@dataclass(frozen=True)
class Asked:
    """A ledger as it was asked for; `wanted.on` is the period's last day."""

    ledger: Ledger
    campaign: Campaign
    wanted: Wanted
    scope: str
    period: Period
    by: str
    phones: bool = False
    reason: str = ""
    said: dict[str, Any] = field(default_factory=dict)  # as it was asked: what is not said is another day tomorrow

    @property
    def same_ledger(self) -> dict[str, Any]:
        """What makes two askings the same, as of lists; whether as a workbook or on paper."""
        return {
            "content": self.ledger.word,
            "campaign_id": self.wanted.campaign_id,
            "scope": self.scope,
            "kind": self.wanted.kind,
            "state": None,
            "first": self.said.get("first"),
            "on": self.said.get("on"),
            "phones": self.phones,
            "reason": self.reason,
            **self.wanted.narrowed,
        }

    @property
    def before(self) -> Period | None:
        """The period it is held against; none where the campaign had not begun when that one did."""
        before = (periods.week_before if self.ledger is WEEKLY else periods.month_before)(self.period)
        return before if before.first >= self.campaign.starts_on else None


def read(actor: Actor, word: str, query: dict[str, Any]) -> Asked:
    """What a query asks for; raises phones_not_for_you, and what a period can be refused for."""
    said, query = query, dict(query)
    first, by = query.pop("first"), query.pop("by")
    phones, reason = query.pop("phones", "masked") == "full", query.pop("reason", None) or ""
    if phones and not actor.sees_phones:
        raise phones_not_for_you()
    wanted = doors.ask(actor, **query)
    asked = plan(word, get_campaign(wanted.campaign_id), wanted, named_scope(actor, query["scope"]), first, by)
    return replace(asked, phones=phones, reason=reason if phones else "", said=said)


def plan(
    word: str, campaign: Campaign, wanted: Wanted, scope: str, first: date | None = None, by: str | None = None
) -> Asked:
    """The same without a person: whoever makes it on its day."""
    ledger = LEDGERS[word]
    below = level_below(scope)
    return Asked(ledger, campaign, wanted, scope, _period(ledger, campaign, wanted.on, first), by or below)


def _period(ledger: Ledger, campaign: Campaign, last: date, first: date | None) -> Period:
    if min(last, first or last) < periods.BEGINNING:
        raise refusals.ledger_day_too_early()
    period = _days(ledger, campaign, last, first)
    if (period.last - period.first).days >= _MOST_DAYS:
        raise refusals.ledger_period_too_long(_MOST_DAYS)
    return period


def _days(ledger: Ledger, campaign: Campaign, last: date, first: date | None) -> Period:
    if ledger is WEEKLY:
        return periods.week(last)
    if ledger is MONTHLY:
        return periods.month(last)
    first = None if ledger is HOUSEHOLDS else first
    if first and first > last:
        raise refusals.ledger_period_upside_down()
    return Period(first or min(campaign.starts_on, last), last)


def justify(asked: Asked) -> None:
    """See that there is a reason where one is needed; raises export_reason_missing."""
    if asked.phones and not asked.reason:
        raise export_reason_missing()


def begin(actor: Actor, asked: Asked, file_format: str, rows: int, allowed: int) -> Export:
    """Number the file, if what it names of homes is within the day's allowance or approved; raises export_over_allowance."""
    content = Content(
        content=asked.ledger.word,
        format=file_format,
        scope=asked.scope,
        campaign_id=asked.wanted.campaign_id,
        kind=asked.wanted.kind,
        on=asked.wanted.on,
        phones=asked.phones,
        reason=asked.reason,
        rows=rows,
        request_id=allowance.let(actor.id, Taking(asked.same_ledger, rows), allowed) if rows else None,
    )
    return record.begin(actor, content)


def is_today(asked: Asked) -> bool:
    """Whether the last day is not over: more may come in."""
    return asked.period.last == clock.today()
