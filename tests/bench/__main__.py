"""Runs every measure, or those that are named (`python -m tests.bench growth`), each in a folder of its own, and prints tables."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from config import Config
from tests.bench import bare, files, growth, logged, photos, sealed, signing_in, slips, work
from tests.bench.figures import Figure, table

HOUSEHOLDS = int(os.environ.get("BENCH_HOUSEHOLDS", "100000"))
VISITS = int(os.environ.get("BENCH_VISITS", "2000"))


def main() -> None:
    """Each part prints its own table; whatever is made for it is gone afterwards."""
    for name in sys.argv[1:] or PARTS:
        with TemporaryDirectory(prefix="qiaomen-bench-") as folder:
            sys.stdout.write(PARTS[name](Path(folder)) + "\n")
            sys.stdout.flush()


def _work(here: Path) -> str:
    class BenchConfig(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{here / 'county.db'}"
        EXPORT_ROWS_A_DAY = 100 * HOUSEHOLDS  # the whole county, as often as it is timed

    app = create_app(BenchConfig)
    with app.app_context():
        upgrade()
        return table(_figures(app, here), HOUSEHOLDS) + "\n" + signing_in.report(app)


def _figures(app: Flask, here: Path) -> list[Figure]:
    villages = work.make_county()
    roster = work.write_roster(here / "roster.xlsx", villages, HOUSEHOLDS)
    desk, phone = work.people(app)
    imported, county = work.imported(roster), here / "county.db"
    return [
        Figure("roster import", HOUSEHOLDS, "rows", imported, bare.imported(roster, here)),
        Figure("… beside all of its rows", HOUSEHOLDS, "rows", imported, bare.imported_whole(roster, county, here)),
        Figure("push, signed", VISITS, "visits", work.pushed(phone, VISITS), bare.pushed(VISITS, here)),
        Figure("uncovered.xlsx", HOUSEHOLDS, "rows", work.exported(desk), bare.exported(county, here)),
        *logged.figures(phone, desk),
    ]


def _sealed(here: Path) -> str:
    figures, app = sealed.figures(here, HOUSEHOLDS)
    heading = "sealed, beside a county in clear, in processor time\n"
    return heading + table(figures, HOUSEHOLDS) + sealed.rotated(app)


# What may be asked for by name; the folder is gone when a part is done.
PARTS: dict[str, Callable[[Path], str]] = {
    "work": _work,
    "sealed": _sealed,
    "growth": growth.report,
    "files": files.report,
    "slips": slips.report,
    "photos": photos.report,
}

if __name__ == "__main__":
    main()
