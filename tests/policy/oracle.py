"""Who may do what, said a second time and in another way: the product and its table are held against this.

It shares no line with either. A route is named as "GET /households/{household_id}", a part of one with #part.
"""

import re
from dataclasses import dataclass

_ALL, _OFFICE, _KEEPERS = (
    "worker village station supervisor admin",
    "village station supervisor admin",
    "village station admin",
)
# The first line that fits a route whole says which roles may.
_WHO = (
    (r"\w+ /sessions?(/password|/\{sign_in_id\})?", _ALL),
    (r"\w+ /second-step|POST /session/code", "station supervisor admin"),
    (r"\w+ /(accounts|forgettings).*", "admin"),
    (r"GET /(audit.*|exports)|POST /exports/trace", "supervisor admin"),
    (r"POST /export-requests/\{request_id\}/withdraw", _OFFICE),
    (r"POST /export-requests/.*|(POST|PUT) /ledger-templates/.*|(PATCH|POST) /campaigns/.*", "admin"),
    (r"POST /export-requests|\w+ /exports/jobs|\w+ /jobs.*|POST /(ledgers|printed-slips)/.*", _OFFICE),
    (r"PUT /blobs/.*", "worker village station admin"),
    (r"\w+ /blobs/.*|POST /sync/push|GET /sync/.*", "worker village"),
    (r"GET /check-rounds(/\{round_id\})?", "station supervisor admin"),
    (r"\w+ /check-rounds.*", "station admin"),
    (r"PUT /cases/goals/.*", "supervisor admin"),
    (r"GET /case(s|-files).*|POST /cases/(search|\{case_id\}/(reveal|evidence))", "station supervisor admin"),
    (r"\w+ /case(s|-files).*", "station admin"),
    (r"POST /households/search", _ALL),
    (r"POST /households/\{household_id\}/reveal", _OFFICE),
    (r"POST /sync/rescue|POST /exclusions(/\{exclusion_id\}/withdraw)?", "worker village station admin"),
    (r"POST /(exclusions|proposals|visits|aside)/.*|PATCH .*#official_households", "station admin"),
    (r"POST /households/\{household_id\}/reveal", _OFFICE),
    (r"(POST|PUT|PATCH|DELETE) .*", _KEEPERS),
    (r"GET /(campaigns|coverage|households|households/\{household_id\}|divisions|divisions/\{code\})", _ALL),
    (r"GET /grades/mine", "worker village"),
    (r"GET /(households/\{household_id\}/)?grades", "station supervisor admin"),
    (r"GET /phones/(owners|enrolments/.*)|GET /pace#workers", _KEEPERS),
    (r"GET .*", _OFFICE),
)
_ONES_OWN = r"\w+ /sessions?\b.*|\w+ /second-step|\w+ /blobs/.*|\w+ /jobs.*"
_OF_ANYWHERE = r"\w+ /campaigns.*|\w+ /ledger-templates/.*|GET /map/base|GET /slip-roots.*|POST /sync/rescue"
_BROUGHT_BY_ME = r"GET /rosters/.*/bad\.xlsx"
_MINE_ALONE = rf"{_BROUGHT_BY_ME}|POST /(exclusions|export-requests|forgettings)/.*/withdraw|GET /grades/mine"
_NOT_MYSELF = (
    r"PATCH /accounts/\{user_id\}|\w+ /accounts/\{user_id\}/(password|second-step)"
    r"|POST /(exclusions|export-requests|forgettings|proposals)/(.*/)?(approve|confirm|refuse)"
)
# Files show them for a reason alone, which tests/exports/test_record.py looks at.
_SHOWS_PHONES = r"GET /sync/.*"
_REVEALS = r"POST /(households|cases)/.*/reveal"
# Asked for more than is theirs, it is taken for what is theirs.
_NARROWED = (
    r"POST /(rosters|case-files)|POST /exports/jobs|POST /export-requests|GET /exports/allowance"
    r"|\w+ /(ledgers/\{ledger\}|printed-slips)/\w+"
)


@dataclass(frozen=True)
class One:
    """Somebody: their role, the division they answer for, the grids they walk, and those they walked until yesterday."""

    name: str
    role: str
    post: str
    walks: tuple[str, ...] = ()
    walked: tuple[str, ...] = ()

    @property
    def reach(self) -> tuple[str, ...]:
        return self.walks if self.role == "worker" else (bare(self.post),)


def bare(code: str) -> str:
    """A division's code without the zeros that say what it is not: its town, its village."""
    if len(code) == 15:
        return code
    return code[:6] if code.endswith("000000") else code[:9] if code.endswith("000") else code


def may(one: One, route: str) -> bool:
    return one.role in next(roles for pattern, roles in _WHO if re.fullmatch(pattern, route)).split()


def judged(one: One, route: str, code: str | None = None, owner: str = "") -> str:
    """refused · absent · own · kept · done, for a thing that lies in a division (None: there is none) and is somebody's."""
    if not may(one, route):
        return "refused"
    if re.fullmatch(_OF_ANYWHERE, route):
        return "done"
    if re.fullmatch(_ONES_OWN, route):
        return "done" if owner == one.name else "absent"
    inside = code is not None and code.startswith(one.reach)
    if re.fullmatch(_NARROWED, route) and code:
        inside = listed(one, route, code) != "absent"
    if route == "POST /sync/push":
        return "done" if inside or (code or "").startswith(one.walked or "-") else "kept"
    mine_alone = re.fullmatch(_MINE_ALONE, route) or (route == "GET /export-requests" and one.role != "admin")
    if not inside or (mine_alone and owner != one.name):
        return "absent"
    return "own" if re.fullmatch(_NOT_MYSELF, route) and owner == one.name else "done"


def listed(one: One, route: str, asked: str | None) -> tuple[str, ...] | str:
    """How far a list goes that is asked for a division (None: for all), or why it is not given."""
    if not may(one, route):
        return "refused"
    if asked is None:
        return one.reach
    want = bare(asked)
    if want.startswith(one.reach):
        return (want,)
    return tuple(mine for mine in one.reach if mine.startswith(want)) or "absent"


def sees_phones(one: One, route: str) -> bool:
    """Their own file has what they wrote into it; who says what for sees one door's; else who calls before they knock."""
    if re.fullmatch(_REVEALS, route):
        return may(one, route)
    calls = one.role in ("worker", "village", "station")
    return re.fullmatch(_BROUGHT_BY_ME if not calls else f"{_BROUGHT_BY_ME}|{_SHOWS_PHONES}", route) is not None


def sees_id_numbers(one: One, route: str) -> bool:
    """Those who look into a case, of one door at a time; and whoever wrote them into a file."""
    if re.fullmatch(_BROUGHT_BY_ME, route):
        return True
    return re.fullmatch(_REVEALS, route) is not None and one.role in ("station", "admin")
