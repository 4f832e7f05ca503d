"""How costs grow with the county: 10,000, 100,000 and 1,000,000 households with as many visits; a table, and a picture of it."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app import clock, create_app
from config import ROOT, Config
from tests.bench import frauds, plot, rates, register, tiles
from tests.bench.figures import COLUMNS, Measured, markdown
from tests.person import Person

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "10000,100000,1000000").split(","))
PAGE, PICTURE = ROOT / "docs" / "performance.md", ROOT / "docs" / "images" / "growth.svg"
# What is measured on each county, in this order: it may be read any number of times, and is changed by none but the last.
MEASURES: list[Callable[[Flask, Person], list[Measured]]] = [rates.coverage, tiles.tiles, frauds.frauds]
# The rows of the picture, by how they begin.
_DRAWN = {
    "coverage of 500 villages": "coverage of 500 villages",
    "one village": "one village",
    "500 villages, nothing changed": "nothing changed (304)",
    "p95": "p95 of random tiles",
    "the first tile": "first tile of a process",
}


def report(folder: Path) -> str:
    """Measures each size, and writes the table and the picture where the page has them."""
    found = {size: measured(folder / str(size), size) for size in SIZES}
    tables = [
        f"{size:,} households and visits\n\n{markdown(COLUMNS, [row.line() for row in found[size]])}" for size in SIZES
    ]
    if len(SIZES) > 1 and "BENCH_DATABASE" not in os.environ:
        _write(found)
    return "\n".join(tables)


def measured(folder: Path, size: int) -> list[Measured]:
    """A county of this size in a folder of its own, and what its work costs."""
    folder.mkdir()

    class GrowthConfig(Config):
        SQLALCHEMY_DATABASE_URI = os.environ.get("BENCH_DATABASE", f"sqlite:///{folder / 'county.db'}")

    app = create_app(GrowthConfig)
    with app.app_context():
        upgrade()
        register.make(size)
        rates.make_bare()
        desk = Person(app, "desk")
        return [row for measure in MEASURES for row in measure(app, desk)]


def _write(found: dict[int, list[Measured]]) -> None:
    lines = {
        label: [next(row.ours for row in found[size] if row.name.startswith(name)) for size in SIZES]
        for name, label in _DRAWN.items()
    }
    bare = [found[size][0].bare or 0 for size in SIZES]
    PICTURE.write_text(plot.drawn(SIZES, {"the bare query": bare, **lines}), encoding="utf-8")
    rows = [
        [label, *(f"{value:,.1f} ms" for value in values)]
        for label, values in [("the bare query", bare), *lines.items()]
    ]
    whole = markdown(["", *(f"{size:,}" for size in SIZES)], rows)
    largest = markdown(COLUMNS, [row.line() for row in found[SIZES[-1]]])
    text = (
        f"{clock.today()}, SQLite, processor time of the whole HTTP request:\n\n{whole}\nAt {SIZES[-1]:,}:\n\n{largest}"
    )
    page = PAGE.read_text(encoding="utf-8")
    marks = r"(<!-- growth: written by make bench -->\n).*(<!-- /growth -->)"
    PAGE.write_text(
        re.sub(marks, lambda found: found[1] + "\n" + text + "\n" + found[2], page, flags=re.DOTALL), "utf-8"
    )
