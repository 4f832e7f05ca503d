"""Which 二维码门牌 is on which door: bound by its first scan, and by no later one."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import bindparam, select, update

from app.db import among, db
from app.households.models import Household

_TAKEN = select(Household.plate).where(among(Household.plate, "plates"))
_BIND = (
    update(Household)
    .where(Household.id == bindparam("door"), Household.plate.is_(None))
    .values(plate=bindparam("code"))
)


def bound_to(household_ids: Collection[UUID]) -> dict[UUID, str | None]:
    """The plates of these doors; asks nothing about none."""
    if not household_ids:
        return {}
    rows = db.session.execute(select(Household.id, Household.plate).where(Household.id.in_(household_ids)))
    return dict(rows.tuples().all())


def bind(scanned: Iterable[tuple[str, UUID]]) -> None:
    """Bind what was scanned to its door. A code that is on another door, or a door that has one, stays as it is."""
    first: dict[str, UUID] = {}
    for plate, household_id in scanned:
        first.setdefault(plate, household_id)
    if not first:
        return
    taken = set(db.session.scalars(_TAKEN, {"plates": list(first)}))
    free = [{"door": household_id, "code": plate} for plate, household_id in first.items() if plate not in taken]
    if free:
        db.session.connection().execute(_BIND, free)
