"""Which visits show a photo that stood at another door before, by the same worker or by a colleague (pure)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from app.grades import thresholds as t
from app.grades.facts import Seen


@dataclass(frozen=True)
class Use:
    """A photo stood with a visit to a door, at a time; perhaps a colleague's."""

    at: datetime
    household_id: Any
    is_own: bool = True


Uses = Mapping[str, Sequence[Use]]


@dataclass(frozen=True)
class Repeated:
    """The visits whose photo a colleague used for another door before, and those whose photo the worker did."""

    colleagues: tuple[Seen, ...]
    own: tuple[Seen, ...]


def repeated(seen: Sequence[Seen], uses: Uses) -> Repeated:
    """Of one worker's visits in order of time. `uses` are those of these photos elsewhere and before."""
    known: dict[str, list[Use]] = defaultdict(list, {photo: list(some) for photo, some in uses.items()})
    for one in seen:
        for photo in one.photos:
            known[photo].append(Use(one.at, one.household_id))
    colleagues = tuple(one for one in seen if any(not use.is_own for use in _before(one, known)))
    own = tuple(one for one in seen if any(use.is_own for use in _before(one, known)))
    return Repeated(colleagues, () if _is_a_slip(seen, own, known) else own)


def _before(one: Seen, known: Uses) -> Iterator[Use]:
    for photo in one.photos:
        yield from (use for use in known[photo] if use.at <= one.at and use.household_id != one.household_id)


def _is_a_slip(seen: Sequence[Seen], own: Sequence[Seen], known: Uses) -> bool:
    """Once in a week the photo of the door just before, and of no other: chosen again by mistake."""
    before = {one.id: previous for previous, one in pairwise(seen)}
    return len(own) < t.SAME_PHOTO_SLIPS + 1 and all(
        {use.household_id for use in _before(one, known)} <= {before[one.id].household_id}
        if one.id in before
        else False
        for one in own
    )
