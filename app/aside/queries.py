"""What phones handed in and nobody counted: visits somebody has to look at, and what could not be applied."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Subquery, func, literal, null, select, tuple_, union_all

from app.db import UtcDateTime, db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.models import Household, Proposal
from app.people.models import User
from app.sync.events import door_named, read_raw, type_named
from app.sync.models import Event, Quarantine
from app.visits.doubts import said
from app.visits.models import OUTCOMES, Visit

# Where a page ended. A whole batch was received at one moment, so the id decides among its items.
Place = tuple[datetime, UUID]
_DOOR = ("household_id", "householder", "address", "village_name")


def list_aside(asked: Scope, mine: Scope, after: Place | None, limit: int) -> tuple[list[dict[str, Any]], int, bool]:
    """One page of what was set aside in a scope, newest first; how many there are; whether more follow."""
    aside = union_all(_to_look_at(asked), _quarantined(asked)).subquery()
    total = db.session.execute(select(func.count()).select_from(aside)).scalar_one()
    rows = db.session.execute(_from(aside, after).limit(limit + 1)).all()
    return _with_doors(rows[:limit], mine), total, len(rows) > limit


def one_aside(item_id: UUID, scope: Scope) -> dict[str, Any] | None:
    """One of them as lists show it, or None."""
    aside = union_all(_to_look_at(scope), _quarantined(scope)).subquery()
    rows = db.session.execute(select(aside).where(aside.c.id == item_id)).all()
    return next(iter(_with_doors(rows, scope)), None)


def place_of(item: dict[str, Any]) -> Place:
    """Where a page that ends with this item goes on."""
    return item["received_at"], item["id"]


def _to_look_at(scope: Scope) -> Select[Any]:
    """Visits that do not count before somebody has looked at them; one taken back has been looked at."""
    return (
        select(
            literal("needs_review").label("kind"),
            Visit.id,
            Visit.received_at,
            User.name.label("worker_name"),
            Visit.doubt.label("code"),
            literal("").label("message"),  # said by the code
            Visit.household_id,
            Visit.outcome,
            Visit.receipt,
            Event.device_seq,
        )
        .join(User, User.id == Visit.worker_id)
        .join(Event, Event.id == Visit.id)
        .join(Household, Household.id == Visit.household_id)
        .where(Visit.status == "needs_review", Visit.withdrawn_at.is_(None), scope.holds(Household.division_code))
    )


def _quarantined(scope: Scope) -> Select[Any]:
    """What could not be applied lies where the door that it names stands; naming none, where its author belongs."""
    return (
        select(
            literal("quarantined"),
            Quarantine.id,
            Quarantine.received_at,
            User.name,
            Quarantine.code,
            Quarantine.message,
            null(),
            null(),
            Quarantine.receipt,
            Quarantine.device_seq,
        )
        .join(User, User.id == Quarantine.author_id)
        .outerjoin(Household, Household.id == Quarantine.household_id)
        .where(Quarantine.resolution.is_(None), scope.holds(func.coalesce(Household.division_code, User.scope)))
    )


def _from(aside: Subquery, after: Place | None) -> Select[Any]:
    line = (aside.c.received_at, aside.c.id)
    query = select(aside).order_by(*(column.desc() for column in line))
    if after is None:
        return query
    return query.where(tuple_(*line) < tuple_(literal(after[0], UtcDateTime()), literal(after[1])))


def _with_doors(rows: Iterable[Row[Any]], mine: Scope) -> list[dict[str, Any]]:
    """The items as the wire shows them; of a door that is not mine to see, nothing."""
    listed = [dict(row._mapping) for row in rows]
    raws = _raws([item["id"] for item in listed if item["kind"] == "quarantined"])
    read = {item_id: _readable_part(raw) for item_id, raw in raws.items()}
    items = [{"asks_exclusion": False} | item | _why(item) | read.get(item["id"], {}) for item in listed]
    named = {item["household_id"] for item in items}
    shown = _proposed(named, mine) | doors(named, mine)
    return [{"is_proposed": False} | item | shown.get(item["household_id"], dict.fromkeys(_DOOR)) for item in items]


def _why(item: dict[str, Any]) -> dict[str, str]:
    """Why a visit waits; what was quarantined says so itself."""
    if item["kind"] == "quarantined":
        return {}
    problem = said(item["code"])
    return {"code": problem.code, "message": problem.message}


def _raws(ids: list[UUID]) -> dict[UUID, str]:
    """What came of these items; apart from the list, since a sealed column opens beside its own row only."""
    return dict(db.session.execute(select(Quarantine.id, Quarantine.raw).where(Quarantine.id.in_(ids))).tuples().all())


def _readable_part(raw: str) -> dict[str, Any]:
    """The door and the outcome that an item tells of, or that it asks for an exclusion, as far as it can be read at all."""
    outcome = (read_raw(raw) or {}).get("outcome")
    return {
        "household_id": door_named(raw),
        "outcome": outcome if outcome in OUTCOMES else None,
        "asks_exclusion": type_named(raw) == "exclusion",
    }


def doors(ids: set[UUID | None], mine: Scope) -> dict[UUID, dict[str, Any]]:
    """Those of these doors that are mine to see, as lists show them."""
    columns = select(
        Household.id.label("household_id"),
        Household.householder,
        Household.address,
        Division.name.label("village_name"),
    ).outerjoin(Division, Division.code == func.substr(Household.division_code, 1, 12))
    found = db.session.execute(
        columns.where(Household.id.in_([i for i in ids if i is not None]), mine.holds(Household.division_code))
    )
    return {row.household_id: dict(row._mapping) for row in found}


def _proposed(ids: set[UUID | None], mine: Scope) -> dict[UUID, dict[str, Any]]:
    """Those that a worker found and nobody has confirmed yet: named as the worker said, and on no page of their own."""
    known = {one for one in ids if one is not None}
    if not known:
        return {}
    found = db.session.execute(
        select(Proposal, Division.name)
        .outerjoin(Division, Division.code == func.substr(Proposal.division_code, 1, 12))
        .where(Proposal.household_id.in_(known), Proposal.kind == "new", Proposal.state == "waiting")
        .where(mine.holds(Proposal.division_code))
    )
    return {
        one.household_id: {
            "household_id": one.household_id,
            "is_proposed": True,
            "householder": one.title or one.householder,
            "address": one.address,
            "village_name": village,
        }
        for one, village in found.tuples()
    }
