"""The list of a large county as a file, beside the bare writer over a bare cursor: `python -m tests.bench files`.

Each is made by a process of its own, one after the other and by turns, so that its peak of memory is its own and whatever
else the machine does meets both alike. The bare ones read the same doors in the same order with 14 columns of text, and
neither open what is sealed, nor mask, nor mark, nor count knocks.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import select

from app import clock, create_app
from app.campaigns.operations import current_campaign
from app.changes import writing
from app.db import db, insert_rows, new_id
from app.households.addresses import sort_key
from app.households.models import FOREVER, Household, Placement, Standing
from app.households.spans import Place
from app.households.standing import stand_new
from app.people.models import User
from app.visits.models import Visit
from config import Config
from tests.bench import work
from tests.bench.figures import COLUMNS, Measured, markdown
from tests.memory import peak_of

DOORS = int(os.environ.get("BENCH_DOORS", "300000"))
# Of the bare time, each at most; in MB and in seconds the others.
AIMS = {"xlsx": 2.0, "csv": 1.5}
MOST_MB, FIRST_MOVE_S = 150, 1.0
ROUND = 10_000
TURNS = 3
KNOCKED = 3  # nobody was in at every third door
_APP = """
from time import monotonic, process_time
from app import create_app
from config import Config
class BenchConfig(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite:///" + sys.argv[1]
    EXPORT_ROWS_A_DAY = 10**9
app = create_app(BenchConfig)
"""
_OURS = (
    _APP
    + """
from tests.person import Person
with app.app_context():
    desk = Person(app, "desk")
    open("/proc/self/clear_refs", "w").write("5")  # signing in has a peak of its own
    held = next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
    begun, cpu = monotonic(), process_time()
    with desk.get("/exports/uncovered." + sys.argv[2]) as answer:
        assert answer.status_code == 200, answer.text
        size = sum(len(piece) for piece in answer.iter_encoded())
    outcome = [monotonic() - begun, process_time() - cpu, size, held]
"""
)
_JOB = (
    _APP
    + """
from time import sleep
from tests.person import Person
with app.app_context():
    desk = Person(app, "desk")
    open("/proc/self/clear_refs", "w").write("5")  # signing in has a peak of its own
    begun = monotonic()
    job = desk.post("/exports/jobs", format=sys.argv[2]).json
    moved = None
    while job["state"] in ("waiting", "running"):
        sleep(0.05)
        job = desk.get("/jobs/" + job["id"]).json
        if moved is None and job["done"]:
            moved = monotonic() - begun
    assert job["state"] == "done", job
    outcome = [monotonic() - begun, moved, job["size"]]
"""
)
_BARE = """
import csv, io, sqlite3, tempfile
from time import monotonic, process_time
import rustpy_xlsxwriter
database = sqlite3.connect(sys.argv[1])
begun, cpu = monotonic(), process_time()
rows = database.execute(
    "SELECT s.rowid, s.division_code, h.division_code, h.door_key, h.address, h.householder, h.title, h.kind, h.initials,"
    " h.door_code, h.residents_count, s.from_on, h.registered_on, s.state FROM household h JOIN standing s ON s.household_id = h.id"
    " WHERE s.state = 'uncovered' ORDER BY s.division_code, h.address_key, h.id")
with tempfile.TemporaryFile() as file:
    if sys.argv[2] == "csv":
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        csv.writer(text).writerows(rows)
        text.flush()
    else:
        names = [f"c{n}" for n in range(14)]
        rustpy_xlsxwriter.write_worksheet((dict(zip(names, row)) for row in rows), file)
    size = file.seek(0, 2)
outcome = [monotonic() - begun, process_time() - cpu, size, 0]
"""


def report(folder: Path) -> str:
    """Both files, by turns, and both as jobs: processor time, the peak of memory, and how soon somebody sees it move."""
    county = folder / "files.db"
    fill(county, DOORS)
    rows = [row for ending, times in AIMS.items() for row in _measured(str(county), ending, times)]
    heading = f"{DOORS:,} doors not reached, 14 columns, one knock at every {KNOCKED}rd; seconds of processor time\n\n"
    return heading + markdown(COLUMNS, [row.line() for row in rows])


def _measured(county: str, ending: str, times: float) -> Iterator[Measured]:
    taken: dict[str, list[tuple[Any, int]]] = {"ours": [], "bare": []}
    for _ in range(TURNS):
        taken["bare"].append(peak_of(_BARE, county, ending))
        taken["ours"].append(peak_of(_OURS, county, ending))
    median = {name: sorted(runs, key=lambda run: run[0][1])[TURNS // 2] for name, runs in taken.items()}
    ((_, ours, size, held), peak), ((_, bare, _, _), bare_peak) = median["ours"], median["bare"]
    name = f"uncovered.{ending}, {size / 1e6:.0f} MB of file"
    yield Measured(name, ours, bare, times * bare, "s")
    yield Measured("… memory of the process at its peak", peak, bare_peak, MOST_MB, "MB")
    yield Measured("… of it before the list was asked for", held, unit="MB")
    (wall, moved, _), _ = peak_of(_JOB, county, ending)
    yield Measured(
        f"… as a job of {wall:.0f} s on the clock, until it moves", moved or wall, most=FIRST_MOVE_S, unit="s"
    )


def fill(county: Path, doors: int) -> None:
    """A county of so many doors, as an import leaves them."""

    class FillConfig(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{county}"

    app = create_app(FillConfig)
    with app.app_context():
        upgrade()
        villages = work.make_county()
        campaign, walker = current_campaign(), db.session.scalars(select(User.id).filter_by(username="phone")).one()
        campaigns = {campaign.id: campaign.number}
        for first in range(0, doors, ROUND):
            rows = list(_households(range(first, min(doors, first + ROUND)), villages))
            places = [(row["id"], Place(clock.today(), FOREVER, row["division_code"], row["kind"])) for row in rows]
            with writing():
                insert_rows(Household, rows)
                insert_rows(Placement, [_placed(door_id, place) for door_id, place in places])
                insert_rows(Standing, stand_new(places, campaigns))
                insert_rows(Visit, [_knock(row["id"], campaign.id, walker) for row in rows[::KNOCKED]])
        db.session.remove()
        db.engine.dispose()


def _households(numbers: range, villages: list[str]) -> Iterator[dict[str, Any]]:
    for number in numbers:
        village, place = villages[number % len(villages)], number // len(villages)
        address = f"{village[6:12]}村{place // 40 + 1}组{place % 40 + 1}号"  # no two alike
        yield {
            "id": new_id(), "door_key": f"{village}|{number}", "door_code": f"H{number:06}", "division_code": f"{village}{place // 150:03}",
            "kind": "family", "title": None, "householder": f"住户{number}", "initials": "zh", "phone": f"138{number:08}",
            "id_number": None, "address": address, "address_key": sort_key(address), "lat": None, "lon": None, "residents_count": 3,
            "note": None, "registered_on": clock.today(), "removed_on": None,
        }  # fmt: skip


def _knock(door_id: Any, campaign_id: Any, walker: Any) -> dict[str, Any]:
    now = clock.now()
    unknown = dict.fromkeys(column.name for column in Visit.__table__.c)
    return {
        **unknown,
        "id": new_id(), "campaign_id": campaign_id, "household_id": door_id, "worker_id": walker, "outcome": "no_answer",
        "status": "accepted", "visited_at": now, "latest_at": now, "clock_off": False, "device_time": now.isoformat(),
        "received_at": now, "receipt": 0,
    }  # fmt: skip


def _placed(door_id: Any, place: Place) -> dict[str, Any]:
    return {
        "id": new_id(),
        "household_id": door_id,
        "division_code": place.division_code,
        "kind": place.kind,
        "from_on": place.from_on,
        "until_on": place.until_on,
    }
