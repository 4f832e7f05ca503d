"""Compares an edition of the list with what is stored, and says the difference in words (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.divisions.edition_file import Entry

# "张家沟村民委员会" and "张家沟村村民委员会" are one village; what is left without these is its own name.
_ENDINGS = re.compile(r"(社区)?(村民|居民)?(委员会|委会|委员)$|(社区)?[村居]委会$")
_KINDS = re.compile(r"(社区|嘎查|村|居)$")
_WORDS = {"county": "县", "town": "乡镇", "village": "村（居）"}


@dataclass(frozen=True)
class Known:
    """A division as it is stored."""

    code: str
    level: str
    name: str
    is_retired: bool


@dataclass(frozen=True)
class Renamed:
    """A code that bears another name now.

    `is_reused`: it is not a spelling but another place, so the doors on the code must be looked at.
    """

    code: str
    level: str
    old_name: str
    name: str
    is_reused: bool
    now_code: str | None  # where the old name appears in the new edition


@dataclass(frozen=True)
class Vanished:
    """A code that the new edition no longer has."""

    code: str
    level: str
    name: str
    now_code: str | None


@dataclass(frozen=True)
class EditionChange:
    """What an edition changes."""

    county_code: str
    added: Sequence[Entry]
    renamed: Sequence[Renamed]
    vanished: Sequence[Vanished]
    returned: Sequence[Entry]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.renamed or self.vanished or self.returned)


def compare(stored: Iterable[Known], entries: Sequence[Entry]) -> EditionChange:
    """What must happen for the stored divisions to agree with an edition."""
    known = {division.code: division for division in stored}
    named = {entry.code for entry in entries}
    county = next(entry.code for entry in entries)[:6] + "000000"
    new_places = _places(e for e in entries if e.code not in known or stem(known[e.code].name) != stem(e.name))
    kept = [entry for entry in entries if entry.code in known]
    # A county that an older list does not name has not gone.
    gone = [k for k in known.values() if k.code not in named and not k.is_retired and k.level != "county"]
    renamed = [_renamed(known[e.code], e, new_places) for e in kept if known[e.code].name != e.name]
    returned = [entry for entry in kept if known[entry.code].is_retired]
    touched = {r.code for r in renamed} | {e.code for e in returned}
    return EditionChange(
        county_code=county,
        added=[entry for entry in entries if entry.code not in known],
        renamed=renamed,
        vanished=[Vanished(k.code, k.level, k.name, _find(new_places, k)) for k in gone],
        returned=returned,
        unchanged=len(kept) - len(touched),
    )


def stem(name: str) -> str:
    """A village's own name: 寓思园街社区居民委员会 → 寓思园街."""
    bare = _ENDINGS.sub("", name)
    return _KINDS.sub("", bare) or name


def _renamed(old: Known, new: Entry, new_places: dict[tuple[str, str], list[str]]) -> Renamed:
    is_reused = old.level == "village" and not _same_place(stem(old.name), stem(new.name))
    return Renamed(new.code, new.level, old.name, new.name, is_reused, _find(new_places, old) if is_reused else None)


def _same_place(one: str, other: str) -> bool:
    """Whether two own names are spellings of one: 北门场 is 北门, but 刘家沟 is not 刘家庙.

    Too careful on purpose: one question too many costs a click, one too few a village's doors.
    """
    return one in other or other in one


def _places(entries: Iterable[Entry]) -> dict[tuple[str, str], list[str]]:
    """New places by town and own name: a village that became a 社区 has a new code but keeps its name."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        found.setdefault(_place(entry), []).append(entry.code)
    return found


def _place(division: Entry | Known) -> tuple[str, str]:
    above = 9 if division.level == "village" else 6
    return division.code[:above], stem(division.name)


def _find(new_places: dict[tuple[str, str], list[str]], old: Known) -> str | None:
    codes = new_places.get(_place(old), [])
    return codes[0] if len(codes) == 1 else None


def report(change: EditionChange) -> str:
    """The change in words, for the person who runs the import."""
    if change.is_empty:
        return f"区划没有变化（共 {change.unchanged} 条）。"
    return "\n".join(_lines(change))


def _lines(change: EditionChange) -> Iterator[str]:
    reused = [r for r in change.renamed if r.is_reused]
    yield (
        f"新增 {len(change.added)}，更名 {len(change.renamed)}（其中编码沿用 {len(reused)}），"
        f"撤并 {len(change.vanished)}，恢复 {len(change.returned)}，不变 {change.unchanged}。"
    )
    for gone in change.vanished:
        yield f"撤并 {_WORDS[gone.level]} {gone.code} {gone.name}{_moved(gone.now_code)}"
    for new in reused:
        yield f"编码沿用 {new.code} {new.old_name} → {new.name}{_moved(new.now_code)}，该代码下住户须核对"
    for new in change.renamed:
        if not new.is_reused:
            yield f"更名 {new.code} {new.old_name} → {new.name}"
    for entry in change.returned:
        yield f"恢复 {_WORDS[entry.level]} {entry.code} {entry.name}"
    for entry in change.added:
        yield f"新增 {_WORDS[entry.level]} {entry.code} {entry.name}"


def _moved(code: str | None) -> str:
    return f"（改码为 {code}）" if code else ""
