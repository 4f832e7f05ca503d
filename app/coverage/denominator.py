"""What the denominator is made of: exclusions by reason, their share against the county's, day by day and by village."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, case, func, select, true

from app.campaigns.operations import get_campaign
from app.codes import at_level
from app.coverage.figures import Figures
from app.coverage.outliers import named_from
from app.coverage.queries import Line, cover
from app.db import db
from app.divisions.scope import Scope
from app.households.counting import Doors, count
from app.households.models import Exclusion, Standing
from app.visits.doors import Wanted

_COUNTY = Scope(("",))


@dataclass(frozen=True)
class Village:
    """A village with its figures, and how many excluded doors name it."""

    line: Line
    reasons: dict[str, int]
    named_from: int

    @property
    def is_named(self) -> bool:
        """Whether it leaves out more doors than chance explains."""
        return self.line.figures.excluded >= self.named_from


@dataclass(frozen=True)
class Day:
    """The doors of the scope on a day, and the share that the county left out."""

    on: date
    registered: int
    excluded: int
    county_share: float | None


@dataclass(frozen=True)
class Denominator:
    """All of it, for a scope and a day."""

    total: Figures
    county_share: float | None
    reasons: dict[str, int]
    villages: list[Village]
    county_villages: int
    days: list[Day]


def share(registered: int, excluded: int) -> float | None:
    """Of the doors on the register, the part that is left out; none where there is no door."""
    return excluded / registered if registered else None


def denominator(wanted: Wanted, since: date) -> Denominator:
    """Figures as coverage counts them, in a fixed number of statements."""
    coverage, county = cover(wanted, "village"), _county(wanted)
    registered, excluded = (sum(each) for each in zip(*county.values(), strict=True)) if county else (0, 0)
    reasons = _reasons(wanted)
    villages = [
        Village(
            line,
            dict(reasons[line.code]),
            named_from(line.figures.registered, registered, excluded, len(county)),
        )
        for line in coverage.lines
        # Of a part of a village nothing can be said.
        if wanted.scope.has(line.code) and line.figures.registered
    ]
    return Denominator(
        coverage.total,
        share(registered, excluded),
        dict(sum(reasons.values(), Counter())),
        villages,
        len(county),
        list(_days(wanted, min(since, wanted.on))),
    )


def _county(wanted: Wanted) -> dict[str, tuple[int, int]]:
    """Doors and excluded doors of every village of the county that has any."""
    doors = Doors(get_campaign(wanted.campaign_id).number, _COUNTY, wanted.on, wanted.kind)
    return {code: (states.total(), states["excluded"]) for code, states in count(doors, "village").items()}


def _reasons(wanted: Wanted) -> dict[str, Counter[str]]:
    """Why the doors that are excluded on the day are, by village."""
    held = and_(
        Exclusion.household_id == Standing.household_id,
        Exclusion.state == "approved",
        Exclusion.from_on <= wanted.on,
        Exclusion.until_on > wanted.on,
    )
    query = (
        select(Standing.division_code, Exclusion.reason, func.count())
        .join(Exclusion, held)
        .where(
            Standing.campaign_id == wanted.campaign_id,
            wanted.scope.holds(Standing.division_code),
            Standing.kind == wanted.kind if wanted.kind else true(),
            Standing.state == "excluded",
            Standing.from_on <= wanted.on,
            Standing.until_on > wanted.on,
        )
        .group_by(Standing.division_code, Exclusion.reason)
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for grid, reason, number in db.session.execute(query):
        found[at_level(grid, "village")][reason] += number
    return found


def _days(wanted: Wanted, since: date) -> Iterator[Day]:
    """Every day from one to the other, from one look at the spans: what begins is added, what ends is taken away."""
    here, county = _steps(wanted, since)
    known = [0, 0, 0, 0]
    for number in range((wanted.on - since).days + 1):
        on = since + timedelta(days=number)
        known = [a + b for a, b in zip(known, (*here[on], *county[on]), strict=True)]
        yield Day(on, known[0], known[1], share(known[2], known[3]))


Steps = dict[date, list[int]]


def _steps(wanted: Wanted, since: date) -> tuple[Steps, Steps]:
    """By how many doors, and excluded doors, the scope and the county grow on each day; before the first, on the first."""
    is_here = case((wanted.scope.holds(Standing.division_code), 1), else_=0)
    query = (
        select(Standing.from_on, Standing.until_on, Standing.state, func.count(), func.sum(is_here))
        .where(
            Standing.campaign_id == wanted.campaign_id,
            Standing.kind == wanted.kind if wanted.kind else true(),
            Standing.from_on <= wanted.on,
            Standing.until_on > since,
        )
        .group_by(Standing.from_on, Standing.until_on, Standing.state)
    )
    here: Steps = defaultdict(lambda: [0, 0])
    county: Steps = defaultdict(lambda: [0, 0])
    for from_on, until_on, state, everywhere, inside in db.session.execute(query):
        for steps, number in ((county, everywhere), (here, inside)):
            _step(steps, max(from_on, since), number, state)
            _step(steps, until_on, -number, state)
    return here, county


def _step(steps: Steps, on: date, number: int, state: str) -> None:
    steps[on][0] += number
    if state == "excluded":
        steps[on][1] += number
