"""What in one worker's days is worth a look, with the visits it was found in (pure). README.md has the table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from math import comb
from typing import Any

from app.grades import thresholds as t
from app.grades.facts import Seen, is_too_fast, metres
from app.grades.grading import short_gap
from app.grades.photos import Uses, repeated
from app.grades.shapes import Shape, alike
from app.grades.together import measured, stand_apart, unplaced, were_apart

FLAGS = {
    "one_point": "短时间在一个点给多户签名",
    "too_fast": "两次定位之间快得不可能",
    "same_accuracy": "定位误差一直不变",
    "exact": "定位误差小得不可能",
    "same_fix": "多户的定位一模一样",
    "far": "许多走访离住户太远",
    "same_hand": "多户的签名笔迹一样",
    "same_picture": "多户用了同一张签名图",
    "same_photo": "照片在别的户用过",
    "too_short": "许多走访时间太短",
    "clock_off": "手机时钟不准",
}

NOWHERE: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Flag:
    """What was found, in how many of how many, and where to look."""

    code: str
    said: str
    visits: tuple[Any, ...]
    of: int


@dataclass(frozen=True)
class Untold:
    """What would have been found, did the register say that these doors do not stand together."""

    code: str


@dataclass(frozen=True)
class Found:
    """All that was found; and what could not be looked for, since there is too little of it."""

    flags: tuple[Flag, ...]
    silent: tuple[str, ...]


def look(
    visits: Sequence[Seen], shapes: Mapping[Any, Shape], used_at: Mapping[str, Any] = NOWHERE, uses: Uses = NOWHERE
) -> Found:
    """Look at one worker's visits. `used_at` says of signatures' pictures that they used before these at which door that was
    first, and `uses` of photos where they stood elsewhere, also with colleagues."""
    seen = sorted(visits, key=lambda one: (one.at, str(one.id)))
    signed, fixes = [one for one in seen if one.signed], [one for one in seen if one.is_usable]
    found = [
        _one_point(signed),
        _too_fast(fixes),
        _same_accuracy(fixes),
        _exact(fixes),
        _same_fix(signed),
        _far(fixes),
        _same_hand(signed, shapes),
        _same_picture(seen, used_at),
        _same_photo(seen, uses),
        _too_short(seen, signed),
        _clock_off(seen),
    ]
    untold = tuple(one.code for one in found if isinstance(one, Untold))
    return Found(tuple(one for one in found if isinstance(one, Flag)), (*_silent(signed, fixes), *untold))


def _silent(signed: Sequence[Seen], fixes: Sequence[Seen]) -> tuple[str, ...]:
    there_are = [
        ("same_accuracy", len(fixes), t.SAME_ACCURACY_RUN),
        ("far", sum(one.distance_m is not None for one in fixes), t.FEWEST_FIXES),
        ("too_fast", len(fixes), t.TOO_FAST_TIMES + 1),
        ("one_point", sum(one.is_usable for one in signed), t.ONE_POINT_HOUSEHOLDS + 1),
        ("too_short", len(signed), t.FEWEST_SIGNED),
    ]
    return tuple(code for code, some, least in there_are if some < least)


def _flag(code: str, said: str, visits: Iterable[Seen], of: int) -> Flag:
    return Flag(code, said, tuple(one.id for one in visits), of)


def _one_point(signed: Sequence[Seen]) -> Flag | Untold | None:
    placed = [one for one in signed if one.is_usable]
    groups = [list(_at_one_point(first, placed[number:])) for number, first in enumerate(placed)]
    groups = [group for group in groups if _households(group) > t.ONE_POINT_HOUSEHOLDS]
    odd = [group for group in groups if _is_odd_point(group)]
    if not odd:
        return _untold("one_point", groups)
    most = max(map(_households, odd))
    said = f"在 {t.ONE_POINT_S // 60} 分钟、{t.ONE_POINT_M} 米之内给 {most} 户签了名，而{_why(odd, t.ONE_BUILDING_M)}"
    return _flag("one_point", said, {one.id: one for group in odd for one in group}.values(), len(placed))


def _households(visits: Iterable[Seen]) -> int:
    return len({one.household_id for one in visits})


def _is_odd_point(group: Sequence[Seen]) -> bool:
    """Where the doors stand together many may sign at one point; of doors without a place it takes as many to say it."""
    return stand_apart(group, t.ONE_BUILDING_M) or len(unplaced(group)) > t.ONE_POINT_HOUSEHOLDS


def _why(groups: Iterable[Sequence[Seen]], together_m: float) -> str:
    if any(stand_apart(group, together_m) for group in groups):
        return "这些户并不在一处"
    return "这些户登记时没有位置；同一栋楼也可能"


def _untold(code: str, groups: Iterable[Sequence[Seen]]) -> Untold | None:
    return Untold(code) if any(unplaced(group) for group in groups) else None


def _at_one_point(first: Seen, later: Sequence[Seen]) -> Iterator[Seen]:
    for one in later:
        if (one.at - first.at).total_seconds() > t.ONE_POINT_S:
            return
        if first.fix and one.fix and metres(first.fix, one.fix) <= t.ONE_POINT_M:
            yield one


def _too_fast(fixes: Sequence[Seen]) -> Flag | None:
    pairs = [(one, other) for one, other in pairwise(fixes) if is_too_fast(one, other)]
    if len(pairs) < t.TOO_FAST_TIMES:
        return None
    said = f"有 {len(pairs)} 次从上一处定位到下一处，时速超过 {t.FASTEST_KMH} 公里"
    return _flag("too_fast", said, {one.id: one for pair in pairs for one in pair}.values(), len(fixes))


def _same_accuracy(fixes: Sequence[Seen]) -> Flag | Untold | None:
    """Runs at more than one place: a phone that lies still gives the same again and again."""
    runs = [list(run) for _, run in groupby(fixes, key=lambda one: one.accuracy_m)]
    runs = [run for run in runs if len(run) >= t.SAME_ACCURACY_RUN]
    long = [run for run in runs if stand_apart(run, t.ONE_BUILDING_M) or (unplaced(run) and were_apart(run))]
    if not long:
        return _untold("same_accuracy", runs)
    run = max(long, key=len)
    said = f"连着 {len(run)} 次走访的定位误差都正好是 {run[0].accuracy_m} 米"
    return _flag("same_accuracy", said, (one for run in long for one in run), len(fixes))


def _exact(fixes: Sequence[Seen]) -> Flag | None:
    exact = [one for one in fixes if (one.accuracy_m or 0) <= t.EXACT_M]
    if len(exact) < t.EXACT_VISITS:
        return None
    return _flag("exact", f"有 {len(exact)} 次定位误差报成 {t.EXACT_M} 米以内，手机一般做不到", exact, len(fixes))


def _same_fix(signed: Sequence[Seen]) -> Flag | Untold | None:
    at: dict[Any, list[Seen]] = defaultdict(list)
    for one in signed:
        if one.is_usable:
            at[one.fix].append(one)
    groups = [group for group in at.values() if _households(group) >= t.SAME_FIX_VISITS]
    same = [group for group in groups if _is_odd_fix(group)]
    if not same:
        return _untold("same_fix", groups)
    visits = [one for group in same for one in group]
    said = f"有 {len(visits)} 户签名时的定位一模一样（到小数第六位），而{_why(same, t.SAME_FIX_DOORS_M)}"
    return _flag("same_fix", said, visits, sum(map(len, at.values())))


def _is_odd_fix(group: Sequence[Seen]) -> bool:
    return stand_apart(group, t.SAME_FIX_DOORS_M) or measured(unplaced(group)) >= t.SAME_FIX_VISITS


def _far(fixes: Sequence[Seen]) -> Flag | None:
    placed = [one for one in fixes if one.distance_m is not None]
    far = [one for one in placed if one.is_far]
    if len(placed) < t.FEWEST_FIXES or len(far) < surprising(len(placed), t.FAR_USUAL):
        return None
    said = f"{len(placed)} 次定位里有 {len(far)} 次离住户登记的位置太远；也可能是登记的位置不准"
    return _flag("far", said, far, len(placed))


def _same_hand(signed: Sequence[Seen], shapes: Mapping[Any, Shape]) -> Flag | None:
    drawn = [one for one in signed if one.id in shapes]
    groups = [[drawn[i] for i in group] for group in alike([shapes[one.id] for one in drawn])]
    groups = [group for group in groups if len({one.household_id for one in group}) >= t.SAME_HAND_HOUSEHOLDS]
    if not groups:
        return None
    most = max(len({one.household_id for one in group}) for group in groups)
    said = f"有 {most} 户的签名笔画几乎一样；也可能是同一个人替几户签，或者签得太简单"
    return _flag("same_hand", said, (one for group in groups for one in group), len(drawn))


def _same_picture(seen: Sequence[Seen], used_at: Mapping[str, Any]) -> Flag | None:
    first = dict(used_at)
    again: dict[Any, Seen] = {}
    for one in seen:
        for picture in one.pictures - one.photos:
            if first.setdefault(picture, one.household_id) != one.household_id:
                again[one.id] = one
    if len(again) < t.SAME_PICTURE_VISITS:
        return None
    said = f"有 {len(again)} 次走访用的签名图，别的户已经用过"
    return _flag("same_picture", said, again.values(), sum(1 for one in seen if one.pictures - one.photos))


def _same_photo(seen: Sequence[Seen], uses: Uses) -> Flag | None:
    found = repeated(seen, uses)
    if not (found.colleagues or found.own):
        return None
    told = [(found.own, "自己在别的户用过"), (found.colleagues, "同事在别的户用过")]
    said = "；".join(f"有 {len(some)} 次走访的照片，{whose}" for some, whose in told if some)
    again = {one.id: one for one in (*found.own, *found.colleagues)}
    return _flag("same_photo", said, again.values(), sum(1 for one in seen if one.photos))


def _too_short(seen: Sequence[Seen], signed: Sequence[Seen]) -> Flag | None:
    short = [one for before, one in pairwise(seen) if short_gap(one, [before]) is not None]
    if len(signed) < t.FEWEST_SIGNED or len(short) < surprising(len(signed), t.SHORT_USUAL):
        return None
    said = f"{len(signed)} 户签名里有 {len(short)} 户离上一户保存不到 {t.SHORT_S} 秒"
    return _flag("too_short", said, short, len(signed))


def _clock_off(seen: Sequence[Seen]) -> Flag | None:
    off = [one for one in seen if one.clock_off]
    if len(off) < t.CLOCK_OFF_VISITS:
        return None
    said = f"有 {len(off)} 次走访时手机时钟不准，时间是服务器推算的；请把手机时间改为自动"
    return _flag("clock_off", said, off, len(seen))


@cache
def surprising(count: int, usual: float) -> int:
    """The least number out of so many that chance alone brings about less often than once in a thousand."""
    tail, times = 1.0, 0
    while tail >= t.CHANCE and times <= count:
        tail -= comb(count, times) * usual**times * (1 - usual) ** (count - times)
        times += 1
    return max(times, t.FEWEST_TIMES)
