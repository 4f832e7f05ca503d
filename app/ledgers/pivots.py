"""What has to be turned from rows into a table: covered doors by village and day, visits by place and outcome (the only pandas)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, func, select

from app.db import db
from app.households.models import FOREVER, Standing
from app.ledgers.visits import Counted
from app.visits.doors import Wanted

# pandas is imported where it is used: it takes a second of CPU, which no other request should wait for.


def by_day(wanted: Wanted, first_day: date, villages: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many doors of each village were covered at the end of each day.

    A door is covered from one day until another; adding up the beginnings and taking away the ends
    gives the same number for each day as asking coverage for that day.
    """
    import pandas as pd  # noqa: PLC0415

    turns = pd.DataFrame(
        [(row.village, max(row.day, first_day), row.doors) for row in _turns(wanted)],
        columns=["village", "day", "doors"],
    )
    days = pd.date_range(first_day, wanted.on).date
    table = turns.pivot_table(index="village", columns="day", values="doors", aggfunc="sum", fill_value=0)
    table = table.reindex(index=list(villages), columns=days, fill_value=0).cumsum(axis=1)
    return {
        str(village): {day.isoformat(): int(doors) for day, doors in zip(days, row, strict=True)}
        for village, row in zip(table.index, table.to_numpy(), strict=True)
    }


def by_outcome(counted: Sequence[Counted]) -> dict[str, dict[str, int]]:
    """Visits of each place by outcome, all of them (`visits`), the slips signed at them (`signed`), and all `so_far`."""
    import pandas as pd  # noqa: PLC0415

    if not counted:
        return {}
    rows = pd.DataFrame([vars(one) for one in counted])
    table = rows.pivot_table(index="place", columns="outcome", values="visits", aggfunc="sum", fill_value=0)
    sums = rows.groupby("place")[["visits", "signed", "so_far"]].sum()
    return {
        str(place): {str(word): int(number) for word, number in row.items()}
        for place, row in table.join(sums).to_dict("index").items()
    }


def _turns(wanted: Wanted) -> Sequence[Row[tuple[str, date, int]]]:
    """On which day how many doors of a village became covered, or ceased to be (negative)."""
    village = func.substr(Standing.division_code, 1, 12).label("village")
    covered = [
        Standing.campaign_id == wanted.campaign_id,
        Standing.state == "covered",
        wanted.scope.holds(Standing.division_code),
        *([Standing.kind == wanted.kind] if wanted.kind else []),
    ]
    begins = select(village, Standing.from_on.label("day"), func.count().label("doors"))
    ends = select(village, Standing.until_on.label("day"), (-func.count()).label("doors"))
    both = (begins.where(*covered, Standing.from_on <= wanted.on).group_by(village, Standing.from_on)).union_all(
        ends.where(*covered, Standing.until_on <= wanted.on, Standing.until_on < FOREVER).group_by(
            village, Standing.until_on
        )
    )
    return db.session.execute(both).all()
