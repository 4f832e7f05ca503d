"""What is to be said of a home and a case, from dated facts alone (pure).

A case happened within a stretch of time, and a visit was made within one. The answer is what holds in every order
that the two leave open; where it would be another one in some order, it is that nobody can tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal

# Before the case, after it, or nobody can tell.
Order = Literal["before", "after", "unclear"]
# Of all of the case's time, of none of it, or of a part.
Extent = Literal["yes", "no", "partly"]
A_MINUTE = timedelta(minutes=1)

VERDICTS = {
    "taught_before": "案发前已上门宣传",
    "not_taught_before": "案发前上门但未宣传到位",
    "not_visited": "案发前未上门",
    "visited_after": "案发后才上门",
    "unclear": "无法判断先后",
}
# What a visit came to that did not teach, in the order in which the sentence names them.
SHORT = {"no_answer": "无人", "refused": "拒绝", "moved": "已迁走", "vacant": "空户", "taught": "告知单不全"}
# A refusal with a slip says more: it was told face to face, before a witness.
_REFUSED_TO_SIGN = "当面说明后拒绝签字"
# How a slip that taught was given, exactly: nobody is said to have signed who did not.
HOW = {
    "signed": "本人签字",
    "adult": "成年家属代签",
    "mark": "按手印或拍照代替签字",
    "paper": "签的是纸质告知单",
}
# What was said of a visit later, or only came to be known later.
MARKS = {
    "withdrawn_back": "已撤回，追溯以前，不算",
    "withdrawn_before": "案发前已撤回，不算",
    "withdrawn_unclear": "案发期间撤回，说不清当时算不算",
    "withdrawn_later": "案发后撤回，不追溯，当时算",
    "withdrawn": "已撤回，不算",
    "review_waiting": "待核对，还不算",
    "review_refused": "核对后没有采纳，不算",
    "accepted_later": "案发后才核对采纳",
    "received_later": "案发后才上传",
    "completed_later": "签名案发后才传齐",
    "clock_off": "手机时钟不准",
}
_STANDS_NOT = {"withdrawn_back", "withdrawn_before", "withdrawn", "review_waiting", "review_refused"}


@dataclass(frozen=True)
class Stretch:
    """From an instant up to, not including, another."""

    start: datetime
    end: datetime


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
    reviewed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reaches_back: bool = False
    clock_off: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of a home."""

    knocks: Sequence[Knock] = ()
    registered: Sequence[Stretch] = ()
    excluded: Sequence[Stretch] = ()


