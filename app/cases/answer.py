"""What is to be said of a home and a case, from dated facts alone (pure).

A case happened within a stretch of time, and a visit was made within one. The answer is what holds in every order
that the two leave open; where it would be another one in some order, it is that nobody can tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from app.cases import words
from app.cases.stretches import Extent, Order, Stretch, extent, order_of

_STANDS_NOT = {"withdrawn_back", "withdrawn_before", "withdrawn", "review_waiting", "review_refused"}


@dataclass(frozen=True)
class Knock:
    """What is known of one visit."""

    id: Any
    outcome: str
    earliest: datetime | None
    latest: datetime
    received_at: datetime
    status: str = "accepted"
    completed_at: datetime | None = None  # its slip; None where it has none, or not whole
    way: str | None = None  # how that was given
    decided_at: datetime | None = None  # by the office: that it stands at this home, or that it does not count
    withdrawn_at: datetime | None = None
    reaches_back: bool = False
    clock_off: bool = False
    aside: str | None = None  # one of words.ASIDES
    # Not before; None: withdrawn_at is the very moment, and else the last that may be.
    withdrawn_since: datetime | None = None
    family: str = "theirs"  # whose home it was then: the victim's, or why that may not be so (words.DOUBTS, family_…)
    # The code of its paper slip: other, unreadable, unread; None: this home's, or there is none.
    paper: str | None = None
    # Of one that the office put right, what its phone had said: None where that is so still, or nobody knows it.
    outcome_was: str | None = None
    note_was: str | None = None
    doubt: str | None = None  # why somebody had to look at it first (visits/doubts.py)


@dataclass(frozen=True)
class Facts:
    """What is known of a home."""

    knocks: Sequence[Knock] = ()
    registered: Sequence[Stretch] = ()
    excluded: Sequence[Stretch] = ()
    excluded_at_most: Sequence[Stretch] | None = None  # where the hour of an end was not kept; else the same
    aside: int = 0  # what phones handed in that names this home, could not be taken in, and waits for somebody to look


@dataclass(frozen=True)
class Placed:
    """A visit beside the case: where it lies, whether it counts, whether it taught, what is marked on it, and what is in doubt."""

    knock: Knock
    order: Order
    counts: bool
    taught: bool
    marks: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The verdict with its sentence, every visit, and where the home stood."""

    verdict: str
    sentence: str
    visits: tuple[Placed, ...]
    registered: Extent
    excluded: Extent


def answer(facts: Facts, case: Stretch) -> Answer:
    """What is to be said."""
    visits = tuple(_place(knock, case) for knock in facts.knocks)
    counting = [visit for visit in visits if visit.counts]
    verdict = _verdict(counting, case)
    least = extent(facts.excluded, case)
    most = least if facts.excluded_at_most is None else extent(facts.excluded_at_most, case)
    return Answer(
        verdict,
        _sentence(verdict, counting, case) + _waiting(visits, facts.aside),
        visits,
        extent(facts.registered, case),
        least if least == most else "unclear",
    )


def _waiting(visits: Sequence[Placed], aside: int) -> str:
    """What nobody has looked at yet, and would change the answer."""
    looked_at = sum("review_waiting" in visit.marks and visit.order != "after" for visit in visits)
    counts = ((looked_at, words.REVIEWING), (aside, words.ASIDE))
    return "".join(said.format(count) for count, said in counts if count)


def _place(knock: Knock, case: Stretch) -> Placed:
    order, marks = _order(knock, case), tuple(_marks(knock, case))
    counts = _STANDS_NOT.isdisjoint(marks)
    taught = knock.outcome == "taught" and knock.completed_at is not None
    return Placed(knock, order, counts, taught, marks, tuple(_doubts(knock, case)))


def _doubts(knock: Knock, case: Stretch) -> Iterable[str]:
    if knock.family != "theirs":
        yield f"family_{knock.family}"
    # Whoever named its door, or said what came of it, may have known of the case.
    if knock.decided_at and knock.decided_at >= case.start:
        yield from _by_office(knock)
    if withdrawn := _back_later(knock, case):
        yield withdrawn
    if knock.paper == "other":
        yield "paper_other"


