"""Visits of which nobody can say whether they were made before an order: told to whoever agreed, for somebody to look at."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from app import clock
from app.db import db
from app.forgetting.mentions import Mention
from app.slips.models import Slip
from app.visits.models import Visit


def find(household_id: UUID, until: datetime) -> Iterator[Mention]:
    """Those that are kept as later, that may be earlier, and that still say something."""
    may_be = or_(Visit.earliest_at.is_(None), Visit.earliest_at <= until)
    says_something = or_(Slip.forgotten_at.is_(None) & Slip.visit_id.is_not(None), Visit.note.is_not(None))
    query = (
        select(Visit.id, Visit.visited_at)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .where(Visit.household_id == household_id, Visit.visited_at > until, may_be, says_something)
        .order_by(Visit.id)
    )
    for visit_id, visited_at in db.session.execute(query):
        quote = f"{clock.local(visited_at):%Y-%m-%d %H:%M} 的走访，也可能早于 {clock.local(until):%Y-%m-%d %H:%M}"
        yield Mention(f"visit.id:{visit_id.hex}", "时间说不清的走访", "keep", household_id, quote)
