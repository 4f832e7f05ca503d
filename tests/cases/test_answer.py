"""The answer of a trace-back: held against an oracle that tries every order which the facts leave open."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.answer import Facts, Knock, answer
from app.cases.stretches import Stretch, time_of
from app.cases.words import HOW, SHORT, VERDICTS
from app.slips.ways import WAYS

DAWN = datetime(2026, 11, 1, tzinfo=UTC)
STEP = timedelta(seconds=20)
STEPS_A_MINUTE = 3


def at(step: int) -> datetime:
    return DAWN + step * STEP


@dataclass(frozen=True)
class Said:
    """A visit in steps of twenty seconds; `earliest` None where nothing tells, `withdrawn` None where nobody did, `since` not before."""

    earliest: int | None
    latest: int
    outcome: str
    whole: bool
    status: str
    withdrawn: int | None
    since: int | None
    reaches_back: bool

    @property
    def knock(self) -> Knock:
        return Knock(
            id=0,
            outcome=self.outcome,
            earliest=None if self.earliest is None else at(self.earliest),
            latest=at(self.latest),
            received_at=at(self.latest),
            status=self.status,
            completed_at=at(self.latest) if self.whole else None,
            withdrawn_at=None if self.withdrawn is None else at(self.withdrawn),
            withdrawn_since=None if self.since is None else at(self.since),
            reaches_back=self.reaches_back,
        )


@st.composite
def visits(draw: st.DrawFn) -> Said:
    latest = draw(st.integers(0, 24))
    earliest = draw(st.none() | st.integers(max(0, latest - 8), latest))
    outcome = draw(st.sampled_from(["taught", "taught", *SHORT]))
    withdrawn = draw(st.none() | st.none() | st.integers(latest, 30))
    since = None if withdrawn is None else draw(st.none() | st.integers(earliest or 0, withdrawn))
    status = draw(st.sampled_from(["accepted"] * 5 + ["refused", "needs_review"]))
    return Said(earliest, latest, outcome, draw(st.booleans()), status, withdrawn, since, draw(st.booleans()))


def is_doubted(said: Said, first: int, end: int) -> bool:
    """Whether the office alone said that it never stood, when the case had begun."""
    is_after = said.earliest is not None and said.earliest >= end
    by_office = said.reaches_back and said.withdrawn is not None and said.since is None
    return by_office and not is_after and (said.withdrawn or 0) >= first


def ways(said: Said, moment: int, first: int, end: int) -> set[str]:
    """What a visit may have been to somebody who was defrauded at this moment: taught, tried, later, or nothing."""
    doubted = is_doubted(said, first, end)
    if said.status != "accepted" or (said.withdrawn is not None and said.reaches_back and not doubted):
        return {"nothing"}
    may = set()
    if doubted and (said.earliest is None or said.earliest <= moment):
        may.add("nothing")
    if said.earliest is None or said.earliest <= moment:  # at the same moment, either may have come first
        if said.withdrawn is None or said.withdrawn >= moment:
            may.add("taught" if said.outcome == "taught" and said.whole else "tried")
        if said.withdrawn is not None and (said.withdrawn if said.since is None else said.since) <= moment:
            may.add("nothing")
    if said.latest >= moment:
        may.add("later" if said.withdrawn is None else "nothing")
    return may


def verdict_in(world: tuple[str, ...]) -> str:
    for way, verdict in (("taught", "taught_before"), ("tried", "not_taught_before"), ("later", "visited_after")):
        if way in world:
            return verdict
    return "not_visited"


def oracle(all_: list[Said], first: int, end: int) -> str:
    moments = range(first, end)
    seen = {
        verdict_in(world) for moment in moments for world in product(*(ways(said, moment, first, end) for said in all_))
    }
    return seen.pop() if len(seen) == 1 else "unclear"


@settings(max_examples=1500, deadline=None)
@given(st.lists(visits(), max_size=4), st.integers(1, 7), st.integers(0, 2))
def test_the_verdict_is_what_holds_in_every_order_that_is_open(all_: list[Said], minute: int, longer: int):
    first, end = minute * STEPS_A_MINUTE, (minute + longer + 1) * STEPS_A_MINUTE
    case = time_of(at(first), at(first) + timedelta(minutes=longer))
    assert case == Stretch(at(first), at(end))

    told = answer(Facts(knocks=[said.knock for said in all_]), case)

    assert told.verdict == oracle(all_, first, end)
    assert told.sentence.startswith(VERDICTS[told.verdict])
    assert len(told.visits) == len(all_)
    for said, placed in zip(all_, told.visits, strict=True):
        # Between the steps there is time: what touches the case's time is never sure.
        touches = said.latest >= first and (said.earliest is None or said.earliest < end)
        assert placed.order == ("unclear" if touches else "before" if said.latest < first else "after")
        assert placed.counts or placed.marks


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4), st.integers(0, 9), st.integers(1, 3))
def test_what_held_then_held_at_every_moment(stretches: list[tuple[int, int]], first: int, length: int):
    held = [any(a <= moment < b for a, b in stretches) for moment in range(first, first + length)]
    facts = [Stretch(at(a), at(b)) for a, b in stretches]

    told = answer(Facts(excluded=facts), Stretch(at(first), at(first + length)))

    assert told.excluded == ("yes" if all(held) else "partly" if any(held) else "no")
    assert told.registered == "no"


def knock(latest: int, outcome: str = "taught", **said) -> Knock:
    said = {"completed_at": at(latest) if outcome == "taught" else None, "received_at": at(latest), **said}
    return Knock(id=0, outcome=outcome, earliest=at(latest), latest=at(latest), **said)


def marks(case: Stretch, visit: Knock) -> tuple[str, ...]:
    (placed,) = answer(Facts(knocks=[visit]), case).visits
    return placed.marks


def test_the_sentence_names_what_the_visits_before_came_to_once_and_in_order():
    case = Stretch(at(10), at(20))
    said = [knock(1, "refused"), knock(2, "no_answer"), knock(3, "refused"), knock(30, "vacant")]

    assert answer(Facts(knocks=said), case).sentence == "案发前上门但未宣传到位（无人、拒绝）"
    unsigned = knock(4, completed_at=None)
    assert answer(Facts(knocks=[unsigned]), case).sentence == "案发前上门但未宣传到位（告知单不全）"
    assert answer(Facts(knocks=[*said, knock(5)]), case).sentence == "案发前已上门宣传并签字"
    assert answer(Facts(knocks=said[3:]), case).sentence == "案发后才上门"
    assert answer(Facts(), case).sentence == "案发前未上门"
    assert answer(Facts(knocks=[knock(15)]), case).sentence == "无法判断先后"


def test_the_sentence_says_exactly_how_each_slip_was_given():
    case = Stretch(at(10), at(20))

    def told(*ways: str) -> str:
        return answer(Facts(knocks=[knock(1 + n, way=way) for n, way in enumerate(ways)]), case).sentence

    assert told("signed", "signed") == "案发前已上门宣传并签字"
    assert told("adult") == "案发前已上门宣传（成年家属代签）"
    assert told("mark") == "案发前已上门宣传（按手印或拍照代替签字）"
    assert told("paper") == "案发前已上门宣传（签的是纸质告知单）"
    assert told("paper", "signed") == "案发前已上门宣传（本人签字、签的是纸质告知单）"
    assert set(HOW) == set(WAYS) - {"refused"}
    for way in set(HOW) - {"signed"}:
        assert "并签字" not in told(way), way


def test_a_refusal_to_sign_before_a_witness_is_no_bare_refusal():
    case = Stretch(at(10), at(20))
    on_slip = knock(1, "refused", way="refused", completed_at=at(1))

    assert answer(Facts(knocks=[on_slip]), case).sentence == "案发前上门但未宣传到位（当面说明后拒绝签字）"
    both = answer(Facts(knocks=[on_slip, knock(2, "refused"), knock(3, "no_answer")]), case).sentence
    assert both == "案发前上门但未宣传到位（无人、当面说明后拒绝签字、拒绝）"


def test_every_later_correction_is_marked():
    case = Stretch(at(10), at(20))

    assert marks(case, knock(5)) == ()
    assert marks(case, knock(5, withdrawn_at=at(8))) == ("withdrawn_before",)
    assert marks(case, knock(5, withdrawn_at=at(15))) == ("withdrawn_unclear",)
    assert marks(case, knock(5, withdrawn_at=at(30))) == ("withdrawn_later",)
    # On a phone that handed it in later: between two moments.
    assert marks(case, knock(5, withdrawn_at=at(9), withdrawn_since=at(6))) == ("withdrawn_before",)
    assert marks(case, knock(5, withdrawn_at=at(30), withdrawn_since=at(19))) == ("withdrawn_unclear",)
    assert marks(case, knock(5, withdrawn_at=at(30), withdrawn_since=at(20))) == ("withdrawn_later",)
    assert marks(case, knock(5, withdrawn_at=at(8), reaches_back=True)) == ("withdrawn_back",)
    assert marks(case, knock(5, withdrawn_at=at(15), reaches_back=True)) == ("withdrawn_back_unclear",)
    assert marks(case, knock(5, withdrawn_at=at(30), reaches_back=True)) == ("withdrawn_back_later",)
    assert marks(case, knock(25, withdrawn_at=at(30), reaches_back=True)) == ("withdrawn_back",)
    # By its own worker within a minute of it, whenever that was handed in.
    assert marks(case, knock(5, withdrawn_at=at(30), withdrawn_since=at(6), reaches_back=True)) == ("withdrawn_back",)
    assert marks(case, knock(25, withdrawn_at=at(30))) == ("withdrawn",)
    assert marks(case, knock(5, status="refused", decided_at=at(8))) == ("review_refused",)
    assert marks(case, knock(5, status="needs_review")) == ("review_waiting",)
    assert marks(case, knock(5, decided_at=at(30))) == ("accepted_later",)
    assert marks(case, knock(5, received_at=at(30), completed_at=at(30), clock_off=True)) == (
        "received_later",
        "clock_off",
    )
    # Inside the case's own time nobody knows which came first.
    for moment, when in ((9, None), (10, "unclear"), (19, "unclear"), (20, "later"), (30, "later")):
        due = {what: (f"{what}_{when}",) if when else () for what in ("completed", "received", "accepted", "confirmed")}
        assert marks(case, knock(5, completed_at=at(moment))) == due["completed"]
        assert marks(case, knock(5, received_at=at(moment), completed_at=at(moment))) == due["received"]
        assert marks(case, knock(5, decided_at=at(moment))) == due["accepted"]
        assert marks(case, knock(5, decided_at=at(moment), aside="confirmed")) == due["confirmed"]
        assert marks(case, knock(5, decided_at=at(moment), aside="repaired")) == (*due["accepted"], "repaired")


def test_a_door_that_the_office_named_is_never_said_to_have_signed_and_named_later_it_is_in_doubt():
    case = Stretch(at(10), at(20))

    def said(*visits: Knock) -> tuple[str, str]:
        told = answer(Facts(knocks=visits), case)
        return told.verdict, told.sentence

    early, late = (knock(5, decided_at=at(moment), aside="door_named") for moment in (9, 10))
    assert said(early) == ("taught_before", "案发前已上门宣传（本人签字、由办公室认定是这一户）")
    assert said(late) == ("unclear", "无法判断（案发后才由办公室认定是这一户）")
    # One that the phone itself named the door of is enough.
    assert said(late, knock(4)) == said(early, knock(4)) == ("taught_before", "案发前已上门宣传并签字")
    assert said(late, knock(4, "no_answer"))[0] == "unclear"
    # What is not clear by its time alone says so.
    tried = knock(5, "no_answer", decided_at=at(10), aside="door_named")
    assert said(tried, knock(15)) == ("unclear", "无法判断先后")
    # After the case it makes no difference whose door it was.
    assert said(knock(25, decided_at=at(30), aside="door_named")) == ("visited_after", "案发后才上门")
