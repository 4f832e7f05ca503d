"""How far one visit's place and time are supported: a grade with its reasons, and never proof (pure). README.md has the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.grades import thresholds as t
from app.grades.facts import Seen, is_too_fast, metres
from app.grades.together import measured, stand_apart, unplaced
from app.visits.models import PLACE_REASONS

Letter = Literal["A", "B", "C", "D"]
LETTERS: tuple[Letter, ...] = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Reason:
    """One thing that was looked at, as a code and as a sentence; whether it supports the visit, and whether it speaks against it."""

    code: str
    said: str
    bears: Literal["for", "open", "against"] = "open"


REASONS = (
    *("plate", "near", "around", "between", "no_fix", "rough", "stale", "no_door", "erased", "alone"),
    *("far", "same_fix", "jump", "too_fast", "exact", "clock_off", "wide", "too_short", "same_fix_no_door"),
)
# Each of these leaves a doubt; two of them leave nothing that supports.
_DOUBTS = {"exact", "clock_off", "wide", "too_short", "too_fast", "same_fix_no_door"}
_CONTRADICTS = {"far", "same_fix", "jump"}


@dataclass(frozen=True)
class Graded:
    """A grade with all that was looked at."""

    grade: Letter
    reasons: tuple[Reason, ...]


def grade(seen: Seen, others: Sequence[Seen] = ()) -> Graded:
    """The grade of a visit, held against its worker's other visits around it."""
    around = sorted((one for one in others if one.id != seen.id and _beside(seen, one)), key=lambda one: one.at)
    reasons = (*_of_place(seen), *_of_way(seen, around), *_of_time(seen, around))
    return Graded(_letter({reason.code for reason in reasons}), reasons)


def _letter(codes: set[str]) -> Letter:
    doubts = len(codes & _DOUBTS)
    if codes & _CONTRADICTS:
        return "C" if "plate" in codes else "D"
    if "plate" in codes or {"near", "around"} <= codes:
        return ("A", "B", "C")[min(doubts, 2)]
    return "B" if "near" in codes and doubts < 2 else "C"


def _beside(seen: Seen, other: Seen) -> bool:
    return abs((other.at - seen.at).total_seconds()) <= t.HISTORY_S


def _of_place(seen: Seen) -> Iterable[Reason]:
    if seen.plate_scanned:
        yield Reason("plate", "到门前扫了这一户的门牌码", "for")
    if seen.fix is None:
        yield _erased(seen) if seen.is_erased else _without(seen)
    elif not seen.is_fresh:
        yield Reason("stale", f"用的是 {round((seen.age_s or 0) / 60)} 分钟以前的定位，说明不了当时在哪里")
    elif (seen.accuracy_m or 0) > t.ROUGH_M:
        yield Reason("rough", f"定位误差有 {seen.accuracy_m} 米，说明不了当时在哪里")
    elif seen.distance_m is None:
        yield Reason("no_door", "这一户登记时没有位置，定位没有可比的")
    else:
        yield _ring(seen, seen.distance_m)
        if (seen.accuracy_m or 0) <= t.EXACT_M:
            yield Reason("exact", f"定位误差报成 {seen.accuracy_m} 米，手机一般做不到", "against")


def _without(seen: Seen) -> Reason:
    why = PLACE_REASONS.get(seen.no_fix_because or "")
    return Reason("no_fix", f"没有定位：{why}" if why else "没有定位")


def _erased(seen: Seen) -> Reason:
    """What is left at the end of an exact place's time still says whether somebody was near."""
    kept = seen.distance_m is not None and seen.distance_m <= t.NEAR_M
    if seen.distance_m is None:
        return Reason("erased", "精确位置已按期删除")
    said = f"精确位置已按期删除，当时离这一户登记的位置 {_way(seen.distance_m)}"
    return Reason("near", said, "for") if kept else Reason("erased", said)


def _sure(accuracy: int | None) -> str:
    """How sure a phone was of its place; one that says nought did not say it, as everywhere else."""
    return f"误差 {accuracy} 米" if accuracy else "误差不明"


