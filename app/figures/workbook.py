"""Case figures as a workbook: by place, by week, and cases of each place week by week; every sheet adds up to the same total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import xlsxwriter

from app.campaigns.notice import FRAUDS
from app.exports.files import OPTIONS
from app.exports.stamp import Stamp
from app.ledgers.workbook import for_printing, looks_of, write_cells
from app.workroom import workroom

BY_WORDS = {"town": "乡镇", "village": "村（社区）", "grid": "网格"}
# What is known of no line; with the lines it is the total.
WIDER = {"town": "只知道在本县", "village": "不知道是哪个村", "grid": "没有对应到网格"}
NO_GRID_WORDS = {
    "open": "还没有认定住户",
    "none": "认定名册上没有对应的住户",
    "unregistered": "住户案发时不在名册",
    "moved": "住户案发前后迁过网格",
    "elsewhere": "住户当时不在案件登记的地方",
}
_HOMES = {
    "uncovered": "未覆盖的家庭",
    "covered": "已覆盖的家庭",
    "excluded": "当时已剔除",
    "unclear": "分不清先后",
    "unregistered": "当时不在名册",
    "before": "行动开始之前",
    "open": "还没有认定住户",
    "none": "名册上没有对应的住户",
}
_NAME_WIDTH, _WIDTH = 18, 10.5
Cell = str | int | float | None
Cells = list[Cell]


@dataclass(frozen=True)
class Heading:
    """What the figures are about."""

    scope: str
    campaign: str
    figures: Mapping[str, Any]

    @property
    def title(self) -> str:
        total = self.figures["total"]
        by, campaign = BY_WORDS[self.figures["by"]], self.campaign
        return f"{self.scope}案件统计（按{by}，{total['first']} 至 {total['last']}，{campaign}）"

    @property
    def lines(self) -> Iterator[str]:
        """The sum that every sheet bears out, and how it was counted."""
        wider, total, by = self.figures["wider"], self.figures["total"], self.figures["by"]
        yield f"各{BY_WORDS[by]} {total['cases'] - wider['cases']} + {WIDER[by]} {wider['cases']} = 合计 {total['cases']} 起"
        if (why := self.figures["no_grid"]) and wider["cases"]:
            yield f"{WIDER[by]}的：" + "，".join(f"{NO_GRID_WORDS[name]} {n}" for name, n in why.items() if n)
        yield "按案发（开始）那天算周，周一到周日；没有数据的比较、损失不全清楚的增减写“—”。“家庭”各栏合起来是全部发案。损失只加知道的。"


def write(file: IO[bytes], heading: Heading, stamp: Stamp) -> int:
    """Three sheets; answers how many places are on the first, what is known of none among them."""
    figures = heading.figures
    places = [*figures["items"], *([_wider(figures)] if figures["wider"]["cases"] else [])]
    with workroom() as room, xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": True, "tmpdir": room}) as book:
        book.set_properties({"title": heading.title, "comments": stamp.line})
        looks = looks_of(book)
        names = _name_heads(figures["by"])
        blank: Cells = [""] * (len(names) - 1)
        _sheet(
            book.add_worksheet(f"各{BY_WORDS[figures['by']]}"), heading, stamp, looks, [*names, *_HEADS],
            [[*_names(line, figures["by"]), *_cells(line)] for line in places],
            ["合计", *blank, *_cells(figures["total"])],
        )  # fmt: skip
        _sheet(
            book.add_worksheet("各周"), heading, stamp, looks, ["周一", "到", *_HEADS],
            [[week["first"], week["last"], *_cells(week)] for week in figures["weeks"]],
            ["合计", "", *_cells(figures["total"])],
        )  # fmt: skip
        _sheet(
            book.add_worksheet("各周发案"), heading, stamp, looks,
            [*names, *(f"{week['first']} 起" for week in figures["weeks"]), "合计"],
            [[*_names(line, figures["by"]), *line["weekly_cases"], line["cases"]] for line in places],
            ["合计", *blank, *(week["cases"] for week in figures["weeks"]), figures["total"]["cases"]],
        )  # fmt: skip
    return len(places)


def _wider(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": WIDER[figures["by"]], "village_name": None, **figures["wider"]}


def _name_heads(by: str) -> list[str]:
    return [BY_WORDS["village"], BY_WORDS["grid"]] if by == "grid" else [BY_WORDS[by]]


def _names(line: Mapping[str, Any], by: str) -> Cells:
    return [line["village_name"] or "", line["name"]] if by == "grid" else [line["name"]]


_BASES = (("previous", "前期"), ("year_ago", "去年同期"))
_HEADS = [
    *("发案（起）", "损失（元）", "损失不清楚（起）", "跨周（起）"),
    *(f"{word}{part}" for _, word in _BASES for part in ("发案", "增减", "增减%", "损失（元）", "损失增减%")),
    *_HOMES.values(),
    "未覆盖占比%",
    *FRAUDS.values(),
]


def _cells(tally: Mapping[str, Any]) -> Cells:
    cells: Cells = [tally["cases"], _loss(tally), tally["loss_unknown"], tally["across"]]
    for name, _ in _BASES:
        cells += _base(tally[name])
    share = tally["uncovered_share"]
    cells += [tally[name] for name in _HOMES]
    return [*cells, _rounded(share if share is None else 100 * share), *(tally["frauds"].get(f, 0) for f in FRAUDS)]


def _base(base: Mapping[str, Any] | None) -> Cells:
    if base is None:
        return ["—"] * 5
    percents = [_rounded(base[f"{word}_percent"]) for word in ("cases", "loss")]
    return [base["cases"], base["cases_change"], percents[0], _loss(base), percents[1]]


def _loss(tally: Mapping[str, Any]) -> Cell:
    """In yuan; of cases of which no loss is known there is none, and not one of nought."""
    if tally["cases"] and tally["loss_unknown"] == tally["cases"]:
        return "—"
    return float(tally["loss_fen"] / 100)


def _rounded(value: float | None) -> Cell:
    return "—" if value is None else round(value, 1)


def _sheet(
    sheet: Any,
    heading: Heading,
    stamp: Stamp,
    looks: dict[str, Any],
    heads: Sequence[str],
    rows: list[Cells],
    total: Cells,
) -> None:
    """Title, what it adds up to, whose it is, the columns, the rows, the total."""
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, len(heads) - 1, _WIDTH)
    sheet.write_string(0, 0, heading.title, looks["heading"])
    above = [*heading.lines, stamp.line]
    for row, line in enumerate(above, 1):
        sheet.write_string(row, 0, line, looks["line"])
    top = len(above) + 1
    sheet.set_row(top, 32)
    for place, head in enumerate(heads):
        sheet.write_string(top, place, head, looks["head"])
    for row, cells in enumerate(rows, top + 1):
        write_cells(sheet, row, cells, looks["number"], looks["text"])
    write_cells(sheet, top + 1 + len(rows), total, looks["total"], looks["total"])
    for_printing(sheet, top, stamp.footer)
