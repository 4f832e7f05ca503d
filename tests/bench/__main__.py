"""Runs every measure on one county of 100,000 households and prints a table."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from config import Config
from tests.bench import bare, logged, sealed, signing_in, work
from tests.bench.figures import Figure, table

HOUSEHOLDS = int(os.environ.get("BENCH_HOUSEHOLDS", "100000"))
VISITS = int(os.environ.get("BENCH_VISITS", "2000"))


def main() -> None:
    """Everything, or only what is named: `python -m tests.bench sealed`."""
    if "sealed" not in sys.argv:
        _measure_all()
    with TemporaryDirectory(prefix="qiaomen-bench-") as folder:
        figures, app = sealed.figures(Path(folder), HOUSEHOLDS)
        sys.stdout.write(
            "\nsealed, beside a county in clear, in processor time\n" + table(figures, HOUSEHOLDS) + sealed.rotated(app)
        )


def _measure_all() -> None:
    """One county in a folder of its own, gone afterwards."""
    with TemporaryDirectory(prefix="qiaomen-bench-") as folder:
        here = Path(folder)

        class BenchConfig(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{here / 'county.db'}"
            EXPORT_ROWS_A_DAY = 100 * HOUSEHOLDS  # the whole county, as often as it is timed

        app = create_app(BenchConfig)
        with app.app_context():
            upgrade()
            sys.stdout.write(table(_figures(app, here), HOUSEHOLDS))
            sys.stdout.write("\n" + signing_in.report(app))


def _figures(app: Flask, here: Path) -> list[Figure]:
    villages = work.make_county()
    roster = work.write_roster(here / "roster.xlsx", villages, HOUSEHOLDS)
    desk, phone = work.people(app)
    return [
        Figure("roster import", HOUSEHOLDS, "rows", work.imported(roster), bare.imported(roster, here)),
        Figure("push, signed", VISITS, "visits", work.pushed(phone, VISITS), bare.pushed(VISITS, here)),
        Figure("coverage of all villages", 1, "answers", work.covered(desk), bare.covered(here / "county.db")),
        Figure("uncovered.xlsx", HOUSEHOLDS, "rows", work.exported(desk), bare.exported(here / "county.db", here)),
        *logged.figures(phone, desk),
    ]


main()
