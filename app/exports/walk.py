"""走访顺序表: the doors not reached, grid by grid in walking order, to print."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import IO, Any

from app import clock
from app.codes import NO_GRID
from app.coverage.figures import Figures
from app.coverage.queries import Line, cover
from app.exports import operations, record
from app.exports.lists import KINDS, OUTCOMES, Heading
from app.exports.models import Export
from app.jobs.kinds import Tell
from app.paper.printing import print_pdf
from app.paper.report import Column, Report, Table
from app.visits.doors import Wanted
from app.walks import sheets
from app.walks.queries import Land, land_of
from app.walks.sheets import Sheet


def title_of(heading: Heading) -> str:
    """The file's name."""
    return f"{heading.scope}走访顺序表（{_about(heading)}）"


def print_walks(file: IO[bytes], heading: Heading, wanted: Wanted, export: Export, tell: Tell | None = None) -> int:
    """A summary where there are several grids, then the walk of each that has doors left; answers how many doors."""
    grids = {line.code: line for line in cover(replace(wanted, state=None), "grid").lines}
    land, stamp, doors = land_of(wanted.scope), record.stamp_of(export).line, 0

    def documents() -> Iterator[dict[str, Any]]:
        nonlocal doors
        if len(grids) != 1:
            yield _summary(heading, list(grids.values()), land, stamp)
        for code, group in groupby(operations.lines(wanted, export, tell), key=lambda door: door["stood_in"]):
            left = [_door(door) for door in group]
            doors += len(left)
            yield from sheets.documents(_sheet(heading, grids[code], land, stamp), left)
        if len(grids) == 1 and not doors:
            (line,) = grids.values()
            yield from sheets.documents(_sheet(heading, line, land, stamp), [])

    print_pdf(file, sheets.TEMPLATE, documents(), title=title_of(heading), at=export.made_at)
    return doors


def _summary(heading: Heading, lines: list[Line], land: Land, stamp: str) -> dict[str, Any]:
    names = (Column("乡镇", 1), Column("村（社区）", 1.2), Column("网格", 1.4))
    numbers = ("登记", "剔除", "已覆盖", "未覆盖（本表户数）")
    columns = [*names, *(Column(name, is_number=True) for name in numbers)]
    rows = [
        [land.name(line.code, "town"), land.name(line.code, "village"), _grid(line), *_figures(line.figures)]
        for line in lines
    ]
    total = ["合计", "", f"{len(lines)} 个网格", *_figures(heading.figures)]
    report = Report(
        title=f"{heading.scope}走访顺序表",
        stamp=stamp,
        lines=[_about(heading), heading.identity, "各网格的表在后面，每个网格从第 1 页起；已全覆盖的网格没有表"],
        blocks=[Table(columns, rows, total)],
    )
    return report.document()


def _sheet(heading: Heading, line: Line, land: Land, stamp: str) -> Sheet:
    village = land.name(line.code, "village")
    return Sheet(
        title=f"{village}{_grid(line)}走访顺序表",
        lines=[
            f"{land.name(line.code, 'town')} {village}　{_about(heading)}",
            replace(heading, figures=line.figures).identity,
        ],
        stamp=stamp,
        outline=land.outline(line.code),
    )


def _grid(line: Line) -> str:
    return "未分网格" if line.code.endswith(NO_GRID) else line.name


def _figures(figures: Figures) -> list[str]:
    return [f"{n:,}" for n in (figures.registered, figures.excluded, figures.covered, figures.uncovered)]


def _about(heading: Heading) -> str:
    kind = KINDS[heading.kind] if heading.kind else "各类"
    return f"{kind}，截至 {heading.on.isoformat()}，{heading.campaign}"


def _door(door: dict[str, Any]) -> dict[str, Any]:
    attempts, last = door["attempts"], door["last_visited_at"]
    return {
        "address": door["address"],
        "name": f"{door['title']}（{door['householder']}）" if door["title"] else door["householder"],
        "visited": f"{attempts} 次，{OUTCOMES.get(door['last_outcome'], '')}" if attempts else "未走访",
        "visited_on": f"{clock.local(last):%-m月%-d日}" if last else None,
        "lat": door["lat"],
        "lon": door["lon"],
    }
