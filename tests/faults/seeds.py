"""Shares the seeds of a row among processes, and brings their outcomes together as they come."""

import gc
import multiprocessing
import queue
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults.outcome import Outcome

# Started fresh and not forked, so that no process inherits another's database connections.
_spawn = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Place:
    """Where a process of a row may work: a folder of its own, and the bundled players."""

    folder: Path
    bundles: Path


Play = Callable[[Iterable[int], Place], Iterator[Outcome]]


def shared(play: Play, seeds: Sequence[int], bundles: Path, jobs: int) -> Iterator[Outcome]:
    """The outcomes of all seeds; whoever stops listening ends the processes too."""
    results: Any = _spawn.Queue()
    shares = [seeds[n::jobs] for n in range(jobs)]
    workers = [_spawn.Process(target=_work, args=(play, share, bundles, results)) for share in shares if share]
    for worker in workers:
        worker.start()
    try:
        yield from _collected(results, workers)
    except BaseException:
        for worker in workers:
            worker.terminate()
        raise
    finally:
        for worker in workers:
            worker.join()


def _collected(results: Any, workers: list[SpawnProcess]) -> Iterator[Outcome]:
    left = len(workers)
    while left:
        try:
            result = results.get(timeout=1)
        except queue.Empty:
            if not any(worker.is_alive() for worker in workers):
                raise RuntimeError("a process of the suite died") from None
            continue
        if result is None:
            left -= 1
        elif isinstance(result, str):
            raise RuntimeError(result)
        else:
            yield result


def _work(play: Play, share: Sequence[int], bundles: Path, results: Any) -> None:
    # A job that is told to stop must still end its servers and browsers on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # What the imports left is never garbage, and a round leaves little: looking for it seldom saves a tenth.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    try:
        with TemporaryDirectory(prefix="qiaomen-faults-", dir=_quick_folder()) as folder:
            for outcome in play(share, Place(Path(folder), bundles)):
                results.put(outcome)
        results.put(None)
    except Exception:
        results.put(traceback.format_exc())
        raise


def _quick_folder() -> Path | None:
    """Memory where there is some: what is tested here are killed processes, never a power cut."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else None
