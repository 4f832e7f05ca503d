"""Prints how often the real finish fell within the range: `python -m tests.pace [counties of each kind]`."""

import sys

from tests.pace.measure import STAGES, measure


def main() -> None:
    """One line per size, kind of county and stage."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print("| doors | county | done | told | within | before | after | open-ended | days off the middle | width |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for doors in (120, 1_200, 40_000):
        for line in measure(doors, times, STAGES):
            print(line)


main()
