"""What the demo county's visits taught: most people were asked, and some villages know more than others."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from app.demo.rounds import Call

_QUESTIONS = 3
# Of ten homes seven are asked the questions, and six about the app.
_ASKED, _APP = 0.7, 0.6
_UNASKED = dict.fromkeys(("quiz_asked", "quiz_right", "adults", "installed", "verified", "warned"))
_NO_FIRM = dict.fromkeys(("role", "posters", "calls_back"))


def lessons(taught: Iterable[tuple[Call, str]]) -> Iterator[dict[str, Any]]:
    """A lesson for each visit with its audience; drawn by the visit alone, so that nothing else of the county changes."""
    for call, audience in taught:
        rng, at_home = Random(call.id.int), call.house.kind == "family"
        asked = _quiz(rng, call.house.division_code) if rng.random() < _ASKED else {}
        checked = _app(rng) if at_home and rng.random() < _APP else {}
        firm = _NO_FIRM if at_home else _firm(rng)
        yield {"visit_id": call.id, "audience": audience, **_UNASKED, **asked, **checked, **firm}


def _firm(rng: Random) -> dict[str, Any]:
    """Mostly the owner is met; now and then nobody says whether the rule was taught."""
    posters, roles, rules = rng.randint(0, 3), ("owner", "owner", "finance", "staff"), (True, True, True, False, None)
    return {"role": rng.choice(roles), "posters": posters, "calls_back": rng.choice(rules)}


def _quiz(rng: Random, division_code: str) -> dict[str, int]:
    knows = 0.62 + int(division_code[9:12]) % 7 * 0.05
    return {"quiz_asked": _QUESTIONS, "quiz_right": _drawn(rng, _QUESTIONS, knows)}


def _app(rng: Random) -> dict[str, int]:
    adults = rng.randint(1, 4)
    installed = _drawn(rng, adults, 0.75)
    verified = _drawn(rng, installed, 0.85)
    return {"adults": adults, "installed": installed, "verified": verified, "warned": _drawn(rng, verified, 0.8)}


def _drawn(rng: Random, of: int, odds: float) -> int:
    return sum(rng.random() < odds for _ in range(of))
