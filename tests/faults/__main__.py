"""`python -m tests.faults`: plays the rows and prints the table; fails when any promise was broken."""

import os
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import player
from tests.faults.outcome import Tally, heading, line
from tests.faults.rows import ROWS, Row
from tests.faults.seeds import shared

MOST_SHOWN = 5


def main() -> int:
    """The exit code: 0 when every promise was kept."""
    # Told to stop, it must still end what it started on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = _options()
    rows = [row for row in ROWS if (row.name in options.only if options.only else row.rounds or options.long)]
    with TemporaryDirectory(prefix="qiaomen-faults-") as folder:
        player.build(Path(folder))
        print(heading(), flush=True)
        tallies = [_run(row, options, Path(folder)) for row in rows]
    return 1 if any(tally.failed for tally in tallies) else 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--test", action="store_true", help="as many of the rounds as `make test` has the time for")
    parser.add_argument("--long", action="store_true", help="as many rounds as a night allows")
    parser.add_argument(
        "--only", action="append", choices=[row.name for row in ROWS], help="only this row; may be repeated"
    )
    parser.add_argument("--seed", type=int, help="begin with this seed, and play only it unless --rounds is given")
    parser.add_argument("--rounds", type=int, help="how many seeds")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes share them")
    parser.add_argument("--until-first", action="store_true", help="stop a row at its first failure")
    parser.add_argument("--trace", action="store_true", help="tell the story of a seed that is played again")
    options = parser.parse_args()
    if options.trace:
        os.environ["FAULTS_TRACE"] = "1"  # the players inherit it
    return options


def _run(row: Row, options: Namespace, bundles: Path) -> Tally:
    first = 1 if options.seed is None else options.seed
    alone = None if options.seed is None else 1
    planned = row.long_rounds if options.long else row.rounds
    most_s = row.test_seconds if options.test else None
    rounds = options.rounds or alone or planned
    tally, began = Tally(), time.monotonic()
    for outcome in shared(row.play, range(first, first + rounds), bundles, min(options.jobs, rounds)):
        tally.add(outcome)
        for note in outcome.notes:
            print(f"  {note}", flush=True)
        _tell(f"{row.name}: {tally.runs:,} of {rounds:,}")
        if (tally.failed and options.until_first) or (most_s and time.monotonic() - began > most_s):
            break
    _tell("")
    print(line(row.name, tally, time.monotonic() - began), flush=True)
    _explain(row, tally)
    return tally


def _tell(progress: str) -> None:
    """Where somebody looks on: how far the row has come, on one line that the table takes the place of."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{progress}")
        sys.stderr.flush()


def _explain(row: Row, tally: Tally) -> None:
    for outcome in tally.failed[:MOST_SHOWN]:
        print(f"  seed {outcome.seed}: python -m tests.faults --only {row.name} --seed {outcome.seed}")
        for fault in outcome.faults[:MOST_SHOWN]:
            print(f"    {fault}")
    if len(tally.failed) > MOST_SHOWN:
        print(f"  … and {len(tally.failed) - MOST_SHOWN} more seeds failed.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
