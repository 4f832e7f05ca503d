"""The kinds of faults: each has a file, and a line here that says how many rounds it plays."""

from dataclasses import dataclass

from tests.faults.rows import browsers, bugs, cuts, kills, permutations, schedules, storms
from tests.faults.seeds import Play


@dataclass(frozen=True)
class Row:
    """A kind of fault: rounds in `make faults` and in `make faults-long`, and how long `make test` has for it where that is not for all."""

    name: str
    play: Play
    rounds: int
    long_rounds: int
    test_seconds: int | None = None


ROWS = (
    Row("schedules", schedules.play, 2_000, 100_000, test_seconds=300),
    Row("cuts-push", cuts.push, 4_000, 4_000),
    Row("cuts-pull", cuts.pull, 0, 10_000),
    Row("cuts-snapshot", cuts.snapshot, 0, 40_000),
    Row("cuts-put", cuts.put, 0, 40_000),
    Row("cuts-patch", cuts.patch, 0, 70_000),
    Row("kill-sqlite", kills.sqlite, 50, 1_000),
    Row("kill-postgres", kills.postgres, 10, 200),
    Row("chromium-kill", browsers.kills, 10, 200),
    Row("disk-full", browsers.disks, 5, 100),
    Row("storm-sqlite", storms.sqlite, 50, 400),
    Row("storm-postgres", storms.postgres, 50, 400),
    Row("permutations", permutations.play, 1_440, 1_440),
    Row("bugs", bugs.play, 0, len(bugs.BUGS)),
)
