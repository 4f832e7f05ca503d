"""The walking list of a grid as it is printed: a map, and a line for each door with room to write (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from shapely import Geometry

from app.walks.drawing import Dot, draw
from app.walks.order import length_m, walk

TEMPLATE = "walk.typ"
# More doors are not on one map, which nobody could read, and not in one document, which would take too much memory: a
# long walk has several stretches, each with a map and pages of its own, for one pair of feet.
MOST_DOORS = 400
# A building of so many doors is told above them.
_BUILDING = 4

Door = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What stands above and below the doors of a grid."""

    title: str
    lines: Sequence[str]
    stamp: str
    outline: Geometry | None


def documents(sheet: Sheet, doors: Sequence[Door]) -> Iterator[dict[str, Any]]:
    """The grid's documents for print_pdf: one, or one for each stretch. The doors come by address.

    A door has an `address`, a `name`, what came of it before (`visited`, and on which day) and a position, or None.
    """
    walked = walk([(door["lat"], door["lon"]) for door in doors])
    line = [doors[number] for number in walked.order]
    ends = [*accumulate(walked.stops)]
    buildings = dict(zip([0, *ends[:-1]], walked.stops, strict=True)) if ends else {}
    stretches = range(0, max(1, len(line)), MOST_DOORS)  # none is said on a sheet, too
    for part, begin in enumerate(stretches, start=1):
        until = min(begin + MOST_DOORS, len(line))
        which = f"（第 {part} 段，共 {len(stretches)} 段）" if len(stretches) > 1 else ""
        yield _document(sheet, which, line, buildings, begin, until)


def _document(
    sheet: Sheet, which: str, line: Sequence[Door], buildings: Mapping[int, int], begin: int, until: int
) -> dict[str, Any]:
    dots = list(_dots(line, buildings, begin, until))
    lost = sum(door["lat"] is None or door["lon"] is None for door in line[begin:until])
    metres = length_m([(dot.lat, dot.lon) for dot in dots])
    numbers = f"序号 {begin + 1}–{until}，" if which else ""
    return {
        "template": TEMPLATE,
        "title": sheet.title + which,
        "lines": [*sheet.lines, f"本表 {numbers}{until - begin} 户{_way(metres)}"],
        "stamp": sheet.stamp,
        "map": draw(dots, sheet.outline),
        "lost": lost,
        "rows": [_row(line, buildings, number) for number in range(begin, until)],
    }


def _dots(line: Sequence[Door], buildings: Mapping[int, int], begin: int, until: int) -> Iterator[Dot]:
    """The stops of a stretch; one that lies across its end is on both maps."""
    for first, count in buildings.items():
        if first < until and first + count > begin:
            door = line[first]
            yield Dot(door["lat"], door["lon"], max(first, begin) + 1, min(first + count, until))


def _row(line: Sequence[Door], buildings: Mapping[int, int], number: int) -> dict[str, Any]:
    door, count = line[number], buildings.get(number, 1)
    return {
        "number": number + 1,
        "address": door["address"],
        "name": door["name"],
        "visited": door["visited"],
        "visited_on": door["visited_on"],
        "building": f"同一位置 {count} 户：序号 {number + 1}–{number + count}" if count >= _BUILDING else None,
    }


def _way(metres: float) -> str:
    if metres < 50:
        return ""
    return f"，直线步行约 {metres / 1000:.1f} 公里" if metres >= 1000 else f"，直线步行约 {round(metres, -1):.0f} 米"
