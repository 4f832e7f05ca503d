"""The bulletin: a line for each unit, and a paragraph that a secretary can paste (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.coverage.figures import Figures
from app.exports.lists import KINDS, percent
from app.ledgers import ranking
from app.ledgers.columns import Row
from app.ledgers.ranking import Ranked, Unit

_DAYS = "一二三四五六日"


@dataclass(frozen=True)
class Told:
    """Everything that the paragraph says."""

    scope: str
    campaign: str
    kind: str | None
    word: str  # 周 or 月
    when: str
    on: date
    deadline: date
    target_percent: int
    level: str  # 乡镇, 村（社区） or 网格
    whole: Unit
    kinds: dict[str, Figures]
    ranked: list[Ranked]


def day_words(day: date, *, weekday: bool = False) -> str:
    """11月27日（周五）."""
    return f"{day.month}月{day.day}日" + (f"（周{_DAYS[day.weekday()]}）" if weekday else "")


def line(ranked: Ranked) -> Row:
    """One unit in the table."""
    unit = ranked.unit
    return {
        "rank": ranked.rank,
        **figures(unit),
        "name": unit.name,
        "mark": "末三位" if ranked.is_last else "",
    }


def figures(unit: Unit) -> Row:
    """A unit's figures, as they stand in the table."""
    return {
        "name": unit.name,
        "target": unit.now.target,
        "visits": unit.visits,
        "visits_so_far": unit.visits_so_far,
        "signed": unit.signed,
        "gained": unit.gained,
        "covered": unit.now.covered,
        "uncovered": unit.now.uncovered,
        "rate": percent(unit.now.rate),
        "points": ranking.signed(ranking.points(unit.now, unit.eve)),
        "change": ranking.signed(ranking.change(unit.gained, unit.gained_before), "%"),
    }


def paragraph(told: Told) -> str:
    """The text of the bulletin."""
    return "".join((_standing(told), _work(told), _by_kind(told), _ranks(told), _closing(told)))


def _standing(told: Told) -> str:
    now, moved = told.whole.now, ranking.points(told.whole.now, told.whole.eve)
    of = f"（{KINDS[told.kind]}）" if told.kind else ""
    if now.target == 0:
        return f"截至{told.when}，{told.scope}“{told.campaign}”{of}尚无应访户。"
    way = (
        ""
        if moved is None
        else f"，较上{told.word}"
        + ("持平" if moved == 0 else f"{'提高' if moved > 0 else '下降'}{ranking.plain(moved)}个百分点")
    )
    left = f"尚有{now.uncovered}户未覆盖" if now.uncovered else "已全部覆盖"
    return (
        f"截至{told.when}，{told.scope}“{told.campaign}”{of}应访{now.target}户，已覆盖{now.covered}户，"
        f"覆盖率{percent(now.rate)}{way}，{left}。"
    )


def _work(told: Told) -> str:
    unit, moved = told.whole, ranking.change(told.whole.gained, told.whole.gained_before)
    way = (
        ""
        if moved is None
        else "，环比" + ("持平" if moved == 0 else f"{'上升' if moved > 0 else '下降'}{ranking.plain(moved)}%")
    )
    gained = f"新增覆盖{unit.gained}户" if unit.gained >= 0 else f"覆盖净减{-unit.gained}户（撤回、剔除或迁移）"
    return f"本{told.word}入户走访{unit.visits}户次，签收告知单{unit.signed}份，{gained}{way}。"


def _by_kind(told: Told) -> str:
    said = [
        f"{KINDS[kind]}应访{f.target}户、已覆盖{f.covered}户、覆盖率{percent(f.rate)}"
        for kind, f in told.kinds.items()
        if f.target
    ]
    return f"其中，{'；'.join(said)}。" if len(said) > 1 else ""


def _ranks(told: Told) -> str:
    placed = [one for one in told.ranked if one.rank is not None]
    last = [one for one in placed if one.is_last]
    if len(placed) < 2:
        return ""
    if not last:
        return f"各{told.level}覆盖率依次为：{_names(placed)}。"
    best = [one for one in placed if one.rank is not None and one.rank <= ranking.LAST and not one.is_last]
    first = f"{told.level}排名靠前的是：{_names(best)}；" if best else told.level
    return f"{first}排名末三位的是：{_names(last, missing=True)}。"


def _names(ranked: Sequence[Ranked], *, missing: bool = False) -> str:
    return "、".join(
        f"{one.unit.name}（{percent(one.unit.now.rate)}{f'，差{one.unit.now.uncovered}户' if missing else ''}）"
        for one in ranked
    )


def _closing(told: Told) -> str:
    if not told.whole.now.uncovered:
        return ""
    who = f"请各{told.level}"
    if told.on > told.deadline:
        return f"行动已于{day_words(told.deadline)}到期，{who}对照未覆盖名单抓紧补访。"
    return f"{who}对照未覆盖名单逐户上门，确保{day_words(told.deadline)}前完成覆盖率{told.target_percent}%的目标。"