def _ring(seen: Seen, distance: int) -> Reason:
    said = f"定位离这一户登记的位置 {_way(distance)}，{_sure(seen.accuracy_m)}"
    if distance <= t.NEAR_M:
        return Reason("near", said, "for")
    if seen.is_far:
        return Reason("far", f"{said}；也可能是登记的位置不准", "against")
    return Reason("between", said)


def _of_way(seen: Seen, around: Sequence[Seen]) -> Iterable[Reason]:
    """Whether the fixes before and after go with this one."""
    if not seen.is_usable:
        return
    fixes = [one for one in around if one.is_usable and one.household_id != seen.household_id]
    before, after = [one for one in fixes if one.at <= seen.at][-1:], [one for one in fixes if one.at > seen.at][:1]
    beside = [*before, *after]
    fast = [one for one in beside if is_too_fast(seen, one)]
    twins = _twins(seen, fixes)
    if twins:
        yield twins
    if fast:
        yield _jump(seen, fast, len(beside))
    elif twins and twins.code == "same_fix_no_door":
        return  # the very same fix again supports nothing
    elif any(abs((one.at - seen.at).total_seconds()) <= t.AROUND_S for one in beside):
        yield Reason("around", "和前后走访的定位连得上", "for")
    else:
        yield Reason("alone", "前后半小时没有别的定位可以对照")


def _jump(seen: Seen, fast: Sequence[Seen], beside: int) -> Reason:
    """Where the way is impossible on both sides it is this fix that is wrong; on one side it may be the other."""
    other = fast[0]
    assert seen.fix
    assert other.fix
    seconds = abs((other.at - seen.at).total_seconds())
    side = "前" if other.at <= seen.at else "后"
    said = f"和{side}一次走访的定位相距 {_way(metres(seen.fix, other.fix))}，只隔 {_span(seconds)}"
    return Reason("jump" if len(fast) == beside == 2 else "too_fast", said, "against")


def _twins(seen: Seen, fixes: Sequence[Seen]) -> Reason | None:
    """Other households with the very same fix, if there are enough and their doors do not stand together, or nobody knows."""
    same = {one.household_id: one for one in fixes if one.fix == seen.fix and one.signed and seen.signed}
    some = sorted((seen, *same.values()), key=lambda one: one.at)
    said = f"和另外 {len(same)} 户的定位一模一样"
    if len(some) >= t.SAME_FIX_VISITS and stand_apart(some, t.SAME_FIX_DOORS_M):
        return Reason("same_fix", f"{said}，而那些户并不在一处", "against")
    if seen.door is None and measured(unplaced(some)) >= t.SAME_FIX_VISITS:
        return Reason("same_fix_no_door", f"{said}；这些户登记时没有位置，同一栋楼也可能", "against")
    return None


def _of_time(seen: Seen, around: Sequence[Seen]) -> Iterable[Reason]:
    if seen.clock_off:
        yield Reason("clock_off", "手机时钟不准，时间是服务器推算的")
    elif seen.earliest is None or seen.latest is None:
        if seen.latest is not None:
            yield Reason("wide", "说不清最早是什么时候，时间按手机自己说的")
    elif (hours := (seen.latest - seen.earliest).total_seconds() / 3600) > t.WIDE_S / 3600:
        yield Reason("wide", f"时间只能确定在 {round(hours)} 小时之内")
    if seconds := short_gap(seen, around):
        yield Reason("too_short", f"离上一户保存只有 {round(seconds)} 秒，来不及宣传和签名", "against")


def short_gap(seen: Seen, before: Sequence[Seen]) -> float | None:
    """The seconds since the door before, where those are too few for a signed visit; both by one and the same clock."""
    if not seen.signed or seen.clock_off:
        return None
    earlier = [one for one in before if one.at < seen.at and one.household_id != seen.household_id]
    if not earlier or earlier[-1].clock_off:
        return None
    seconds = (seen.at - earlier[-1].at).total_seconds()
    return seconds if seconds < t.SHORT_S else None


def _way(distance: float) -> str:
    return f"{round(distance)} 米" if distance < 1000 else f"{distance / 1000:.1f} 公里"


def _span(seconds: float) -> str:
    return f"{round(seconds)} 秒" if seconds < 120 else f"{round(seconds / 60)} 分钟"
