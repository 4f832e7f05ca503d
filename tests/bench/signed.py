"""`python -m tests.bench.signed`: what a phone's signature adds to its calls: an enrolled phone and one that is not, by turns."""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from flask_migrate import upgrade

from app import create_app
from config import Config
from tests.county import build
from tests.person import PASSWORD, Person
from tests.phones.keyed import KeyedPhone, enrolled

TURNS = 201
Act = Callable[[], object]


def main() -> None:
    """A small county in a folder of its own."""
    with TemporaryDirectory(prefix="qiaomen-signed-") as folder:

        class BenchConfig(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"
            PUSHES_A_MINUTE = 100_000

        app = create_app(BenchConfig)
        with app.app_context():
            upgrade()
            build()
            signed, plain = enrolled(app, Person(app, "carol"), "alice"), KeyedPhone(app)
            plain.client.post("/api/v1/session", json={"username": "alice", "password": PASSWORD, "app": "phone"})
            sys.stdout.write(_table(signed, plain))


def _table(signed: KeyedPhone, plain: KeyedPhone) -> str:
    body = plain.batch()
    rows = [
        ("push of nothing", "POST", "/sync/push", body),
        ("pull of nothing", "GET", "/sync/pull?since=1000", None),
        ("snapshot of two doors", "GET", "/sync/snapshot", None),
    ]
    lines = [f"{'':26}{'signed':>11}{'unsigned':>11}{'ratio':>8}{'adds':>11}"]
    for name, method, path, content in rows:
        ours, bare = _by_turns(_ready_made(signed, method, path, content), _unsigned(plain, method, path, content))
        figures = f"{ours * 1000:>8,.2f} ms{bare * 1000:>8,.2f} ms{ours / bare:>8.2f}{(ours - bare) * 1000:>8,.2f} ms"
        lines.append(f"{name:26}{figures}")
    return "\n".join(lines) + "\n"


def _by_turns(one: Act, other: Act) -> tuple[float, float]:
    """So that whatever else the machine does at the time slows down both."""
    times = [(_spent(one), _spent(other)) for _ in range(TURNS)]
    return median(first for first, _ in times), median(second for _, second in times)


def _spent(act: Act) -> float:
    """Seconds of processor time: what the signature costs is reckoning, and not waiting for a disk."""
    start = process_time()
    act()
    return process_time() - start


def _unsigned(phone: KeyedPhone, method: str, path: str, content: object) -> Act:
    return lambda: phone.call(method, path, content, {})


def _ready_made(phone: KeyedPhone, method: str, path: str, content: object) -> Act:
    """Signed beforehand: that is the phone's work and not the server's."""
    signatures = iter([phone.signed(method, path, content) for _ in range(TURNS)])
    return lambda: phone.call(method, path, content, next(signatures))


if __name__ == "__main__":
    main()
