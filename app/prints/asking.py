"""What somebody asks to have printed: the slips of a village, or blank ones; and whether it is within their day."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.codes import at_level, level_of
from app.exports import allowance, record
from app.exports.allowance import Taking
from app.exports.models import Export
from app.exports.operations import named_scope
from app.exports.record import Content
from app.exports.refusals import export_reason_missing
from app.people.actor import Actor
from app.prints import blanks, book, refusals
from app.visits import doors
from app.visits.doors import Wanted

SLIPS, BLANK_SLIPS = "slips", "blank_slips"
CONTENTS = (SLIPS, BLANK_SLIPS)


@dataclass(frozen=True)
class Asked:
    """Which, of where, and why; `wanted.state` is of blank ones: the doors that are to have one, worded for `audience`."""

    content: str
    wanted: Wanted
    scope: str
    reason: str
    audience: str | None = None  # of blank ones; none: each door by its kind

    @property
    def rows(self) -> int:
        """How many sheets it will have."""
        return (blanks.count if self.content == BLANK_SLIPS else book.count)(self.wanted)

    @property
    def title(self) -> str:
        """The file's name."""
        return (blanks.title_of if self.content == BLANK_SLIPS else book.title_of)(self.wanted, self.scope)

    @property
    def same(self) -> dict[str, Any]:
        """What makes two askings the same, as of lists."""
        asked = _same(self.content, self.wanted.campaign_id, self.scope, self.wanted.state, self.reason)
        return asked | {"audience": self.audience}


def read(actor: Actor, query: dict[str, Any]) -> Asked:
    """What a query asks for; raises slips_of_one_village."""
    content, place = query["content"], query["scope"]
    state = query["state"] if content == BLANK_SLIPS else None
    wanted = doors.ask(actor, scope=place, campaign=query["campaign"], on=None, state=state)
    scope = named_scope(actor, place)
    if level_of(scope) not in ("village", "grid"):
        raise refusals.slips_of_one_village()
    # Blank ones show what a walking list does, and no more.
    reason = (query["reason"] or "") if content == SLIPS else ""
    return Asked(content, wanted, scope, reason, query["audience"] if content == BLANK_SLIPS else None)


def justify(asked: Asked) -> None:
    """See that there is a reason where one is needed; raises export_reason_missing."""
    if asked.content == SLIPS and not asked.reason:
        raise export_reason_missing()


def begin(actor: Actor, asked: Asked, allowed: int) -> Export:
    """Number the file, if it is within the day's allowance or approved; raises export_over_allowance."""
    return _begin(actor, asked.same, asked.rows, allowed)


def begin_one(actor: Actor, content: str, campaign_id: UUID, grid: str, allowed: int, **said: str | None) -> Export:
    """The same of one household's, for a `reason` or worded for an `audience`; who may have all of its village may have each."""
    same = _same(content, campaign_id, at_level(grid, "village"), None, said.get("reason") or "")
    same |= {"audience": said.get("audience")}
    return _begin(actor, same, 1, allowed)


def _begin(actor: Actor, same: dict[str, Any], rows: int, allowed: int) -> Export:
    said = {name: same[name] for name in ("content", "campaign_id", "scope", "state", "reason")}
    request_id = allowance.let(actor.id, Taking(same, rows), allowed)
    return record.begin(actor, Content(format="pdf", rows=rows, request_id=request_id, **said))


def _same(content: str, campaign_id: UUID, scope: str, state: str | None, reason: str) -> dict[str, Any]:
    of_doors = dict.fromkeys(("kind", "first", "on", "part", "excluded_for", "attempts", "worker"))
    said = {"content": content, "campaign_id": campaign_id, "scope": scope, "state": state, "reason": reason}
    return {**of_doors, **said, "phones": False}
