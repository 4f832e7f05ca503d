"""The verdict on each door of a roster: compared with the register and with the rows before it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.households.models import FORGOTTEN
from app.rosters.differences import changes_said, unlike_words
from app.rosters.doors import Door, Spot, may_be_one
from app.rosters.register import CONFLICT, OWN, Register, Stored

_WILL_ADD, _WILL_CHANGE, _WILL_CUT = "登记册上没有，将新增", "登记册上已有，将更新：", "将新建网格"


@dataclass(slots=True)
class Verdict:
    """What becomes of a door, why, and which other door it may be."""

    door: Door
    verdict: str
    reason: str
    other_door: Door | None = None
    other_stored: Stored | None = None


class Judge:
    """Gives the verdicts one after another, in the order of the rows."""

    def __init__(self, register: Register, name_of: Callable[[str], str]) -> None:
        self.register = register
        self._name_of = name_of
        self.claimed: dict[UUID, Door] = {}
        self.by_key: dict[str, Door] = {}
        self.by_spot: dict[Spot, list[Door]] = defaultdict(list)

    def judge(self, door: Door) -> Verdict:
        """The verdict on the next door."""
        how, stored = self.register.find(door, self.claimed) or ("", None)
        if stored and stored.removed_on:
            return Verdict(door, "bad", f"{stored.householder} 户已从登记册注销，请先恢复")
        twin = self.by_key.get(door.key)
        if stored and how == OWN:
            if stored.id not in self.claimed:
                return self._known(door, stored)
            twin = twin or self.claimed[stored.id]
        elif stored and how != CONFLICT:
            return Verdict(door, "same", f"已登记为 {stored.householder} 户的成员")
        if twin:
            return _against_twin(door, twin)
        return self._unknown(door, stored)

    def _known(self, door: Door, stored: Stored) -> Verdict:
        self.claimed[stored.id] = door
        self._remember(door)
        if changes := changes_said(door, stored, self._name_of):
            return Verdict(door, "changed", _WILL_CHANGE + "，".join(changes))
        return Verdict(door, "same", "登记册上已有，没有变化")

    def _unknown(self, door: Door, stored: Stored | None) -> Verdict:
        for other in self.by_spot[door.spot]:
            if may_be_one(door, other.title, other.householder, other.door_code):
                reason = f"与第 {other.row_no} 行 {other.householder} 同一地址，可能是同一户"
                return Verdict(door, "merge", reason, other_door=other)
        if stored and stored.householder == FORGOTTEN:
            reason = "这个地址原来的住户已依规删除：是同一家人的请不要导入，是新住户的请选择合并"
            return Verdict(door, "merge", reason, other_stored=stored)
        if stored:
            what = "同一地址" if stored.address == door.address else "户号相同"
            reason = f"与登记册上的 {stored.householder}（{stored.address}）{what}，可能是同一户"
            return Verdict(door, "merge", reason, other_stored=stored)
        self._remember(door)
        return Verdict(door, "new", _WILL_ADD if door.has_head else "表中没写谁是这一户的户主，暂记此人")

    def _remember(self, door: Door) -> None:
        self.by_key.setdefault(door.key, door)
        self.by_spot[door.spot].append(door)


def _against_twin(door: Door, twin: Door) -> Verdict:
    words = unlike_words(door, twin)
    if not words:
        return Verdict(door, "same", f"与第 {twin.row_no} 行重复")
    what = "户号相同" if door.identity != twin.identity else "是同一户"
    return Verdict(door, "merge", f"与第 {twin.row_no} 行{what}，但{'、'.join(words)}不同", other_door=twin)


def new_grid_said(verdict: Verdict) -> str | None:
    """That a grid would be cut for the door: a misspelt name must be seen before that."""
    cuts = verdict.door.new_grid and verdict.verdict in ("new", "changed", "merge")
    return f"{_WILL_CUT}“{verdict.door.new_grid}”" if cuts else None


def reason_once_in(reason: str, verdict: str, taken: bool) -> str:
    """What is said of a row after the commit: done is what was to be done."""
    if verdict == "merge":
        return f"{reason.replace(_WILL_CUT, '网格')}；已导入" if taken else reason
    for before, after in ((_WILL_ADD, "已导入"), (_WILL_CHANGE, "已更新："), (_WILL_CUT, "已新建网格")):
        reason = reason.replace(before, after, 1)
    return reason
