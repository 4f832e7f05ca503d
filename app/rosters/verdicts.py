"""The verdict on each door of a roster: compared with the register and with the rows before it."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from app.rosters.differences import changed_words, unlike_words
from app.rosters.doors import Door, Spot, may_be_one
from app.rosters.register import CONFLICT, OWN, Register, Stored


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

    def __init__(self, register: Register) -> None:
        self.register = register
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
        words = changed_words(door, stored)
        if words:
            return Verdict(door, "changed", f"登记册上已有，{'、'.join(words)}有变化")
        return Verdict(door, "same", "登记册上已有，没有变化")

    def _unknown(self, door: Door, stored: Stored | None) -> Verdict:
        for other in self.by_spot[door.spot]:
            if may_be_one(door, other.title, other.householder, other.door_code):
                reason = f"与第 {other.row_no} 行 {other.householder} 同一地址，可能是同一户"
                return Verdict(door, "merge", reason, other_door=other)
        if stored:
            what = "同一地址" if stored.address == door.address else "户号相同"
            reason = f"与登记册上的 {stored.householder}（{stored.address}）{what}，可能是同一户"
            return Verdict(door, "merge", reason, other_stored=stored)
        self._remember(door)
        return Verdict(door, "new", "登记册上没有，将新增" if door.has_head else "表中没写谁是这一户的户主，暂记此人")

    def _remember(self, door: Door) -> None:
        self.by_key.setdefault(door.key, door)
        self.by_spot[door.spot].append(door)


def _against_twin(door: Door, twin: Door) -> Verdict:
    words = unlike_words(door, twin)
    if not words:
        return Verdict(door, "same", f"与第 {twin.row_no} 行重复")
    what = "户号相同" if door.identity != twin.identity else "是同一户"
    return Verdict(door, "merge", f"与第 {twin.row_no} 行{what}，但{'、'.join(words)}不同", other_door=twin)
