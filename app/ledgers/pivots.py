"""What has to be turned from rows into a table: covered doors by village and day, visits by place and outcome (the only pandas)."""

from collections.abc import Sequence
from datetime import date

from app.coverage.turns import turns
from app.ledgers.visits import Counted
from app.visits.doors import Wanted

# pandas is imported where it is used: it takes a second of CPU, which no other request should wait for.


def by_day(wanted: Wanted, first_day: date, villages: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many doors of each village were covered at the end of each day: what asking coverage for that day gives.

    Those that are no more, too, where they had any then: the sum of a day is the county's.
    """
    import pandas as pd  # noqa: PLC0415

    found = turns(wanted, "village")
    turned = pd.DataFrame(
        [(code, max(day, first_day), doors) for code, changes in found.items() for day, doors in changes.items()],
        columns=["village", "day", "doors"],
    )
    days = pd.date_range(first_day, wanted.on).date
    table = turned.pivot_table(index="village", columns="day", values="doors", aggfunc="sum", fill_value=0)
    gone = sorted(found.keys() - set(villages))
    table = table.reindex(index=[*villages, *gone], columns=days, fill_value=0).cumsum(axis=1)
    table = table.drop(index=[code for code in gone if not table.loc[code].any()])
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
