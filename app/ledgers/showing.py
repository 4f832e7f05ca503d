"""A ledger as a page shows it before the file is made (pure)."""

from typing import Any

from app.ledgers.columns import Column, shown
from app.ledgers.layout import filled
from app.ledgers.making import Made


def preview(made: Made) -> dict[str, Any]:
    """Its first rows, and what stands around them."""
    return {
        "title": filled(made.layout.title, made.words),
        "head": [filled(line, made.words) for line in made.layout.head],
        "controls": made.controls,
        "columns": [_column(column) for column in made.columns],
        "rows": [
            {"cells": [shown(column, row) for column in made.columns], "is_marked": bool(row.get("mark"))}
            for row in made.rows
        ],
        "total": [shown(column, made.total) for column in made.columns] if made.total else None,
        "row_count": made.row_count,
        "foot": [*made.remarks, *(filled(line, made.words) for line in made.layout.foot)],
        "text": made.text,
        "names_homes": made.ledger.names_homes,
    }


def _column(column: Column) -> dict[str, Any]:
    return {"name": column.name, "is_number": column.form == "number", "width": column.width}
