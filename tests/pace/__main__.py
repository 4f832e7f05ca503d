"""Prints how often the real finish fell within the range: `python -m tests.pace [counties of each kind and size]`."""

import sys

from tests.pace.measure import GOAL, STAGES, THE_LAST, TITLES, Outcome, measure

SIZES = (120, 1_200, 40_000)


def main() -> None:
    """A table of counties that wait for 95 doors in a hundred, and one of those that wait for the last."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print(f"{times} counties of each kind with {', '.join(f'{doors:,}' for doors in SIZES)} doors")
    for goal in (GOAL, THE_LAST):
        print(f"\nUntil {goal:.0%} are covered:\n\n{TITLES}")
        together: dict[tuple[str, float], Outcome] = {}
        for doors in SIZES:
            for one in measure(doors, times, STAGES, goal):
                together.setdefault((one.county, one.stage), Outcome(one.county, one.stage)).take(one)
        everything = Outcome("all", 1.0)
        for outcome in together.values():
            print(outcome)
            everything.take(outcome)
        print(f"\nWithin: {everything.coverage:.1%} of {everything.told:,} forecasts.", flush=True)


main()
