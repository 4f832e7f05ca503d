"""A request about a thing in a given relation, and what of it lies in the place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.policy.land import Land
from tests.policy.oracle import One
from tests.policy.places import Place


@dataclass
class Call:
    """A request, and what it must hold when it is let in."""

    path: str
    json: dict[str, Any] | None = None
    query: dict[str, Any] = field(default_factory=dict)
    data: Any = None
    form: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    shows: str | bytes = ""
    fits: tuple[int, ...] = ()  # besides 2xx: let in, and then told that it makes no sense there


Recipe = Callable[[Land, One, Place], Call]


@dataclass(frozen=True)
class Variant:
    """What of a request lies in the place, where that is (None: there is no such thing), and whose it is."""

    call: Recipe
    code: Callable[[Land, One, Place], str | None] = lambda _l, _o, place: place.code
    owner: Callable[[Land, One, Place], str] = lambda *_: ""
    name: str = ""


def home(land: Land, one: One) -> Place:
    """A place in reach of everybody of one end of the county."""
    return land.places["elsewhere" if one.post.startswith("9911012") else "own"]
