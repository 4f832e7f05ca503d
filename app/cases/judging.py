"""The verdict on each row of a workbook of cases: compared with the cases that are there, and with the rows before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from app.cases.models import Case
from app.db import db, some_at_a_time
from app.divisions.scope import Scope
from app.households.identity import normalise_address, normalise_name

Said = Mapping[str, Any]
WORDS = {
    "number": "立案编号", "happened_from": "案发时间", "happened_until": "案发时间（止）", "reported_at": "报案时间", "fraud": "类型",
    "loss_fen": "损失金额", "village": "村（社区）", "phone": "电话", "id_number": "身份证号", "address": "地址", "note": "备注",
}  # fmt: skip
_ROUND = 500
_NUMBERS = ("number", "id_number", "phone")
NEW, SEPARATE = "将登记为新案件", "已登记为另一件案件"


@dataclass(frozen=True)
class Known:
    """A case that a row may be: which of the file, or one that is there."""

    said: Said
    row_no: int | None = None

    @property
    def name(self) -> str:
        """What it is called in a verdict."""
        return f"第 {self.row_no} 行" if self.row_no else "已登记的案件"


class Judge:
    """Gives the verdicts in the order of the rows."""

    def __init__(self, known: Iterable[Said]) -> None:
        self._by_number: dict[str, Known] = {}
        self._by_victim: dict[tuple[Any, str], list[Known]] = {}
        for said in known:
            self._remember(Known(said))

    def judge(self, row_no: int, said: Said) -> tuple[str, str]:
        """The verdict on the next row, and why."""
        known = self._find(said)
        parts = _unlike(said, known.said) if known else []
        verdict, why = _told(said, known, parts)
        if verdict in ("new", "maybe"):
            self._remember(Known(said, row_no))
        return verdict, why

    def _find(self, said: Said) -> Known | None:
        """The case that it is, or else one that it may be: that says the same, if there is one."""
        if said["number"] and (known := self._by_number.get(said["number"])):
            return known
        may_be = [known for known in self._by_victim.get(_key(said), []) if not _conflicts(said, known.said)]
        return min(
            may_be, key=lambda known: (not _agree(said, known.said), bool(_unlike(said, known.said))), default=None
        )

    def _remember(self, known: Known) -> None:
        if known.said["number"]:
            self._by_number.setdefault(known.said["number"], known)
        self._by_victim.setdefault(_key(known.said), []).append(known)


def _key(said: Said) -> tuple[Any, str]:
    return said["happened_from"], normalise_name(said["victim"])


def _told(said: Said, known: Known | None, parts: Sequence[str]) -> tuple[str, str]:
    if known is None:
        return "new", NEW
    if not parts:
        return "same", f"与{known.name}相同，不再登记" if known.row_no else "已经登记过，没有变化"
    unlike = "、".join(parts)
    if _agree(said, known.said):
        return "differs", f"与{known.name}是同一案件，但{unlike}不同；不会改动，请到案件里更正"
    return "maybe", f"与{known.name}可能是同一案件：姓名和案发时间相同，{unlike}不同，没有相同的编号、电话、身份证号"


def _conflicts(said: Said, known: Said) -> bool:
    """Two of one name at one time are two when their numbers say so."""
    return any(said[name] and known[name] and said[name] != known[name] for name in _NUMBERS)


def _agree(said: Said, known: Said) -> bool:
    """One name at one time is one case for sure only where a number says so."""
    return any(said[name] and said[name] == known[name] for name in _NUMBERS)


def _unlike(said: Said, known: Said) -> list[str]:
    """In which parts a row says something else; what it leaves empty says nothing."""
    return [word for name, word in WORDS.items() if said[name] is not None and _form(name, said) != _form(name, known)]


def _form(name: str, said: Said) -> Any:
    value = said[name]
    return normalise_address(value) if name == "address" and value else value


def known_cases(scope: Scope, rows: Sequence[Said]) -> list[Said]:
    """The cases that some row may be: of the same number, or of the same time in this scope."""
    found: dict[Any, Said] = {}
    for some in some_at_a_time(rows, _ROUND):
        numbers = {said["number"] for said in some if said["number"]}
        times = {said["happened_from"] for said in some}
        here = Case.happened_from.in_(times) & scope.holds(Case.division_code)
        for case in db.session.scalars(select(Case).where(or_(Case.number.in_(numbers), here))):
            found[case.id] = _said_of(case)
    return list(found.values())


def _said_of(case: Case) -> Said:
    names = ("victim", *(name for name in WORDS if name != "village"))
    return {**{name: getattr(case, name) for name in names}, "village": case.division_code}
