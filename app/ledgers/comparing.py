"""A bulletin's figures: each unit now, at the eve of the period, and in the period before."""

from collections import Counter
from dataclasses import replace
from datetime import date

from app import clock
from app.campaigns.planning import plan_on
from app.codes import at_level
from app.coverage.figures import Figures
from app.coverage.queries import Coverage, cover
from app.households.models import KINDS
from app.ledgers import asking, bulletin, pivots, ranking
from app.ledgers.asking import Asked
from app.ledgers.bulletin import Told, day_words
from app.ledgers.columns import Row
from app.ledgers.definitions import WEEKLY
from app.ledgers.places import names_of
from app.ledgers.ranking import Unit
from app.ledgers.visits import Counted

LEVELS = {"county": "县", "town": "乡镇（街道）", "village": "村（社区）", "grid": "网格"}
_WHOLE = ""


def bulletin_of(
    asked: Asked, now: Coverage, counted: list[Counted]
) -> tuple[list[Row], Row, str, dict[str, list[int]]]:
    """The ranked lines, the scope's own, the paragraph, and the figures that a later one is held against."""
    units = _units(asked, now, _done(counted))
    whole = units.pop(_WHOLE)
    ranked = ranking.rank(list(units.values()))
    # A week gone by was held against what was planned then.
    plan = plan_on(asked.campaign, asked.period.last)
    told = Told(
        scope=whole.name,
        campaign=asked.campaign.name,
        kind=asked.wanted.kind,
        word="周" if asked.ledger is WEEKLY else "月",
        when=when_words(asked),
        on=asked.period.last,
        deadline=plan.deadline_on,
        target_percent=plan.target_percent,
        level=LEVELS[asked.by],
        whole=whole,
        kinds={} if asked.wanted.kind else {k: cover(replace(asked.wanted, kind=k), "village").total for k in KINDS},
        ranked=ranked,
    )
    kept = {code: [u.now.covered, u.now.target] for code, u in {asked.scope: whole, **units}.items()}
    total = {"rank": "", **bulletin.figures(whole), "name": "合计", "mark": ""}
    return [bulletin.line(one) for one in ranked], total, bulletin.paragraph(told), kept


def when_words(asked: Asked) -> str:
    """Until when: a day that is not over is said with the minute."""
    day = asked.period.last
    said = day_words(day, weekday=asked.ledger is WEEKLY)
    return f"{said}{clock.local(clock.now()):%H:%M}" if asking.is_today(asked) else f"{said}24时"


def _units(asked: Asked, now: Coverage, done: dict[str, Counter[str]]) -> dict[str, Unit]:
    eve, before = _on(asked, asked.period.eve), asked.before
    eve_before = _on(asked, before.eve) if before else None
    has_begun = asked.campaign.starts_on <= asked.period.eve
    names = _names(asked, now)
    by_code = {line.code: line.figures for line in now.lines} | {_WHOLE: now.total}
    units = {}
    for code, figures in by_code.items():
        then = eve.get(code, Figures())
        units[code] = Unit(
            code=code,
            name=names[code],
            now=figures,
            eve=then if has_begun else None,
            gained_before=None if eve_before is None else then.covered - eve_before.get(code, Figures()).covered,
            visits=done[code]["visits"],
            visits_so_far=done[code]["so_far"],
            signed=done[code]["signed"],
            gained=figures.covered - then.covered,
        )
    return units


def _on(asked: Asked, day: date) -> dict[str, Figures]:
    """Each unit's figures at the end of another day, and the scope's."""
    coverage = cover(replace(asked.wanted, on=day), asked.by)
    return {line.code: line.figures for line in coverage.lines} | {_WHOLE: coverage.total}


def _done(counted: list[Counted]) -> dict[str, Counter[str]]:
    """What was done in each unit, and in all of them."""
    found = pivots.by_outcome(counted)
    each = {code: Counter(counts) for code, counts in found.items()}
    whole: Counter[str] = Counter()
    for counts in each.values():
        whole.update(counts)
    return _Nothing({**each, _WHOLE: whole})


class _Nothing(dict[str, Counter[str]]):
    """Where nothing was done, nought of everything."""

    def __missing__(self, code: str) -> Counter[str]:
        return Counter()


def _names(asked: Asked, now: Coverage) -> dict[str, str]:
    """What each unit is called; where two bear one name, with what they lie in."""
    often = Counter(line.name for line in now.lines)
    level = {"village": "town", "grid": "village"}.get(asked.by, "county")
    above = {line.code: at_level(line.code, level) for line in now.lines if often[line.name] > 1}
    known = names_of({asked.scope, *above.values()})
    names = {line.code: known.get(above.get(line.code, ""), "") + line.name for line in now.lines}
    return {_WHOLE: known.get(asked.scope, asked.scope), **names}
