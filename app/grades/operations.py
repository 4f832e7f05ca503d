"""Grades of visits, and what is worth a look in a village's week, worker by worker."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from app import clock
from app.codes import at_level
from app.divisions.scope import Scope
from app.grades import queries, refusals
from app.grades import thresholds as t
from app.grades.facts import Seen
from app.grades.flags import Flag, Found, look
from app.grades.grading import LETTERS, Graded, grade
from app.grades.photos import Use, Uses
from app.grades.queries import Known
from app.grades.shapes import Shape

# More would keep whoever asks waiting; the answer is to ask for a part, and never a part unasked.
MOST_VISITS = 10_000
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_HISTORY = timedelta(seconds=t.HISTORY_S)


@dataclass(frozen=True)
class Line:
    """One worker's week in one village."""

    worker_id: UUID
    worker_name: str
    village: str
    village_name: str
    visits: Sequence[Known]
    grades: Mapping[UUID, Graded]
    found: Found

    @property
    def counts(self) -> Counter[str]:
        """How many visits have each grade."""
        return Counter(one.grade for one in self.grades.values())


def grade_of(visit_ids: Collection[UUID], as_of: datetime | None = None) -> dict[UUID, Graded]:
    """The grades of visits, as can be told now, or as could be at a moment; of one that had not come by then, when it had."""
    visits = queries.named(list(visit_ids))
    recorded = queries.around(visits)
    if as_of is None:
        beside = _by_worker(one for one in recorded if one.seen.gone_at is None)
        return {one.seen.id: grade(one.seen, _around(one, beside)) for one in visits}
    beside = _by_worker(recorded)
    return {one.seen.id: grade(one.seen, _around(one, _standing(one, beside, as_of))) for one in visits}


def _standing(one: Known, beside: Mapping[UUID, Sequence[Seen]], as_of: datetime) -> Mapping[UUID, Sequence[Seen]]:
    """Of what was recorded beside a visit, what could be held against it at that moment."""
    then = max(as_of, one.seen.received_at or as_of)
    return {one.worker_id: [other for other in beside.get(one.worker_id, ()) if _stood(other, then)]}


def _stood(other: Seen, then: datetime) -> bool:
    """Whether a visit had come by then, and had not been taken back or turned down yet."""
    has_come = other.received_at is None or other.received_at <= then
    return has_come and (other.gone_at is None or other.gone_at > then)


def grades_at(household_id: UUID) -> dict[UUID, Graded]:
    """The grades of all visits to a door."""
    return grade_of(queries.of_household(household_id))


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of the week that a day is in."""
    monday = day - day.weekday() * _DAY
    return monday, monday + _WEEK - _DAY


def week(scope: Scope, day: date, worker_id: UUID | None = None) -> list[Line]:
    """A line for each worker and village with visits in a week, by village and name and never by what was found."""
    first_on, last_on = week_of(day)
    first, end = clock.start_of(first_on), clock.end_of(last_on)
    workers = queries.whose(scope, first, end, worker_id)
    if (count := sum(workers.values())) > MOST_VISITS:
        raise refusals.too_many_visits(count, MOST_VISITS)
    recorded = queries.of_workers(workers, first, end)
    visits = [one for one in recorded if scope.has(one.division_code) and first <= one.seen.at < end]
    return _lines(visits, _by_worker(recorded), (first, end))


def _lines(
    visits: Sequence[Known], beside: Mapping[UUID, Sequence[Seen]], week: tuple[datetime, datetime]
) -> list[Line]:
    together: dict[tuple[str, UUID], list[Known]] = defaultdict(list)
    for one in visits:
        together[at_level(one.division_code, "village"), one.worker_id].append(one)
    names = queries.names_of({worker_id for _, worker_id in together})
    places = queries.places_of({village for village, _ in together})
    shapes = queries.shapes_of([one.seen.id for one in visits if one.seen.signed])
    used, uses = queries.used_at(visits, week[0]), queries.uses_of(visits, week[1])
    lines = [
        Line(
            worker_id,
            names[worker_id],
            village,
            places.get(village, village),
            some,
            {one.seen.id: grade(one.seen, _around(one, beside)) for one in some},
            _look(
                some,
                shapes,
                {picture: door for (whose, picture), door in used.items() if whose == worker_id},
                {
                    photo: [Use(at, door, whose == worker_id) for whose, door, at in those]
                    for photo, those in uses.items()
                },
            ),
        )
        for (village, worker_id), some in together.items()
    ]
    return sorted(lines, key=lambda line: (line.village, line.worker_name, str(line.worker_id)))


def _look(visits: Iterable[Known], shapes: Mapping[UUID, Shape], used: Mapping[str, UUID], uses: Uses) -> Found:
    seen = [one.seen for one in visits]
    return look(seen, {one.id: shapes[one.id] for one in seen if one.id in shapes}, used, uses)


def _by_worker(visits: Iterable[Known]) -> dict[UUID, list[Seen]]:
    found: dict[UUID, list[Seen]] = defaultdict(list)
    for one in visits:
        found[one.worker_id].append(one.seen)
    return found


def _around(one: Known, beside: Mapping[UUID, Sequence[Seen]]) -> Sequence[Seen]:
    """What the same worker recorded a little before and after, in order of time: the nearest, should a phone tell of thousands."""
    theirs, at = beside.get(one.worker_id, ()), one.seen.at
    first, here, end = (
        find(theirs, moment, key=lambda seen: seen.at)
        for find, moment in ((bisect_left, at - _HISTORY), (bisect_left, at), (bisect_right, at + _HISTORY))
    )
    return theirs[max(first, here - t.HISTORY_VISITS) : min(end, here + t.HISTORY_VISITS)]


def shown(graded: Graded) -> dict[str, Any]:
    """A grade as the wire shows it."""
    return {"grade": graded.grade, "reasons": [vars(reason) for reason in graded.reasons]}


def shown_visits(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Every visit of these lines with its grade and why, the newest first."""
    graded = [(one, line.grades[one.seen.id]) for line in lines for one in line.visits]
    graded.sort(key=lambda pair: (pair[0].seen.at, str(pair[0].seen.id)), reverse=True)
    return [{**_shown_visit(one), **shown(found)} for one, found in graded]


def _shown_visit(one: Known) -> dict[str, Any]:
    seen = one.seen
    return {"id": seen.id, "household_id": seen.household_id, "visited_at": seen.at, "outcome": one.outcome}


def shown_line(line: Line) -> dict[str, Any]:
    """A line as the wire shows it: each flag with the visits that it was found in."""
    visits = {one.seen.id: one for one in line.visits}
    return {
        "worker_id": line.worker_id,
        "worker_name": line.worker_name,
        "village": line.village,
        "village_name": line.village_name,
        "visits": len(line.visits),
        "signed": sum(one.seen.signed for one in line.visits),
        "fixes": sum(one.seen.is_usable for one in line.visits),
        "grades": [{"grade": letter, "visits": line.counts[letter]} for letter in LETTERS],
        "flags": [_shown_flag(flag, visits, line.grades) for flag in line.found.flags],
        "silent": list(line.found.silent),
    }


def _shown_flag(flag: Flag, visits: Mapping[UUID, Known], grades: Mapping[UUID, Graded]) -> dict[str, Any]:
    found = sorted((visits[i] for i in flag.visits), key=lambda one: (one.seen.at, str(one.seen.id)))
    return {
        "flag": flag.code,
        "said": flag.said,
        "of": flag.of,
        "visits": [{**_shown_visit(one), "address": one.address, "grade": grades[one.seen.id].grade} for one in found],
    }
