"""Which people of a home a visit was made to, and whether they are the victim's: as far as the register, the slips and the workers tell."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from uuid import UUID

from sqlalchemy import select

from app.cases.answer import Knock
from app.cases.lines import LASTING, Family, Signs, lines_of, signs_of
from app.cases.models import Case
from app.cases.rounds import of_some
from app.cases.stretches import Stretch
from app.slips.models import Slip
from app.vault.sealed import going_on
from app.visits.models import Visit

# What tells people apart, the surest first.
_SUREST_FIRST = (*LASTING, "phone")


class Families:
    """The families of some homes, and the victims of some cases that may be of them; all of it in a few statements."""

    def __init__(self, household_ids: Iterable[UUID], case_ids: Iterable[UUID]) -> None:
        # Nearly all homes have had one family only, and then there is nothing to ask.
        self._lines = lines_of(list(household_ids))
        self._signers = _signers(list(self._lines))
        self._victims = _victims(case_ids) if self._lines else {}

    def told(self, case_id: UUID, household_id: UUID, time: Stretch, knocks: Sequence[Knock]) -> Sequence[Knock]:
        """The same visits, each with whether it was to the victim's family."""
        if household_id not in self._lines:
            return knocks
        victim = self._victims.get(case_id, frozenset())
        line = _Line(self._lines[household_id], victim, time)
        return [replace(one, family=line.whose(one, self._signers.get(one.id, frozenset()))) for one in knocks]


class _Line:
    """The families of one home beside one case."""

    def __init__(self, line: Sequence[Family], victim: Signs, time: Stretch) -> None:
        self._line, self._victim = line, victim
        self._links = [_link(family, time) for family in line]
        self._same = _same(line, self._links)
        then = _at(line, time.start, time.end)
        self._theirs = _of_signs(line, victim, then) or then

    def whose(self, knock: Knock, signer: Signs) -> str:
        """Whoever signed says most; else who was on the register then."""
        if signer & self._victim:
            return "theirs"
        then = _at(self._line, knock.earliest, knock.latest)
        made_to = _of_signs(self._line, signer, then) or then
        found = {self._how(one, other) for one in made_to for other in self._theirs}
        if len(found) == 1:
            return _WHOSE[found.pop()]
        for doubt in ("reported", "unsure"):
            if doubt in found:
                return doubt
        return "unclear" if len({self._same[one] for one in made_to}) > 1 else "then"

    def _how(self, one: int, other: int) -> str:
        """How two of them are to each other: by the least sure of what lies between."""
        if self._same[one] == self._same[other]:
            return "same"
        between = self._links[min(one, other) + 1 : max(one, other) + 1]
        return next(link for link in ("reported", "unsure", "moved") if link in between)


_WHOSE = {"same": "theirs", "moved": "other", "unsure": "unsure", "reported": "reported"}


def _link(family: Family, time: Stretch) -> str:
    """Whoever makes two homes one once the case has begun may know of it: that is no more than a name that changed."""
    if family.link != "merged":
        return family.link
    return "same" if family.since and family.since <= time.start else "unsure"


def _same(line: Sequence[Family], links: Sequence[str]) -> list[int]:
    """Of each of them a number that those share who are one: also those of one name who came back."""
    numbers = list(range(len(line)))
    for one, other in combinations(range(len(line)), 2):
        is_next = other == one + 1 and links[other] == "same"
        if is_next or any(sign[0] in LASTING for sign in line[one].signs & line[other].signs):
            numbers = [numbers[one] if number == numbers[other] else number for number in numbers]
    return numbers


def _of_signs(line: Sequence[Family], signs: Signs, then: set[int]) -> set[int]:
    """Those who have these signs; of several with one telephone those who were there then, if they were."""
    for what in _SUREST_FIRST:
        wanted = {sign for sign in signs if sign[0] == what}
        if found := {place for place, family in enumerate(line) if family.signs & wanted}:
            return (found & then or found) if what == "phone" else found
    return set()


def _at(line: Sequence[Family], earliest: datetime | None, latest: datetime) -> set[int]:
    """Who was on the register at some moment between these, or was reported to live there by then."""
    return {
        place
        for place, family in enumerate(line)
        if (family.since is None or family.since <= latest)
        and (family.until is None or earliest is None or family.until > earliest)
    }


def _signers(household_ids: Sequence[UUID]) -> dict[UUID, Signs]:
    """Whoever signed at these homes, by visit."""
    query = select(Slip.visit_id, Slip.signer_name).join(Visit, Visit.id == Slip.visit_id)
    rows = of_some(query, Visit.household_id, household_ids)
    return {visit_id: signs_of("family", name, None, None, None) for visit_id, name in rows}


def _victims(case_ids: Iterable[UUID]) -> dict[UUID, Signs]:
    """A name that does not open tells nothing."""
    query = select(Case.id, Case.victim, Case.phone_index, Case.id_number_index)
    with going_on():
        rows = list(of_some(query, Case.id, list(case_ids)))
    return {case_id: signs_of("family", victim, None, *numbers) for case_id, victim, *numbers in rows}
