"""`make load`: a thousand phones return at eight in the morning, and a hundred read their grid for the first time."""

import argparse
import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from app.blobs.models import Blob
from app.changes import Change, head
from app.db import db
from app.households.models import Cover
from app.sync.models import Event
from config import Config
from tests.load import county, phones, raw
from tests.load.server import cpu_seconds, serving


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--phones", type=int, default=1000)
    asked.add_argument("--visits", type=int, default=100, help="signed visits on each phone")
    asked.add_argument("--readers", type=int, default=100)
    asked.add_argument("--doors", type=int, default=2000, help="households in a grid that is read for the first time")
    options = asked.parse_args()
    with TemporaryDirectory(prefix="qiaomen-load-") as folder:
        return_at_eight(Path(folder), options.phones, options.visits)
    with TemporaryDirectory(prefix="qiaomen-load-") as folder:
        read_first(Path(folder), options.readers, options.doors)


def return_at_eight(folder: Path, number: int, visits: int) -> None:
    """Nothing lost; how fast, beside the same rows inserted bare in the same run."""
    url = f"sqlite:///{folder / 'county.db'}"
    with _app(url).app_context():
        where, workers = county.make(number, visits)
        db.engine.dispose()
    requests = [list(phones.pushes(where, worker)) for worker in workers]
    with serving(url, folder) as (port, pid):
        start = time.perf_counter()
        lived = asyncio.run(phones.morning(port, requests))
        seconds, cpu = time.perf_counter() - start, cpu_seconds(pid)
    total = number * visits
    with _app(url).app_context():
        lost = [total - db.session.scalar(select(func.count()).select_from(table)) for table in (Event, Blob, Cover)]
        gap = head().seq - db.session.scalar(select(func.count()).select_from(Change))
        db.engine.dispose()
    bare = raw.insert_again(folder / "county.db", folder / "raw.db", min(total, 20_000))
    rate = total / seconds
    print(f"{number:,} phones return at once with {visits} signed visits each, SQLite, synchronous=FULL")
    print(f"  taken in               {sum(lived.verdicts.values()):>10,} in {seconds:.1f} s, verdicts {lived.verdicts}")
    print(f"  lost                   {lost} events, signatures, covers; numbers missing {gap}")
    print(f"  visits a second        {rate:>10,.0f}")
    print(f"  the same rows bare     {bare:>10,.0f}   ratio {rate / bare:.2f}")
    print(f"  p95 of a push of {phones.BATCH}    {lived.p95() * 1000:>10,.0f} ms")
    print(
        f"  server processor time  {cpu:>10,.1f} s of {seconds * 2:.1f}; sent away {lived.sent_away:,}, failed {lived.failed}"
    )


def read_first(folder: Path, number: int, doors: int) -> None:
    """The first download of a grid, by many at once."""
    url = f"sqlite:///{folder / 'county.db'}"
    with _app(url).app_context():
        _, workers = county.make(number, doors)
        db.engine.dispose()
    with serving(url, folder) as (port, pid):
        before, start = cpu_seconds(pid), time.perf_counter()
        read = asyncio.run(_all_pages(port, workers))
        seconds, cpu = time.perf_counter() - start, cpu_seconds(pid) - before
    slowest, most = max(one[0] for one in read), max(one[1] for one in read)
    print(f"{number} phones read a grid of {doors:,} households for the first time, at once")
    print(f"  households received    {sum(one[2] for one in read):>10,} of {number * doors:,}")
    print(f"  the last has it after  {seconds:>10.1f} s; slowest phone {slowest:.1f} s")
    print(f"  server processor time  {cpu:>10.1f} s in all, {cpu / number * 1000:.0f} ms a phone")
    print(f"  on the wire, a phone   {most / 1000:>10,.0f} KB")


async def _all_pages(port: int, workers: list[county.Worker]) -> list[tuple[float, int, int]]:
    return await asyncio.gather(*(phones.read_snapshot(port, worker) for worker in workers))


def _app(url: str):
    class LoadConfig(Config):
        SQLALCHEMY_DATABASE_URI = url

    app = create_app(LoadConfig)
    with app.app_context():
        upgrade()
    return app


if __name__ == "__main__":
    main()
