"""Rows that are no doors: blanks, totals, hints, repeated headers, signatures at the foot (pure)."""

import re

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
    if _repeats_header(texts, layout):
        return "重复的表头"
    if len(filled) == 1 and filled[0] in layout.titles:
        return "重复的标题"
    if _is_total(texts, layout, filled):
        return "合计行，不是住户"
    if len(list(filter(_HINT.match, filled))) * 3 >= len(filled):
        return "填写提示，不是住户"
    return "表尾说明，不是住户" if len(filled) <= _FEW and _FOOT.match(filled[0]) else None


def _repeats_header(texts: list[str], layout: Layout) -> bool:
    equal = [text for text, label in zip(texts, layout.labels, strict=False) if text == label]
    return len(equal) >= 2 and sum(map(bool, equal)) >= 2


def _is_total(texts: list[str], layout: Layout, filled: list[str]) -> bool:
    """合计 stands in the first filled cell or in the name's own, with or without blanks in between."""
    names = [texts[c] for field in layout.words.who for c in layout.columns.get(field, ()) if c < len(texts)]
    # Hardly any name has either character: looking for them is a tenth of the cost of the pattern.
    return any(_TOTAL.search(re.sub(r"\s", "", text)) for text in (filled[0], *names) if "计" in text or "共" in text)
