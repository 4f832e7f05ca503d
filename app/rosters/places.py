"""Which village and grid a row lies in: by code, by name, or by nothing but the upload's scope (pure)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.codes import NO_GRID, at_level, is_code, level_of, prefix_of
from app.households.identity import normalise_code, normalise_name

_VILLAGE_ENDS = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|嘎查委员会|嘎查村民委员会|村民委员会|村委会|居委会|社区|嘎查|村)$"
)
_TOWN_ENDS = re.compile(r"(街道办事处|街道办|街道|镇|乡|苏木)$")
_GRID_NAME_MOST = 40


@dataclass(frozen=True)
class Place:
    """A village, and perhaps a grid: one that is there, or a name to cut a new one by."""

    village: str
    grid_code: str | None = None
    new_grid: str | None = None


@dataclass(frozen=True)
class Said:
    """What a row says about where it lies."""

    code: str
    town: str
    village: str
    grid: str


class Unplaced(Exception):
    """Where a row lies cannot be told; the reason is in words."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)


class Places:
    """The divisions inside an upload's scope, looked up by code and by name."""

    def __init__(self, scope_code: str, divisions: Iterable[tuple[str, str]]) -> None:
        self._scope_code = scope_code
        self._names = dict(divisions)
        self._short: dict[str, list[str]] = defaultdict(list)
        self._grids: dict[str, dict[str, str]] = defaultdict(dict)
        for code, name in self._names.items():
            if level_of(code) == "village":
                self._short[_short(name)].append(code)
            elif level_of(code) == "grid":
                self._grids[code[:12]][_grid_form(name)] = code
        self._seen: dict[Said, Place | str] = {}

    def name_of(self, code: str) -> str:
        """What a division is called; a door may stand in none of a village's grids."""
        return "未分网格" if code.endswith(NO_GRID) and level_of(code) == "grid" else self._names.get(code, code)

    def place(self, said: Said) -> Place:
        """Where the row lies; raises Unplaced."""
        found = self._seen.get(said)
        if found is None:
            found = self._seen[said] = self._place(said)
        if isinstance(found, str):
            raise Unplaced(reason=found)
        return found

    def _place(self, said: Said) -> Place | str:
        try:
            return self._grid(self._village(said), said)
        except Unplaced as unplaced:
            return str(unplaced)

    def _village(self, said: Said) -> str:
        if said.code:
            return self._by_code(said)
        if said.village:
            return self._by_name(said)
        if level_of(self._scope_code) in ("village", "grid"):
            return self._scope_code[:12]
        known = [village for village, grids in self._grids.items() if said.grid and _grid_form(said.grid) in grids]
        if len(known) == 1:
            return known[0]
        raise Unplaced(reason="没写社区/村。请补上“社区/村”一列，或只选一个村上传")

    def _by_code(self, said: Said) -> str:
        code = normalise_code(said.code)
        if not is_code(code) or level_of(code) not in ("village", "grid"):
            raise Unplaced(reason=f"区划代码“{said.code}”不对，应为村（社区）的 12 位或网格的 15 位代码")
        if code not in self._names or not code.startswith(prefix_of(self._scope_code)[:12]):
            raise Unplaced(reason=f"区划代码 {code} 不在所选范围内，或已不使用")
        village = code[:12]
        if said.village and _short(said.village) != _short(self._names.get(village, "")):
            # Codes are used again after mergers: the name tells an old list from a new one.
            raise Unplaced(reason=f"区划代码 {code} 是{self._names.get(village, '')}，社区/村却写着“{said.village}”")
        return village

    def _by_name(self, said: Said) -> str:
        found = self._named(said.village)
        if said.town:
            wanted = _short_town(said.town)
            found = [code for code in found if _short_town(self._town(code)) == wanted]
        if not found:
            raise Unplaced(reason=f"在所选范围内找不到{said.town}“{said.village}”")
        if len(found) > 1:
            towns = "、".join(self._town(code) for code in found)
            raise Unplaced(reason=f"有 {len(found)} 个“{said.village}”（{towns}），请补上乡镇或区划代码")
        return found[0]

    def _named(self, name: str) -> list[str]:
        """The same name in full, else without 村委会, 社区 and the like: 高村 may be 高村村委会."""
        plain = normalise_name(name)
        short = self._short.get(_short(plain), [])
        exact = [code for code in short if normalise_name(self._names[code]) == plain]
        return exact or self._short.get(plain, []) or short

    def _town(self, village: str) -> str:
        return self._names.get(at_level(village, "town"), "")

    def _grid(self, village: str, said: Said) -> Place:
        scope_grid = self._scope_code if level_of(self._scope_code) == "grid" else None
        code = normalise_code(said.code)
        grid_code = code if level_of(code or village) == "grid" else self._find_grid(village, said.grid)
        if (scope_grid and grid_code not in (None, scope_grid)) or (scope_grid and said.grid and not grid_code):
            raise Unplaced(reason=f"网格“{said.grid or code}”不是所选的网格")
        if grid_code or scope_grid or not said.grid:
            return Place(village, grid_code or scope_grid)
        if len(said.grid) > _GRID_NAME_MOST:
            raise Unplaced(reason=f"网格名称太长，最多 {_GRID_NAME_MOST} 个字")
        return Place(village, None, normalise_name(said.grid))

    def _find_grid(self, village: str, said: str) -> str | None:
        if not said:
            return None
        code = normalise_code(said)
        if is_code(code) and level_of(code) == "grid":
            if code in self._names and code.startswith(village):
                return code
            raise Unplaced(reason=f"网格代码 {code} 不在{self._names.get(village, '这个村')}")
        return self._grids[village].get(_grid_form(said))


def _short(name: str) -> str:
    plain = normalise_name(name)
    return _VILLAGE_ENDS.sub("", plain) or plain


def _short_town(name: str) -> str:
    plain = normalise_name(name)
    return _TOWN_ENDS.sub("", plain) or plain


def _grid_form(name: str) -> str:
    """第一网格 and 第一 are one grid."""
    plain = normalise_name(name)
    return plain.removesuffix("网格") or plain
