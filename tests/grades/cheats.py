"""Naive ways to make visits up, each by itself, so that each shows what the one trace it leaves is worth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.random import Generator

from app.grades.facts import Seen
from app.grades.shapes import Shape, shape_of
from tests.grades.pens import replayed
from tests.grades.village import MONDAY, PEOPLE, Door, Handset, Village, seen, signers

Shapes = dict[object, Shape]
_DENIED: dict[str, object] = {"no_fix_because": "denied"}


@dataclass(frozen=True)
class Made:
    """Made-up visits, with the signatures on them."""

    visits: list[Seen]
    shapes: Shapes


def _evening(
    rng: Generator, doors: list[Door], fix: Callable[[Door], dict[str, object]], pause: tuple[float, float]
) -> list[Seen]:
    """One after the other, on one evening of the week."""
    at = timedelta(days=int(rng.integers(5)), hours=10)
    visits = []
    for door in doors:
        at += timedelta(seconds=float(rng.uniform(*pause)))
        own = frozenset({f"signature-{10_000 + door.number}"})
        visits.append(seen(10_000 + door.number, door, MONDAY + at, fix(door), signed=True, pictures=own))
    return visits


def _fresh(rng: Generator, visits: list[Seen]) -> Shapes:
    """Signatures of as many people, none like another: nothing that the strokes could tell."""
    _, shapes = signers()
    who = rng.permutation(PEOPLE)
    return {one.id: found for place, one in enumerate(visits) if (found := shapes[who[place]]) is not None}


def sofa(rng: Generator, village: Village, doors: list[Door]) -> Made:
    """From home, somewhere in the village, with the phone's true position."""
    home, phone = village.doors[int(rng.integers(len(village.doors)))], Handset(rng)
    visits = _evening(rng, doors, lambda _: phone.fix(home.lat, home.lon), (70, 240))
    return Made(visits, _fresh(rng, visits))


def sofa_in_haste(rng: Generator, village: Village, doors: list[Door]) -> Made:
    """The same, without taking the time that a signature takes."""
    home, phone = village.doors[int(rng.integers(len(village.doors)))], Handset(rng)
    visits = _evening(rng, doors, lambda _: phone.fix(home.lat, home.lon), (15, 55))
    return Made(visits, _fresh(rng, visits))


def mocked(rng: Generator, village: Village, doors: list[Door]) -> Made:
    """With a position that an app makes up, always the same, in the middle of the doors."""
    lat, lon = np.mean([(door.lat, door.lon) for door in doors], axis=0)
    fix: dict[str, object] = {
        "lat": round(lat, 6),
        "lon": round(lon, 6),
        "accuracy_m": int(rng.integers(3, 30)),
        "age_s": 0,
    }
    visits = _evening(rng, doors, lambda _: fix, (70, 240))
    return Made(visits, _fresh(rng, visits))


def replaying(rng: Generator, village: Village, doors: list[Door]) -> Made:
    """Without a position, the strokes of three real signatures again and again."""
    visits = _evening(rng, doors, lambda _: _DENIED, (70, 240))
    strokes, _ = signers()
    some = [strokes[int(i)] for i in rng.integers(PEOPLE, size=3)]
    shapes = {one.id: shape_of(replayed(rng, some[int(rng.integers(3))])) for one in visits}
    return Made(visits, {i: found for i, found in shapes.items() if found is not None})


def one_photo(rng: Generator, village: Village, doors: list[Door]) -> Made:
    """Without a position, the same photo with every other one."""
    visits = _evening(rng, doors, lambda _: _DENIED, (70, 240))
    photo = frozenset({"photo-x"})
    with_it = [
        replace(one, pictures=one.pictures | photo, photos=photo) if rng.random() < 0.5 else one for one in visits
    ]
    return Made(with_it, _fresh(rng, visits))


def hasty(rng: Generator, village: Village, doors: list[Door]) -> Made:
    """Without a position, one after the other as fast as one types; now and then the telephone rings."""
    visits = _evening(rng, doors, lambda _: _DENIED, (15, 75))
    return Made(visits, _fresh(rng, visits))


CHEATS: dict[str, tuple[str, Callable[[Generator, Village, list[Door]], Made]]] = {
    "sofa": ("在家里签，定位是真的", sofa),
    "sofa_in_haste": ("在家里签，一户接一户很快", sofa_in_haste),
    "mocked": ("用软件造一个固定的定位", mocked),
    "replaying": ("不给定位，反复用几份签名的笔画", replaying),
    "one_photo": ("不给定位，一半用同一张照片", one_photo),
    "hasty": ("不给定位，一户接一户很快", hasty),
}
