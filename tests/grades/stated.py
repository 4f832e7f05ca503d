"""The curve that docs/believable.md states, read from its table; and the table as a run with another seed makes it."""

import re
from pathlib import Path

from tests.grades.cheats import CHEATS
from tests.grades.simulate import SHARES, caught

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "believable.md"
STATED_SEED, SEED = 20261126, 1
STATED_RUNS, RUNS = 4_000, 1_000
STATED_HONEST = 2_000
WITHIN = 0.03


def stated(cheat: str, share: float) -> float:
    """How often the document says that this is flagged."""
    (cells,) = re.findall(rf"^\| `{cheat}` \|(.*)\|$", DOCUMENT.read_text(), re.MULTILINE)
    rates = [float(rate) / 100 for rate in re.findall(r"([\d.]+) %", cells)]
    return rates[SHARES.index(share)]


def table() -> str:
    """The document's table, made anew with its own seed."""
    shares = " | ".join(f"{round(share * 100)} %" for share in SHARES)
    head = f"| way | what is done | {shares} | found by | graded A · B · C · D |"
    return "\n".join([head, "|---|---|" + "--:|" * len(SHARES) + "---|---|", *map(row, CHEATS)])


def row(cheat: str) -> str:
    """One line of it."""
    came = [caught(cheat, share, STATED_RUNS, STATED_SEED) for share in SHARES]
    rates = " | ".join(f"{one.rate * 100:.1f} %" for one in came)
    by = ", ".join(f"`{flag}`" for flag, times in came[-1].flags.most_common() if times >= 0.05 * STATED_RUNS)
    grades = " · ".join(f"{share * 100:.0f}" for share in came[-1].grades.values())
    return f"| `{cheat}` | {CHEATS[cheat][0]} | {rates} | {by} | {grades} |"
