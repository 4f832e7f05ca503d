"""A thousand refused sign-ins, half of them for names that nobody has: can the two be told apart by their time?"""

from statistics import median, quantiles

from flask import Flask

from tests.people.timing import measure

PAIRS = 500


def report(app: Flask) -> str:
    """Both distributions side by side, and how often the known name was the slower one."""
    timing = measure(app, PAIRS)
    lines = [f"{2 * PAIRS:,} refused sign-ins, same words", ""]
    lines.append(f"{'':26}{'median':>11}{'5 %':>11}{'95 %':>11}")
    for name, times in (("names that there are", timing.known), ("names that nobody has", timing.unknown)):
        cuts = quantiles(times, n=20)
        figures = "".join(f"{seconds * 1000:>8,.1f} ms" for seconds in (median(times), cuts[0], cuts[-1]))
        lines.append(f"{name:26}{figures}")
    lines.append(f"the known one was slower in {timing.chance():.1%} of pairs (50 % tells nothing; noise is ±5)")
    return "\n".join(lines) + "\n"
