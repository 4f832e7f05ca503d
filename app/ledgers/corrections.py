"""What a kept bulletin said that would be said otherwise now: a note in the next one, and never in the old (pure)."""

from app.coverage.figures import Figures
from app.coverage.queries import Coverage
from app.ledgers.bulletin import day_words
from app.ledgers.models import KeptLedger


def between(former: KeptLedger, now: Coverage, scope: str) -> list[str]:
    """A sentence for what was kept and has been corrected since; none where all is as it was."""
    names = {scope: "合计"} | {line.code: line.name for line in now.lines}
    figures = {scope: now.total} | {line.code: line.figures for line in now.lines}
    moved = [
        f"{names[code]}已覆盖{covered}户、应访{target}户，现为{found.covered}户、{found.target}户"
        for code, (covered, target) in former.figures.items()
        if (found := figures.get(code, Figures()))
        and code in names
        and (found.covered, found.target) != (covered, target)
    ]
    if not moved:
        return []
    return [
        f"更正说明：第{former.number:06d}号（截至{day_words(former.last_on)}）所载数字其后有更正，原件不改："
        + "；".join(moved)
        + "。"
    ]
