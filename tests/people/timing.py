"""How long a refused sign-in takes for names that there are and names that nobody has, in turns."""

from dataclasses import dataclass
from time import perf_counter

from flask import Flask

from app.changes import writing
from app.people.operations import create_user
from tests.county import TOWN
from tests.people.browser import WRONG, Browser
from tests.person import PASSWORD

# Each name may fail four times before it has to wait, and each address nineteen.
TRIES = 4


@dataclass(frozen=True)
class Timing:
    """Seconds of each refusal."""

    known: list[float]
    unknown: list[float]

    def chance(self) -> float:
        """How often a known name took longer than an unknown one: a half, if nothing can be told from it.

        A figure of ranks: a busy machine makes some answers slow, but of both kinds alike.
        """
        wins = sum((k > u) + (k == u) / 2 for k in self.known for u in self.unknown)
        return wins / (len(self.known) * len(self.unknown))


def measure(app: Flask, pairs: int) -> Timing:
    """Refuse so many known and as many unknown names; every answer must be the same, letter by letter."""
    names = [f"known{number}" for number in range(-(-pairs // TRIES))]
    with writing():
        for name in names:
            create_user(username=name, password=PASSWORD, name=name, role="worker", scope=TOWN)
    timing, answers = Timing([], []), set()
    for number in range(pairs):
        known, unknown = names[number // TRIES], f"nobody{number // TRIES}"
        turns = ((known, timing.known), (unknown, timing.unknown))
        for name, times in turns if number % 2 else reversed(turns):
            browser = Browser(app, f"127.0.{number // 200}.{number % 200 + 1}")
            start = perf_counter()
            answer = browser.sign_in(name, WRONG)
            times.append(perf_counter() - start)
            answers.add((answer.status_code, answer.text, tuple(sorted(set(answer.headers.keys())))))
    assert len(answers) == 1, answers
    return timing
