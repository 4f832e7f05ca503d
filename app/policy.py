"""Reads policy.md, the one table of who may do what: every route takes its row from it (pure).

A cell is a few words, joined by a dot. What a cell does not grant is refused, and so is a route without a row.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).with_suffix(".md")

ROLES = {"网格员": "worker", "村": "village", "派出所": "station", "督导": "supervisor", "管理员": "admin"}
NO, OPEN = "—", "公开"
# Where somebody reaches: nowhere, the grids they walk, the division they answer for, all of the county.
Reach = Literal["nowhere", "grids", "division", "county"]
_REACHES: Mapping[str, Reach] = {"网格": "grids", "辖区": "division", "全县": "county"}
# And of what is there: anybody's, their own alone, or another's alone.
Whose = Literal["anybody's", "own", "another's"]
_WHOSE: Mapping[str, Whose] = {"本人": "own", "他人": "another's"}
_PHONES, _ID_NUMBERS, _LATELY, _ENROLLING, _UNENROLLED, _KEYED = "电话", "证件", "近30天", "绑定前", "绑机前", "绑机"

Route = tuple[str, str]  # GET, /api/v1/households/{household_id}


class BadTable(Exception):
    """The table cannot be read, or does not fit the routes; the server does not start."""


@dataclass(frozen=True)
class Grant:
    """What one role may do on one route; by itself, nothing."""

    reach: Reach = "nowhere"
    whose: Whose = "anybody's"
    phones: bool = False  # telephone numbers in full
    id_numbers: bool = False  # ID numbers in full
    lately: bool = False  # also what was in reach in the last 30 days
    enrolling: bool = False  # also before the second step is set up
    unenrolled: bool = False  # also from a phone that has yet to be enrolled
    keyed: bool = False  # from a phone's key alone, whatever app was claimed, where the county demands that

    def suits(self, *, is_own: bool) -> bool:
        """Whether something in reach may be touched, as it is the person's own or another's."""
        return self.whose == "anybody's" or (self.whose == "own") == is_own


NOTHING = Grant()


@dataclass(frozen=True)
class Row:
    """One line of the table; `grants` has only the roles that may."""

    what: str
    is_open: bool
    grants: Mapping[str, Grant]


def read(text: str) -> dict[Route, Row]:
    """The table's rows by route. Raises BadTable."""
    rows: dict[Route, Row] = {}
    roles: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip(" `") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("| ") or len(cells) != 3 + len(ROLES):
            continue
        what, method, path, *words = cells
        if method == "方法":
            roles = [ROLES[name] for name in words]
        elif (method, path) in rows:
            raise BadTable(f"{method} {path} stands twice in {FILE.name}")
        else:
            rows[method, path] = _row(what, dict(zip(roles, words, strict=True)))
    for (method, path), part in rows.items():
        whole = rows.get((method, path.split("#")[0]), part)
        if not part.grants.items() <= whole.grants.items():
            raise BadTable(f"{part.what}: a part grants what the whole does, or nothing")
    return rows


def _row(what: str, words: Mapping[str, str]) -> Row:
    if OPEN in words.values():
        if set(words.values()) != {OPEN}:
            raise BadTable(f"{what}: what is open is open to all")
        return Row(what, is_open=True, grants={})
    return Row(what, is_open=False, grants={role: _grant(what, cell) for role, cell in words.items() if cell != NO})


def _grant(what: str, cell: str) -> Grant:
    words = cell.split("·")
    reach = [_REACHES[word] for word in words if word in _REACHES]
    whose = [_WHOSE[word] for word in words if word in _WHOSE]
    marks = {_PHONES, _ID_NUMBERS, _LATELY, _ENROLLING, _UNENROLLED, _KEYED} & set(words)
    if len(words) != len(reach) + len(whose) + len(marks) or len(reach) > 1 or len(whose) > 1:
        raise BadTable(f"{what}: {cell!r} is not understood")
    if not reach and whose != ["own"]:
        raise BadTable(f"{what}: {cell!r} does not say how far")
    return Grant(
        reach=reach[0] if reach else "nowhere",
        whose=whose[0] if whose else "anybody's",
        phones=_PHONES in marks,
        id_numbers=_ID_NUMBERS in marks,
        lately=_LATELY in marks,
        enrolling=_ENROLLING in marks,
        unenrolled=_UNENROLLED in marks,
        keyed=_KEYED in marks,
    )


TABLE = read(FILE.read_text(encoding="utf-8"))


@cache
def path_of(rule: str) -> str:
    """A route's address as the table writes it: <uuid:visit_id> is {visit_id}."""
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule)


def row_of(method: str, rule: str) -> Row:
    """The row of a route; HEAD is GET without its body, unless it has a row of its own."""
    path = path_of(rule)
    row = TABLE.get((method, path)) or (TABLE.get(("GET", path)) if method == "HEAD" else None)
    if row is None:
        raise BadTable(f"{method} {path} has no row in {FILE.name}")
    return row


def part_of(method: str, rule: str, part: str) -> Row:
    """The row of one thing that a route may be asked for beside others: {code}#official_households."""
    return row_of(method, f"{rule}#{part}")


def complaints(routes: Iterable[tuple[str, str, bool | None]]) -> list[str]:
    """What does not fit, for (method, rule, is open to all; None is unsaid): rows or routes left over, locks left out."""
    found = {(method, path_of(rule)): is_open for method, rule, is_open in routes}
    missing = sorted(found.keys() - TABLE.keys())
    idle = sorted(route for route in TABLE.keys() - found.keys() if (route[0], route[1].split("#")[0]) not in found)
    wrong = sorted(route for route, is_open in found.items() if route in TABLE and TABLE[route].is_open != is_open)
    return [
        *(f"{method} {path} has no row" for method, path in missing),
        *(f"{method} {path} has a row and no route" for method, path in idle),
        *(f"{method} {path} is open in one and guarded in the other" for method, path in wrong),
    ]
