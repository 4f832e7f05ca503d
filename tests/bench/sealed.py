"""What sealing adds to imports, pushes, pulls, coverage, lists and files: two counties alike, one in clear, by turns in one run.

In processor time, since it is the processor that sealing costs: the disk takes the same either way, and most of a push.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.db import db
from app.vault import binding
from app.vault.sealed import Sealed
from config import Config
from tests.bench import work
from tests.bench.figures import Figure, seconds
from tests.bench.work import BATCH, batches

TURNS = 15
Act = Callable[[], object]


class Twin:
    """One of the two counties: its server, its people, and what they do."""

    def __init__(self, folder: Path, name: str, visits: int) -> None:
        class TwinConfig(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder / name}.db"
            PUSHES_A_MINUTE = 100_000

        self.app = create_app(TwinConfig)
        with self.app.app_context():
            upgrade()
            self._villages = work.make_county()
            self.desk, self.phone = work.people(self.app)
        self._folder, self._visits = folder, visits

    def imported(self, households: int) -> float:
        """Seconds to take the roster; then all is ready for the rest."""
        with self.app.app_context():
            roster = work.write_roster(self._folder / "roster.xlsx", self._villages, households)
            took = _processor(lambda: work.imported(roster))
            self._ready = iter(list(batches(self.phone, self._visits)))
            self._since = self.phone.get("/sync/pull", since=0, limit=1).json["anchor"]["seq"] - 500
            db.session.rollback()
        return took

    def push(self) -> None:
        device, items, blobs = next(self._ready)
        assert {verdict["status"] for verdict in device.verdicts(*items, blobs=blobs)} == {"created"}

    def pull(self) -> None:
        assert self.phone.get("/sync/pull", since=self._since, limit=500, format=2).status_code == 200

    def snapshot(self) -> None:
        assert self.phone.get("/sync/snapshot", limit=500, format=2).status_code == 200

    def list(self) -> None:
        assert len(self.desk.get("/households").json["items"]) == 100

    def cover(self) -> None:
        assert self.desk.get("/coverage", by="village").status_code == 200

    def export(self) -> None:
        with self.desk.get("/exports/uncovered.xlsx") as answer:
            assert len(answer.data) > 10_000


def figures(folder: Path, households: int) -> tuple[list[Figure], Flask]:
    """The calls that people and phones make most, and the largest file; and the sealed county's server."""
    visits = TURNS * BATCH
    sealed = Twin(folder, "sealed", visits)
    with _in_clear():
        clear = Twin(folder, "clear", visits)
        bare = clear.imported(households)
    first = Figure("roster import", households, "rows", sealed.imported(households), bare)
    rows = [
        _by_turns("push, 50 signed", sealed.push, clear.push),
        _by_turns("pull, 500 changes", sealed.pull, clear.pull),
        _by_turns("snapshot, 500 doors", sealed.snapshot, clear.snapshot),
        _by_turns("list of 100 doors", sealed.list, clear.list),
        _by_turns("coverage", sealed.cover, clear.cover),
        _by_turns("uncovered.xlsx", sealed.export, clear.export, turns=3),
    ]
    return [first, *rows], sealed.app


def rotated(app: Flask) -> str:
    """How long it takes to seal all of a county anew, and what then cannot be read."""
    said: list[str] = []
    took = seconds(lambda: said.append(app.test_cli_runner().invoke(args=["rotate-keys"]).output))
    progress = [line for line in said[0].replace("\r", "\n").splitlines() if "/" in line]
    checked = app.test_cli_runner().invoke(args=["check"]).output.strip()
    return f"rotate-keys: {progress[-1]} rows in {took:,.1f} s; flask check: {checked}\n"


def _by_turns(name: str, sealed: Act, clear: Act, turns: int = TURNS) -> Figure:
    """By turns, so that whatever else the machine does at the time slows down both."""
    ours, bare = [], []
    for _ in range(turns):
        ours.append(_processor(sealed))
        with _in_clear():
            bare.append(_processor(clear))
    return Figure(name, 1, "calls", sorted(ours)[turns // 2], sorted(bare)[turns // 2])


def _processor(act: Act) -> float:
    """Seconds of processor time, of all threads."""
    start = process_time()
    act()
    return process_time() - start


@contextmanager
def _in_clear() -> Iterator[None]:
    """As before there was a vault: values go into the same columns as they are, by no row and with no index.

    SQLAlchemy remembers how a type works for each database: the twin must be touched in here only.
    """
    kept = {name: vars(Sealed)[name] for name in ("column_expression", "process_bind_param", "process_result_value")}
    sealed_columns = binding.sealed_columns
    Sealed.column_expression = lambda _type, column: column
    Sealed.process_bind_param = lambda type_, value, _dialect: None if value is None else type_.encode(value)
    Sealed.process_result_value = lambda type_, value, _dialect: None if value is None else type_.decode(value)
    binding.sealed_columns = lambda _table: {}
    try:
        yield
    finally:
        binding.sealed_columns = sealed_columns
        for name, function in kept.items():
            setattr(Sealed, name, function)
