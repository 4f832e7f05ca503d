"""What has to be turned from rows into a table: covered doors by village and day, visits by place and outcome (the only pandas)."""

from collections.abc import Sequence
from datetime import date

from app.coverage.turns import turns
from app.visits.doors import Wanted

# pandas is imported where it is used: it takes a second of CPU, which no other request should wait for.


def by_day(wanted: Wanted, first_day: date, villages: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many doors of each village were covered at the end of each day.

    The same number for each day as asking coverage for that day.
    """
    import pandas as pd  # noqa: PLC0415

    turned = pd.DataFrame(
        [
            (village, max(day, first_day), doors)
            for village, by_day in turns(wanted, "village").items()
            for day, doors in by_day.items()
        ],
        columns=["village", "day", "doors"],
    )
    days = pd.date_range(first_day, wanted.on).date
    table = turned.pivot_table(index="village", columns="day", values="doors", aggfunc="sum", fill_value=0)
    table = table.reindex(index=list(villages), columns=days, fill_value=0).cumsum(axis=1)
    return {
        str(village): {day.isoformat(): int(doors) for day, doors in zip(days, row, strict=True)}
        for village, row in zip(table.index, table.to_numpy(), strict=True)
    }


def by_outcome(counted: Sequence[tuple[str, str, int, int]]) -> dict[str, dict[str, int]]:
    """Visits of each place by outcome, all of them (`visits`), and the slips signed at them (`signed`)."""
    import pandas as pd  # noqa: PLC0415

    if not counted:
        return {}
    rows = pd.DataFrame(counted, columns=["place", "outcome", "visits", "signed"])
    table = rows.pivot_table(index="place", columns="outcome", values="visits", aggfunc="sum", fill_value=0)
    sums = rows.groupby("place")[["visits", "signed"]].sum()
    return {
        str(place): {str(word): int(number) for word, number in row.items()}
        for place, row in table.join(sums).to_dict("index").items()
    }