def _by_office(knock: Knock) -> Iterable[str]:
    """What of it is the office's word, and not its phone's."""
    if knock.aside == "door_named":
        yield "door_named"
    if knock.outcome_was is not None:
        yield "outcome_changed"
    if knock.doubt == "photo_of_another":
        yield "photo_of_another"


def _order(knock: Knock, case: Stretch) -> Order:
    if knock.latest < case.start:
        return "before"
    return "after" if knock.earliest and knock.earliest >= case.end else "unclear"


def _marks(knock: Knock, case: Stretch) -> Iterable[str]:
    if knock.withdrawn_at is not None:
        yield _withdrawal(knock, knock.withdrawn_at, case)
    if knock.status != "accepted":
        yield "review_refused" if knock.status == "refused" else "review_waiting"
    elif knock.decided_at:
        yield from _since("confirmed" if knock.aside == "confirmed" else "accepted", knock.decided_at, case)
    yield from _whose(knock)
    if knock.latest < case.start:
        received = list(_since("received", knock.received_at, case))
        yield from received or (_since("completed", knock.completed_at, case) if knock.completed_at else ())
    if knock.clock_off:
        yield "clock_off"


def _whose(knock: Knock) -> Iterable[str]:
    """Why it may not be this home's or this family's, or not what it says."""
    if knock.aside in ("repaired", "door_named"):
        yield knock.aside
    if knock.outcome_was is not None:
        yield "outcome_changed"
    if knock.family != "theirs":
        yield f"family_{knock.family}"
    if knock.paper:
        yield f"paper_{knock.paper}"
    if knock.doubt:
        yield knock.doubt


def _since(what: str, at: datetime, case: Stretch) -> Iterable[str]:
    """Inside the case's own time nobody knows which came first."""
    order = order_of(at, case)
    if order != "before":
        yield f"{what}_later" if order == "after" else f"{what}_unclear"


def _withdrawal(knock: Knock, at: datetime, case: Stretch) -> str:
    """As of the case's time it stood until somebody took it back; one that came later stands now or not at all."""
    if knock.reaches_back:
        return _back_later(knock, case) or "withdrawn_back"
    if at < case.start:
        return "withdrawn_before"
    if _order(knock, case) == "after":
        return "withdrawn"
    return "withdrawn_later" if (knock.withdrawn_since or at) >= case.end else "withdrawn_unclear"


def _back_later(knock: Knock, case: Stretch) -> str | None:
    """Whether the office said only when the case had begun that it never stood: whoever did may have known of the case."""
    at = knock.withdrawn_at
    if not knock.reaches_back or at is None or knock.withdrawn_since is not None or _order(knock, case) == "after":
        return None
    return {"before": None, "after": "withdrawn_back_later", "unclear": "withdrawn_back_unclear"}[order_of(at, case)]


# What a visit was to somebody who was defrauded at some moment, the better the later; each is a verdict if it is the best.
_NOTHING, _LATER, _TRIED, _TAUGHT = range(4)
_BEST_OF = ("not_visited", "visited_after", "not_taught_before", "taught_before")


def _verdict(visits: Sequence[Placed], case: Stretch) -> str:
    """The one that holds whenever within its time the case happened, and in whichever order with the visits."""
    found = set()
    for moment in _moments(visits, case):
        ways = [_ways(visit, moment) for visit in visits]
        found |= {
            max((worst for worst, _ in ways), default=_NOTHING),
            max((best for _, best in ways), default=_NOTHING),
        }
    return _BEST_OF[found.pop()] if len(found) == 1 else "unclear"


def _moments(visits: Sequence[Placed], case: Stretch) -> list[datetime]:
    """Moments of the case's time between which nothing changes sides, and these themselves."""
    ends = (
        end
        for knock in (visit.knock for visit in visits)
        for end in (knock.earliest, knock.latest, knock.withdrawn_since, knock.withdrawn_at)
    )
    turns = sorted({case.start, case.end, *(end for end in ends if end and case.start < end < case.end)})
    return [*turns[:-1], *(one + (other - one) / 2 for one, other in pairwise(turns))]


