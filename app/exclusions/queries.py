"""Lists of exclusions, with the door and the people they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, join, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.exclusions.photos import photos_of
from app.households.masking import mask_numbers
from app.households.models import Exclusion, Household, Standing
from app.people.models import User

# How long before its end an exclusion is pointed at, so that somebody goes and looks.
SOON = timedelta(days=14)
# What a list may be asked for: as decided, and approved ones by where they stand today.
LISTED = ("requested", "approved", "in_force", "expiring", "over", "refused", "withdrawn")

_requester, _decider, _village = aliased(User), aliased(User), aliased(Division)


@dataclass(frozen=True)
class Wanted:
    """Which exclusions: of a state today, or those that left their doors out on a day in a campaign."""

    scope: Scope
    state: str = "requested"
    reason: str | None = None
    kind: str | None = None
    on: date | None = None
    campaign_id: UUID | None = None


def _is(state: str) -> ColumnElement[bool]:
    today = clock.today()
    in_force = and_(Exclusion.state == "approved", Exclusion.until_on > today)
    match state:
        case "in_force":
            return in_force
        case "expiring":
            return and_(in_force, Exclusion.until_on <= today + SOON)
        case "over":
            return and_(Exclusion.state == "approved", Exclusion.until_on <= today)
    return Exclusion.state == state


def _shown(place: Any, source: Any = Exclusion) -> Select[Any]:
    """Exclusions as the wire shows them, from whatever holds them, with the village in which the door stands, or stood."""
    columns = [c for c in Exclusion.__table__.c if c.name not in ("decided_by", "ended_at", "ended_by")]
    return (
        select(
            *columns,
            Household.kind,
            Household.title,
            Household.householder,
            Household.address,
            place.label("division_code"),
            _village.name.label("village_name"),
            _requester.name.label("requested_by_name"),
            _decider.name.label("decided_by_name"),
        )
        .select_from(source)
        .join(Household, Household.id == Exclusion.household_id)
        .join(_village, _village.code == func.substr(place, 1, 12))
        .join(_requester, _requester.id == Exclusion.requested_by)
        .outerjoin(_decider, _decider.id == Exclusion.decided_by)
    )


def _now(wanted: Wanted) -> Select[Any]:
    query = _shown(Household.division_code).where(wanted.scope.holds(Household.division_code), _is(wanted.state))
    return query.where(Household.kind == wanted.kind) if wanted.kind else query


def _then(wanted: Wanted) -> Select[Any]:
    """Those behind the figure `excluded` of a day: each door where it stood then, and under the one that held then."""
    left_out = join(Standing, Exclusion, Exclusion.household_id == Standing.household_id)
    return _shown(Standing.division_code, left_out).where(
        Standing.campaign_id == wanted.campaign_id,
        wanted.scope.holds(Standing.division_code),
        Standing.kind == wanted.kind if wanted.kind else true(),
        Standing.state == "excluded",
        Standing.from_on <= wanted.on,
        Standing.until_on > wanted.on,
        Exclusion.state == "approved",
        Exclusion.from_on <= wanted.on,
        Exclusion.until_on > wanted.on,
    )


def list_exclusions(wanted: Wanted, after: UUID | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """One page in the order they were asked, and how many there are in all."""
    query = _then(wanted) if wanted.on else _now(wanted)
    if wanted.reason:
        query = query.where(Exclusion.reason == wanted.reason)
    bare = query.with_only_columns(Exclusion.id, maintain_column_froms=True).subquery()
    total = db.session.execute(select(func.count()).select_from(bare)).scalar_one()
    if after:
        query = query.where(Exclusion.id > after)
    return _with_photos(db.session.execute(query.order_by(Exclusion.id).limit(limit)).all()), total


def count_states(scope: Scope) -> dict[str, int]:
    """How many exclusions of each state there are in a scope, in one look at them."""
    counts = (func.count().filter(_is(state)).label(state) for state in LISTED)
    query = (
        select(*counts)
        .select_from(Exclusion)
        .join(Household, Household.id == Exclusion.household_id)
        .where(scope.holds(Household.division_code))
    )
    return dict(db.session.execute(query).one()._mapping)


def show_exclusion(exclusion_id: UUID) -> dict[str, Any]:
    """One exclusion, as the wire shows it; whoever asks was let in before."""
    query = _shown(Household.division_code).where(Exclusion.id == exclusion_id)
    return _with_photos(db.session.execute(query).all())[0]


def exclusions_of(household_id: UUID) -> list[dict[str, Any]]:
    """A door's exclusions, newest first."""
    query = _shown(Household.division_code).where(Exclusion.household_id == household_id)
    return _with_photos(db.session.execute(query.order_by(Exclusion.id.desc())).all())


def exclusions_asked_by(user_id: UUID, ids: list[str] | None = None) -> list[dict[str, Any]]:
    """What became of somebody's requests, as their phone is told; no word of a resident's."""
    if ids == []:  # as nearly every pull has it
        return []
    columns = select(Exclusion, _decider.name).outerjoin(_decider, _decider.id == Exclusion.decided_by)
    query = columns.where(Exclusion.requested_by == user_id)
    if ids is not None:
        query = query.where(Exclusion.id.in_([UUID(each) for each in ids]))
    return [
        {
            "id": str(one.id),
            "state": one.state,
            "reason": one.reason,
            "expires_on": one.expires_on.isoformat(),
            "until_on": one.until_on and one.until_on.isoformat(),
            "refusal": one.refusal,
            "by_name": by_name,
        }
        for one, by_name in db.session.execute(query.order_by(Exclusion.id)).tuples()
    ]


def _with_photos(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    photos = photos_of([row.id for row in rows])
    return [
        {
            **row._mapping,
            "evidence": mask_numbers(row.evidence),
            "photos": [sha256 for sha256, is_here in photos.get(row.id, {}).items() if is_here],
            "photos_waiting": sum(not is_here for is_here in photos.get(row.id, {}).values()),
        }
        for row in rows
    ]
