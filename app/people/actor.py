"""The person acting, as every operation is told, with what the policy table lets them do (pure)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app import problems
from app.people import refusals
from app.policy import NOTHING, Grant, Row


@dataclass(frozen=True)
class Actor:
    """Whoever is signed in; `scope` is the division they answer for, `grant` how far they may go in this request."""

    id: UUID
    username: str
    name: str
    role: str
    scope: str
    expires_at: datetime
    sign_in_id: UUID | None = None  # none where the office acts for somebody
    is_whole: bool = True  # else signed in by password alone, and good for enrolling the second step only
    is_enrolled: bool = True  # else a phone without a key where the county demands one: good for handing in only
    has_key: bool = True  # signs with a phone's key, or the county demands none
    grant: Grant = NOTHING

    @property
    def sees_phones(self) -> bool:
        """Whether telephone numbers are shown in full."""
        return self.grant.phones

    @property
    def sees_id_numbers(self) -> bool:
        """Whether ID numbers are shown in full."""
        return self.grant.id_numbers


def admit(actor: Actor, row: Row) -> Actor:
    """The actor with what a row of the policy table grants their role; raises when that is nothing."""
    grant = row.grants.get(actor.role)
    if not (actor.is_whole or (grant and grant.enrolling)):
        raise refusals.second_step_missing()
    if not (actor.is_enrolled or (grant and grant.unenrolled)) or (grant and grant.keyed and not actor.has_key):
        raise refusals.phone_not_enrolled()
    if grant is None:
        raise problems.not_allowed()
    return replace(actor, grant=grant)