@dataclass(frozen=True)
class Placed:
    """A visit beside the case: where it lies, whether it counts, whether it taught, and what is marked on it."""

    knock: Knock
    order: Order
    counts: bool
    taught: bool
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The verdict with its sentence, every visit, and where the home stood."""

    verdict: str
    sentence: str
    visits: tuple[Placed, ...]
    registered: Extent
    excluded: Extent


def time_of(happened_from: datetime, happened_until: datetime) -> Stretch:
    """When a case happened: its last minute is in it to the end."""
    return Stretch(happened_from, happened_until + A_MINUTE)


def answer(facts: Facts, case: Stretch) -> Answer:
    """What is to be said."""
    visits = tuple(_place(knock, case) for knock in facts.knocks)
    counting = [visit for visit in visits if visit.counts]
    verdict = _verdict(counting, case)
    return Answer(
        verdict,
        _sentence(verdict, counting),
        visits,
        extent(facts.registered, case),
        extent(facts.excluded, case),
    )


def _place(knock: Knock, case: Stretch) -> Placed:
    order, marks = _order(knock, case), tuple(_marks(knock, case))
    counts = _STANDS_NOT.isdisjoint(marks)
    taught = knock.outcome == "taught" and knock.completed_at is not None
    return Placed(knock, order, counts, taught, marks)


def _order(knock: Knock, case: Stretch) -> Order:
    if knock.latest < case.start:
        return "before"
    return "after" if knock.earliest and knock.earliest >= case.end else "unclear"


def _marks(knock: Knock, case: Stretch) -> Iterable[str]:
    if knock.withdrawn_at is not None:
        yield _withdrawal(knock, knock.withdrawn_at, case)
    if knock.status != "accepted":
        yield "review_refused" if knock.status == "refused" else "review_waiting"
    elif knock.reviewed_at and knock.reviewed_at >= case.start:
        yield "accepted_later"
    is_earlier = knock.latest < case.start
    if is_earlier and knock.received_at >= case.start:
        yield "received_later"
    elif is_earlier and knock.completed_at and knock.completed_at >= case.start:
        yield "completed_later"
    if knock.clock_off:
        yield "clock_off"


def _withdrawal(knock: Knock, at: datetime, case: Stretch) -> str:
    """As of the case's time it stood until somebody took it back; one that came later stands now or not at all."""
    if knock.reaches_back:
        return "withdrawn_back"
    if at < case.start:
        return "withdrawn_before"
    if _order(knock, case) == "after":
        return "withdrawn"
    return "withdrawn_later" if at >= case.end else "withdrawn_unclear"


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
    ends = (end for v in visits for end in (v.knock.earliest, v.knock.latest, v.knock.withdrawn_at))
    turns = sorted({case.start, case.end, *(end for end in ends if end and case.start < end < case.end)})
    return [*turns[:-1], *(one + (other - one) / 2 for one, other in pairwise(turns))]


def _ways(visit: Placed, moment: datetime) -> tuple[int, int]:
    """The least and the most that a visit may have been to somebody who was defrauded at this moment."""
    knock, tried = visit.knock, _TAUGHT if visit.taught else _TRIED
    later = _LATER if knock.withdrawn_at is None else _NOTHING
    ways = []
    if knock.earliest is None or knock.earliest <= moment:  # made at that very moment it may have come first, or not
        ways += [tried] if knock.withdrawn_at is None or knock.withdrawn_at >= moment else []
        ways += [_NOTHING] if knock.withdrawn_at is not None and knock.withdrawn_at <= moment else []
    if knock.latest >= moment:
        ways.append(later)
    return min(ways), max(ways)


def _sentence(verdict: str, visits: Sequence[Placed]) -> str:
    if verdict not in ("taught_before", "not_taught_before"):
        return VERDICTS[verdict]
    may = [visit for visit in visits if visit.order != "after" and visit.taught == (verdict == "taught_before")]
    # Where several that are not sure make it sure together, all of them are named.
    sure = [visit for visit in may if visit.order == "before" and "withdrawn_unclear" not in visit.marks]
    said = {_came_to(visit) for visit in sure or may}
    if said == {HOW["signed"]}:
        return f"{VERDICTS[verdict]}并签字"
    return f"{VERDICTS[verdict]}（{'、'.join(word for word in _IN_ORDER if word in said)}）"


_IN_ORDER = (*HOW.values(), SHORT["no_answer"], _REFUSED_TO_SIGN, *list(SHORT.values())[1:])


def _came_to(visit: Placed) -> str:
    """What a visit is called in the sentence: how its slip was given, or why it did not teach."""
    knock = visit.knock
    if visit.taught:
        return HOW.get(knock.way or "signed", SHORT["taught"])
    is_on_slip = knock.outcome == "refused" and knock.completed_at is not None
    return _REFUSED_TO_SIGN if is_on_slip else SHORT[knock.outcome]


def extent(stretches: Iterable[Stretch], case: Stretch) -> Extent:
    """Of how much of the case's time some of these hold."""
    held, touched = case.start, False
    for stretch in sorted(stretches, key=lambda one: one.start):
        start, end = max(stretch.start, case.start), min(stretch.end, case.end)
        if start >= end:
            continue
        touched = True
        if start <= held:
            held = max(held, end)
    if held >= case.end:
        return "yes"
    return "partly" if touched else "no"
