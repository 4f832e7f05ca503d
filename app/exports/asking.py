"""What somebody asks to take away: which list, with numbers masked or in full, and whether it is within their day."""

from dataclasses import dataclass
from typing import Any

from app.exports import allowance, operations, record, refusals
from app.exports.allowance import Taking
from app.exports.models import Export
from app.exports.record import Content
from app.people.actor import Actor
from app.visits import doors
from app.visits.doors import Wanted


@dataclass(frozen=True)
class Asked:
    """A list that somebody wants, as it was asked for."""

    wanted: Wanted
    scope: str
    query: dict[str, Any]
    phones: bool
    reason: str

    @property
    def same_list(self) -> dict[str, Any]:
        """What makes two askings the same list."""
        return {
            "content": "doors",
            "campaign_id": self.wanted.campaign_id,
            "scope": self.scope,
            "kind": self.wanted.kind,
            "state": self.wanted.state,
            "first": None,
            "on": self.query["on"],
            "phones": self.phones,
            "reason": self.reason,
            **self.wanted.narrowed,
        }


def read(actor: Actor, query: dict[str, Any]) -> Asked:
    """What a query asks for; raises phones_not_for_you."""
    query = dict(query)
    phones, reason = query.pop("phones") == "full", query.pop("reason") or ""
    if phones and not actor.sees_phones:
        raise refusals.phones_not_for_you()
    if not any(query.get(name) for name in ("state", "part", "excluded_for")):
        query["state"] = "uncovered"
    wanted = doors.ask(actor, **query)
    return Asked(wanted, operations.named_scope(actor, query["scope"]), query, phones, reason if phones else "")


def justify(asked: Asked) -> None:
    """See that there is a reason where one is needed; raises export_reason_missing."""
    if asked.phones and not asked.reason:
        raise refusals.export_reason_missing()


def begin(actor: Actor, asked: Asked, file_format: str, rows: int, allowed: int, content: str = "doors") -> Export:
    """Number the file, if it is within the day's allowance or approved; raises export_over_allowance."""
    numbered = Content(
        content=content,
        format=file_format,
        scope=asked.scope,
        campaign_id=asked.wanted.campaign_id,
        kind=asked.wanted.kind,
        state=asked.wanted.state,
        on=asked.wanted.on,
        phones=asked.phones,
        reason=asked.reason,
        rows=rows,
        request_id=allowance.let(actor.id, Taking(asked.same_list, rows), allowed),
        **asked.wanted.narrowed,
    )
    return record.begin(actor, numbered)
