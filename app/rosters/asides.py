"""Rows that are no doors: blanks, totals, hints, repeated headers, signatures at the foot (pure)."""

import re
from collections.abc import Callable

from app.rosters.headers import WHO
from app.rosters.layout import Layout

_TOTAL = re.compile(r"^(本页|全村|全镇|全县|总)?(合|小|总|共|累)计|(合计|小计|总计)[::]?$|^共\d+[户人]")
_HINT = re.compile(
    r"^(必填|选填|可选|非必填|请填|请输入|填写|示例|样例|例[::]|如[::]|如有|格式|系统内|自动关联|YYYY|yyyy|\d=[是否])"
)
_FOOT = re.compile(r"^(填表|制表|审核|填报|统计|单位负责|负责人签|注[::]|说明[::]|备注[::]|本表|以上)")
_FEW = 4


def aside(texts: list[str], layout: Layout) -> str | None:
    """Why a row is passed over, or None when it should be a door."""
    filled = [text for text in texts if text]
    if not filled:
        return "空行"
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: _repeats_header(texts, layout), "重复的表头"),
        (lambda: len(filled) == 1 and filled[0] in layout.titles, "重复的标题"),
        (lambda: _is_total(texts, layout, filled), "合计行，不是住户"),
        (lambda: sum(1 for text in filled if _HINT.match(text)) * 3 >= len(filled), "填写提示，不是住户"),
        (lambda: len(filled) <= _FEW and bool(_FOOT.match(filled[0])), "表尾说明，不是住户"),
    )
    return next((why for is_so, why in checks if is_so()), None)


def _repeats_header(texts: list[str], layout: Layout) -> bool:
    equal = sum(1 for text, label in zip(texts, layout.labels, strict=False) if text and text == label)
    return equal >= 2


def _is_total(texts: list[str], layout: Layout, filled: list[str]) -> bool:
    """合计 stands in the first filled cell or in the name's own, with or without blanks in between."""
    names = [texts[c] for field in WHO for c in layout.columns.get(field, ()) if c < len(texts)]
    # Hardly any name has either character: looking for them is a tenth of the cost of the pattern.
    return any(_TOTAL.search(re.sub(r"\s", "", text)) for text in (filled[0], *names) if "计" in text or "共" in text)
