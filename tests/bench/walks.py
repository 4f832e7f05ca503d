"""What a walking order costs, and what it saves: python -m tests.bench.walks."""

import sys
from time import process_time

from app.walks.order import length_m, walk
from tests.walks.test_order import nearest_first, scattered


def main() -> None:
    """Doors scattered, and in hamlets: processor time, and the way beside going on to the nearest."""
    for around in (0, 12):
        for count in (100, 300, 1000, 2000, 5000):
            places = scattered(1, count, around)
            begun = process_time()
            line = walk(places).order
            took = process_time() - begun
            way, nearest = length_m([places[n] for n in line]), length_m(nearest_first(places))
            where = f"in {around} hamlets" if around else "scattered"
            sys.stdout.write(
                f"{count:5} doors {where:14} {took:6.2f} s  {way / 1000:7.2f} km  {way / nearest:.3f} of nearest first\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
