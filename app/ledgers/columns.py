"""A column of a ledger, and how its values are written (pure)."""

from dataclasses import dataclass
from typing import Any, Literal

# A rate is written cut and as text, so that nothing rounds it to 100 %.
Form = Literal["text", "number"]
Row = dict[str, Any]
NOTHING = "—"


@dataclass(frozen=True)
class Column:
    """One column: where its value comes from (nowhere: it is filled in by hand), what stands above it, how wide it is."""

    key: str
    name: str
    width: int = 12
    form: Form = "text"


def value_of(column: Column, row: Row) -> int | str:
    """What stands in a cell; a figure that is not known is a dash and no nought."""
    value = row.get(column.key)
    if value is None:
        return NOTHING if column.form == "number" else ""
    return value if isinstance(value, int) else str(value)


def shown(column: Column, row: Row) -> str:
    """The same for people: 12,345."""
    value = value_of(column, row)
    return f"{value:,}" if isinstance(value, int) else value
