"""Whether fewer cases come where it was knocked: homes before and after they were covered, and village against village."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import numpy as np

from app.campaigns.models import Campaign
from app.campaigns.planning import plan_on
from app.coverage.queries import cover
from app.figures.exposure import SIDES, Days, days_at_risk
from app.figures.interval import interval_of
from app.figures.periods import Span, monday_of
from app.figures.queries import by_division, cases_of
from app.figures.ratio import Ratio, Stratum, ratio_of
from app.figures.slope import FEWEST_CASES as FEWEST_VILLAGE_CASES
from app.figures.slope import FEWEST_VILLAGES, LEAST_SPREAD, Village, slope_of
from app.figures.tally import HOMES, UNMATCHED, Told, tally
from app.visits.doors import Wanted

# With fewer, one case more or less on either side turns the answer round.
FEWEST_CASES = 10
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


def compare(wanted: Wanted, campaign: Campaign) -> dict[str, Any]:
    """Both comparisons, with all that goes into neither."""
    starts_on = plan_on(campaign, wanted.on).starts_on
    weeks = weeks_between(Span(starts_on, wanted.on))
    cases = cases_of(wanted, campaign, starts_on) if weeks else []
    days = days_at_risk(wanted, weeks) if weeks else {}
    return {
        "on": wanted.on.isoformat(),
        "campaign_id": str(wanted.campaign_id),
        "starts_on": starts_on.isoformat(),
        "weeks": len(weeks),
        "homes": _homes(cases, weeks, days),
        "villages": _villages(wanted, cases, days),
    }


def weeks_between(span: Span) -> list[Span]:
    """The weeks of a span; the first and the last one as far as they lie in it."""
    if span.last < span.first:
        return []
    mondays = [monday_of(span.first) + n * _WEEK for n in range((span.last - monday_of(span.first)).days // 7 + 1)]
    return [Span(max(monday, span.first), min(monday + _WEEK - _DAY, span.last)) for monday in mondays]


def _homes(cases: Sequence[Told], weeks: Sequence[Span], days: dict[str, dict[str, Days]]) -> dict[str, Any]:
    """Cases a time at risk, of homes that were covered then and of those that were not."""
    time = {side: sum((sides[side] for sides in days.values()), np.zeros(len(weeks), np.int64)) for side in SIDES}
    begun = [tally(cases, week).homes for week in weeks]
    strata = [
        Stratum(week["covered"], week["uncovered"], float(time["covered"][n]), float(time["uncovered"][n]))
        for n, week in enumerate(begun)
    ]
    together = Stratum(
        sum(one.covered_cases for one in strata),
        sum(one.uncovered_cases for one in strata),
        sum(one.covered_time for one in strata),
        sum(one.uncovered_time for one in strata),
    )
    homes = Counter(case.home for case in cases)
    return {
        "covered": _rate(together.covered_cases, together.covered_time),
        "uncovered": _rate(together.uncovered_cases, together.uncovered_time),
        "by_week": told(ratio_of(strata)),
        "together": told(ratio_of([together])),
        "fewest_cases": FEWEST_CASES,
        "left_out": {name: homes[name] for name in (*HOMES, *UNMATCHED) if name not in SIDES},
    }


def _rate(cases: int, days: float) -> dict[str, Any]:
    """A thousand homes for a week is what a village has in a month or so."""
    household_weeks = days / 7
    per_1000 = 1000 * cases / household_weeks if household_weeks else None
    return {"cases": cases, "household_weeks": household_weeks, "per_1000_weeks": per_1000}


def told(ratio: Ratio | None) -> dict[str, Any]:
    """The ratio, and in one word whether it tells them apart."""
    if ratio is None:
        return {"verdict": "too_few", "value": None, "low": None, "high": None, "cases": 0}
    verdict = "unclear"
    if ratio.cases < FEWEST_CASES:
        verdict = "too_few"
    elif ratio.high is not None and ratio.high < 1:
        verdict = "fewer"
    elif ratio.low > 1:
        verdict = "more"
    return {"verdict": verdict, **asdict(ratio)}


def _villages(wanted: Wanted, cases: Sequence[Told], days: dict[str, dict[str, Days]]) -> dict[str, Any]:
    """Every village by its cases and its coverage; the line through them."""
    lines, wider = by_division(cases, wanted.scope, "village")
    begun = {line.code: len(line.cases) for line in lines}
    covered = cover(wanted, "village")
    names = {line.code: line.name for line in lines} | {line.code: line.name for line in covered.lines}
    registered = {line.code: line.figures for line in covered.lines}
    items, points = [], []
    for code in sorted(names):
        time = {side: int(days[code][side].sum()) if code in days else 0 for side in SIDES}
        whole = sum(time.values())
        share, count = time["covered"] / whole if whole else None, begun.get(code, 0)
        homes = registered[code].registered if code in registered else 0
        low, high = (1000 * end / homes if homes else None for end in interval_of(count))
        items.append({
            "code": code, "name": names[code], "registered": homes, "cases": count,
            "rate": registered[code].rate if code in registered else None,
            "mean_coverage": share, "per_1000": 1000 * count / homes if homes else None, "low": low, "high": high,
        })  # fmt: skip
        if share is not None:
            points.append(Village(count, whole, share))
    return {
        **asdict(slope_of(points)),
        "fewest_villages": FEWEST_VILLAGES,
        "fewest_cases": FEWEST_VILLAGE_CASES,
        "least_spread": LEAST_SPREAD,
        "items": items,
        "wider": len(wider),
    }
