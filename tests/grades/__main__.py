"""Prints how often simulated cheating is flagged, beside what docs/believable.md states: `python -m tests.grades [runs]`.

`python -m tests.grades --state` makes the document's figures and table anew; `python -m tests.grades --strokes` the figures of signatures.
"""

import sys

from tests.grades.cheats import CHEATS
from tests.grades.simulate import SHARES, caught, honest
from tests.grades.stated import RUNS, SEED, STATED_HONEST, STATED_SEED, WITHIN, stated, table
from tests.grades.strokes import figures


def main() -> int:
    """All of it; answers 1 where something is not as stated."""
    if "--state" in sys.argv:
        wrong = _honest(STATED_HONEST, STATED_SEED)
        print(table())
        return wrong
    if "--strokes" in sys.argv:
        print(figures())
        return 0
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    return _honest(runs, SEED) | _cheating(runs)


def _honest(runs: int, seed: int) -> int:
    came = honest(runs, seed)
    print(
        f"simulated, honest: of {came.weeks:,} weeks of one worker {came.flagged_weeks / came.weeks:.2%} were flagged,"
    )
    print(f"and of {came.days:,} days {came.flagged_days / came.days:.2%}. Flags: {dict(came.flags) or 'none'}")
    total = sum(came.grades.values())
    print("graded " + " · ".join(f"{letter} {came.grades[letter] / total:.1%}" for letter in "ABCD") + "\n")
    return int(max(came.flagged_days / came.days, came.flagged_weeks / came.weeks) > 0.01)


def _cheating(runs: int) -> int:
    print(f"simulated, of {runs:,} weeks so many were flagged (stated; difference in points):")
    wrong = 0
    for cheat, (said, _) in CHEATS.items():
        for share in SHARES:
            came, due = caught(cheat, share, runs, SEED), stated(cheat, share)
            is_off = abs(came.rate - due) > WITHIN
            wrong |= is_off
            mark = "  ← not as stated" if is_off else ""
            print(
                f"{cheat:14} {share:4.0%}  {came.rate:6.1%}  ({due:6.1%}; {100 * (came.rate - due):+.1f}){mark}  {said}"
            )
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
