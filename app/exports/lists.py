"""What stands in a list of doors: its title, its identity, its columns and its rows (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import clock
from app.coverage.figures import Figures

STATES = {"uncovered": "未覆盖", "covered": "已覆盖", "excluded": "剔除"}
KINDS = {"family": "家庭户", "merchant": "商户", "enterprise": "企业"}
PARTS = {"unvisited": "未走访", "revisit": "需再访", "refused": "拒绝", "no_slip": "无完整告知单"}
REASONS = {
    "vacant": "空户",
    "registered_only": "空挂户",
    "away": "外出",
    "lives_elsewhere": "人户分离",
    "demolished": "拆迁",
    "moved_out": "迁出",
}
ATTEMPTS = {"0": "没有走访过", "1": "走访过 1 次", "2": "走访过 2 次", "3": "走访过 3 次及以上"}
OUTCOMES = {"taught": "已宣传", "no_answer": "无人", "refused": "拒绝", "moved": "已迁走", "vacant": "空户"}
# Excel runs what begins like a formula in a csv; behind a quote it stays text. A cell begins at its beginning, and also
# behind whatever another reader takes for the end of one: it may part by semicolons, or mind no quotes.
_RISKY = re.compile('(?:(?<=^)|(?<=[,;|"\t\r\n]))(?=[ \u00a0\u3000]*[=+\\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r\n])')


@dataclass(frozen=True)
class Heading:
    """What a list is about, and its control totals, from the same query as coverage."""

    campaign: str
    scope: str
    state: str
    kind: str | None
    on: date
    figures: Figures
    rows: int = 0  # doors on the list, where it is one
    part: str | None = None
    narrowed: tuple[str, ...] = ()  # to what, in words

    @property
    def title(self) -> str:
        kind = KINDS[self.kind] if self.kind else "各类"
        name = PARTS[self.part] if self.part else STATES[self.state]
        more = "".join(f"，{word}" for word in self.narrowed if word != name)
        return f"{self.scope}{name}户清单（{kind}{more}，截至 {self.on.isoformat()}，{self.campaign}）"

    @property
    def identity(self) -> str:
        """The sum that every list must bear out."""
        f = self.figures
        return (
            f"已覆盖 {f.covered} + 剔除 {f.excluded} + 未覆盖 {f.uncovered} = 登记 {f.registered}；"
            f"应访 {f.target}，覆盖率 {percent(f.rate)}{self._share}"
        )

    @property
    def _share(self) -> str:
        """How a list that is less than its state fits into the sum."""
        if not self.narrowed:
            return ""
        state, whole = STATES[self.state], getattr(self.figures, self.state)
        return f"；本表 {self.rows}（{'，'.join(self.narrowed)}）+ 其余 {whole - self.rows} = {state} {whole}"


def percent(rate: float | None) -> str:
    """81.25 %, cut and not rounded: 99.996 % must not read as done."""
    # Rounded far behind the point first: 0.57 * 10000 is 5699.999999999999.
    return "—" if rate is None else f"{int(round(rate * 10000, 7)) / 100:.2f}%"


def narrowed_words(narrowed: dict[str, Any], worker: str) -> tuple[str, ...]:
    """What a list is narrowed to, in words."""
    words = {"part": PARTS, "excluded_for": REASONS, "attempts": ATTEMPTS}
    said = [names[narrowed[name]] for name, names in words.items() if narrowed[name]]
    return (*said, *([f"网格员 {worker}"] if narrowed["worker"] else []))


# Each column, how wide it is, and whether it holds text; behind the running number.
COLUMNS: tuple[tuple[str, int, bool], ...] = (
    ("乡镇", 12, True),
    ("村（社区）", 16, True),
    ("网格", 14, True),
    ("地址", 34, True),
    ("户主（负责人）", 14, True),
    ("名称", 18, True),
    ("类别", 8, True),
    ("联系电话", 14, True),
    ("户号", 14, True),
    ("已走访次数", 10, False),
    ("最近结果", 10, True),
    ("最近走访", 17, True),
    ("状态", 8, True),
)
# Town, village and grid, by name.
Place = tuple[str | None, str | None, str | None]
# Some lines of a file, column by column: the running number, and COLUMNS.
Columns = list[Sequence[Any]]


def columns(
    first: int, places: Sequence[Place], doors: Any, addresses: Sequence[str], phones: Sequence[str | None]
) -> Columns:
    """Lines of the list from a running number on; addresses and telephone numbers as this file writes them."""
    towns, villages, grids = zip(*places, strict=True)
    return [
        range(first, first + len(places)),
        towns,
        villages,
        [grid or "未分网格" for grid in grids],
        addresses,
        doors.householders,
        doors.titles,
        [KINDS[kind] for kind in doors.kinds],
        phones,
        doors.door_codes,
        doors.attempts,
        [OUTCOMES.get(outcome, "未走访") for outcome in doors.last_outcomes],
        [local_minute(instant) for instant in doors.last_visited_at],
        [STATES[state] for state in doors.states],
    ]


def local_minute(instant: datetime | None) -> str:
    """2026-11-22 14:05, on the county's clocks."""
    return "" if instant is None else clock.local(instant).isoformat(" ", "minutes")[:16]


def headers() -> list[str]:
    """The line above the doors."""
    return ["序号", *(header for header, _, _ in COLUMNS)]


def as_text(value: object) -> str:
    """A csv cell that no spreadsheet takes for a formula, nor any part of it."""
    return "" if value is None else _RISKY.sub("'", str(value))