def _ways(visit: Placed, moment: datetime) -> tuple[int, int]:
    """The least and the most that a visit may have been to somebody who was defrauded at this moment."""
    knock, tried = visit.knock, _TAUGHT if visit.taught else _TRIED
    maybe = _maybe(visit)
    later = _LATER if knock.withdrawn_at is None else _NOTHING
    ways = []
    if knock.earliest is None or knock.earliest <= moment:  # made at that very moment it may have come first, or not
        ways += [tried, *maybe] if knock.withdrawn_at is None or knock.withdrawn_at >= moment else []
        ways += (
            [_NOTHING]
            if knock.withdrawn_at is not None and (knock.withdrawn_since or knock.withdrawn_at) <= moment
            else []
        )
    if knock.latest >= moment:
        ways.append(later)
    return min(ways), max(ways)


def _maybe(visit: Placed) -> list[int]:
    """What it may have been where something is in doubt: nothing to the victim, or what its phone had said."""
    told = "outcome_changed" in visit.doubts and visit.knock.outcome_was == "taught"
    return [_NOTHING, *([_TAUGHT] if told else [])] if visit.doubts else []


def _sentence(verdict: str, visits: Sequence[Placed], case: Stretch) -> str:
    if verdict == "unclear":
        return _unclear(visits, case)
    if verdict not in ("taught_before", "not_taught_before"):
        return words.VERDICTS[verdict]
    may = [visit for visit in visits if visit.order != "after" and visit.taught == (verdict == "taught_before")]
    # Where several that are not sure make it sure together, all of them are named.
    sure = [visit for visit in may if _is_sure(visit)] or may
    own = [visit for visit in sure if visit.knock.aside != "door_named"]
    said, later = {_came_to(visit) for visit in own or sure}, _by_office_alone(own or sure)
    if own and said == {words.HOW["signed"]}:
        return f"{words.VERDICTS[verdict]}并签字{_in_brackets(later)}"
    return words.VERDICTS[verdict] + _in_brackets([way for way in _IN_ORDER if way in said] + later)


def _by_office_alone(visits: Sequence[Placed]) -> list[str]:
    """What the office had to say first, of every visit that the sentence stands on."""
    if all(visit.knock.aside == "door_named" for visit in visits):
        return [words.NAMED]
    is_later = all({"confirmed_later", "confirmed_unclear"} & set(visit.marks) for visit in visits)
    return [words.CONFIRMED] if is_later else []


def _in_brackets(said: Sequence[str]) -> str:
    return f"（{'、'.join(said)}）" if said else ""


def _is_sure(visit: Placed) -> bool:
    return visit.order == "before" and not visit.doubts and "withdrawn_unclear" not in visit.marks


def _unclear(visits: Sequence[Placed], case: Stretch) -> str:
    """What is in doubt, where that alone keeps it from being clear; else which came first."""
    if _verdict([replace(visit, doubts=()) for visit in visits], case) == "unclear":
        return words.NO_ORDER
    found = {doubt for visit in visits if visit.order != "after" for doubt in visit.doubts}
    return f"{words.VERDICTS['unclear']}（{'、'.join(said for doubt, said in words.DOUBTS.items() if doubt in found)}）"


_IN_ORDER = (*words.HOW.values(), words.SHORT["no_answer"], words.REFUSED_TO_SIGN, *list(words.SHORT.values())[1:])


def _came_to(visit: Placed) -> str:
    """What a visit is called in the sentence: how its slip was given, or why it did not teach."""
    knock = visit.knock
    if visit.taught:
        return words.HOW.get(knock.way or "signed", words.SHORT["taught"])
    is_on_slip = knock.outcome == "refused" and knock.completed_at is not None
    return words.REFUSED_TO_SIGN if is_on_slip else words.SHORT[knock.outcome]
