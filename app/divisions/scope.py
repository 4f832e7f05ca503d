"""How far somebody may see: the one rule that every list, count, file and map goes through."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app import problems
from app.codes import at_level, is_code, level_of, prefix_of
from app.db import db, named_id
from app.divisions.models import Assignment
from app.people.actor import Actor

_GRIDS = select(Assignment.grid_code).where(Assignment.user_id == named_id("user_id")).order_by(Assignment.grid_code)


@dataclass(frozen=True)
class Scope:
    """A set of divisions, as the prefixes of their codes."""

    prefixes: tuple[str, ...]

    def has(self, code: str) -> bool:
        """Whether a division (or a door standing in it) lies inside."""
        return code.startswith(self.prefixes)

    def within(self, code: str | None) -> "Scope":
        """The part of it that lies in a division; outside it, a division does not exist."""
        if code is None:
            return self
        if not is_code(code):
            raise problems.unknown_division(code)
        wanted = prefix_of(code)
        inside = tuple(p for p in self.prefixes if p.startswith(wanted))
        if wanted.startswith(self.prefixes):
            return replace(self, prefixes=(wanted,))
        if not inside:
            raise problems.unknown_division(code)
        return replace(self, prefixes=inside)

    def holds(self, column: InstrumentedAttribute[str] | ColumnElement[str]) -> ColumnElement[bool]:
        """The same as an SQL condition on a code column, in a form that an index serves."""
        if not self.prefixes:
            return false()
        return or_(*(column.between(prefix, prefix + "9" * (15 - len(prefix))) for prefix in self.prefixes))

    def villages_above(self) -> list[str]:
        """The villages that its grids lie in, when it does not hold them whole: their doors bear their names."""
        return sorted({at_level(prefix, "village") for prefix in self.prefixes if level_of(prefix) == "grid"})


def scope_under(code: str) -> Scope:
    """Everything that lies in a division."""
    return Scope((prefix_of(code),))


def scope_of(actor: Actor) -> Scope:
    """As far as the policy table lets them reach in this request; outside one, nowhere."""
    match actor.grant.reach:
        case "grids":
            return Scope(tuple(grids_of(actor.id)))
        case "division":
            return scope_under(actor.scope)
        case "county":
            return Scope(("",))
    return Scope(())


def grids_of(user_id: UUID) -> list[str]:
    """The grids a worker walks, in order."""
    return list(db.session.scalars(_GRIDS, {"user_id": user_id}))
