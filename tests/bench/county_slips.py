"""A thousand slips handed in and sealed, and printed from the county: what the pages cost with all that is read for them."""

import io
import resource
from pathlib import Path
from time import process_time

from flask_migrate import upgrade

from app import clock, create_app
from app.campaigns.operations import current_campaign
from app.divisions.scope import Scope
from app.exports.models import Export
from app.prints import book
from app.seals import watch
from app.sync.sealing import load, make_file
from app.visits.doors import Wanted
from config import Config
from tests.bench import work
from tests.bench.made_up import ORIGIN


def printed_in(here: Path, count: int) -> float:
    """Seconds of processor time, ours and the press's, to print so many."""

    class BenchConfig(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{here / 'county.db'}"
        RESCUE_KEY_FILE = here / "key.pem"

    app = create_app(BenchConfig)
    with app.app_context():
        upgrade()
        villages = work.make_county()
        work.imported(work.write_roster(here / "roster.xlsx", villages, count))
        _, phone = work.people(app)
        work.pushed(phone, count)
        assert watch.look(make_file(BenchConfig.RESCUE_KEY_FILE), None) == count
        wanted = Wanted(current_campaign().id, Scope(("",)), clock.today())
        begun, used = process_time(), _children()
        assert (
            book.print_slips(
                io.BytesIO(), _export(), wanted, book.County(ORIGIN, load(BenchConfig.RESCUE_KEY_FILE).slip_key())
            )
            == count
        )
        return process_time() - begun + _children() - used


def _export() -> Export:
    whose = {"name": "督导", "username": "desk", "role": "supervisor", "scope": work.COUNTY}
    return Export(number=1, made_at=clock.now(), content="slips", phones=False, reason="case", **whose)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
