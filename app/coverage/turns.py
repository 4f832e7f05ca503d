"""On which days doors became covered, or ceased to be: what every figure over time is added up from."""

from collections import Counter, defaultdict
from datetime import date

from sqlalchemy import func, select

from app.codes import LENGTHS
from app.db import db
from app.households.models import Standing
from app.visits.doors import Wanted

Turns = dict[str, Counter[date]]


def turns(wanted: Wanted, level: str) -> Turns:
    """By the prefix of each division of a level and by day, how many doors more were covered (or fewer, below nought).

    A door is covered from one day until another: adding up the beginnings and taking away the ends gives for each day
    what asking coverage for that day gives. One statement, answered from one covering index.
    """
    prefix = func.substr(Standing.division_code, 1, LENGTHS[level]).label("prefix")
    spans = (
        select(prefix, Standing.from_on, Standing.until_on, func.count())
        .where(
            Standing.campaign_id == wanted.campaign_id,
            wanted.scope.holds(Standing.division_code),
            Standing.state == "covered",
            Standing.from_on <= wanted.on,
        )
        .group_by(prefix, Standing.from_on, Standing.until_on)
    )
    if wanted.kind:
        spans = spans.where(Standing.kind == wanted.kind)
    found: Turns = defaultdict(Counter)
    for code, from_on, until_on, doors in db.session.execute(spans):
        by_day = found[code]
        by_day[from_on] += doors
        if until_on <= wanted.on:
            by_day[until_on] -= doors
    return found
