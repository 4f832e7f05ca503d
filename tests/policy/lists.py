"""How each list is asked for a division and how far its answer went; and what is somebody's own, or of no place."""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
from werkzeug.test import TestResponse

from tests.coverage.dots import point_of, tile_of
from tests.person import PASSWORD
from tests.phone import png, sha256
from tests.policy.calls import Call
from tests.policy.land import LAT, LON, PEOPLE, Land
from tests.policy.oracle import One, bare
from tests.policy.places import COUNTY
from tests.policy.said import text_of

Seen = set[Any]


def _drawn(answer: TestResponse) -> Seen:
    layers = mapbox_vector_tile.decode(answer.data)
    return {sum(feature["properties"]["n"] for layer in layers.values() for feature in layer["features"])}


@dataclass(frozen=True)
class Listing:
    """What is seen in an answer, and what must be for somebody who reaches these prefixes."""

    path: str
    seen: Callable[[TestResponse], Seen]
    due: Callable[[Land, tuple[str, ...], str | None], Seen]
    query: tuple[tuple[str, Any], ...] = ()
    asks: str = "scope"  # how it is asked for a division; not at all when empty
    fits: tuple[int, ...] = ()  # let in, and then told that it makes no sense there


def _marks(pattern: str) -> Callable[[TestResponse], Seen]:
    return lambda answer: set(re.findall(pattern, text_of(answer)))


def _within(*kinds: str, gone: bool = True) -> Callable[[Land, tuple[str, ...], str | None], Seen]:
    def due(land: Land, prefixes: tuple[str, ...], _asked: str | None) -> Seen:
        marks = [pair for kind in kinds for pair in land.shown[kind]]
        return {mark for mark, code in marks if code.startswith(prefixes) and (gone or "gone" not in mark)}

    return due


def _cases(letter: str) -> Callable[[Land, tuple[str, ...], str | None], Seen]:
    return lambda land, prefixes, asked: {m for m in _within("case")(land, prefixes, asked) if m.startswith(letter)}


def _count(land: Land, prefixes: tuple[str, ...], _asked: str | None) -> Seen:
    return {sum(code.startswith(prefixes) for code in land.doors.values())}


def _visited(land: Land, prefixes: tuple[str, ...], _asked: str | None) -> Seen:
    """One that was taken and one that waits, at each place that there is."""
    there = [place for place in land.relations if place.key != "absent"]
    return {2 * sum(place.code.startswith(prefixes) for place in there)}


def overlaps(code: str, prefixes: Iterable[str]) -> bool:
    """Whether a division (without its zeros) holds some of a reach, or lies in it."""
    return any(code.startswith(prefix) or prefix.startswith(code) for prefix in prefixes)


def _children(land: Land, prefixes: tuple[str, ...], asked: str | None) -> Seen:
    if asked is None:
        return {prefix.ljust(12, "0") for prefix in prefixes}
    return {code for code, (parent, own) in land.tree.items() if parent == asked and overlaps(own, prefixes)}


def _audited(land: Land, prefixes: tuple[str, ...], _asked: str | None) -> Seen:
    asked_for = {COUNTY, *(place.division for place in land.relations if place.key != "absent")}
    return {code for code in asked_for if bare(code).startswith(prefixes)}


def _how_many_cases(land: Land, prefixes: tuple[str, ...], _asked: str | None) -> Seen:
    return {sum(code.startswith(prefixes) for mark, code in land.shown["case"] if mark.startswith("C"))}


def _falling(land: Land, prefixes: tuple[str, ...], _asked: str | None) -> Seen:
    """Goals are of the county and its towns."""
    return {code for code, (_, own) in land.tree.items() if own.startswith(prefixes) and code.endswith("000")} - {
        COUNTY
    }


_DOORS, _PEOPLE = r"Q(?:own|village|sibling|parent|elsewhere|revoked|goneNear|goneFar)Q", r"P[a-z]+P"
_AUDIT = (("who", "ada"), ("action", "list_doors"))
_X, _Y = tile_of(LAT, LON, 12)
# From so far all of them share a dot.
(_FAR_X, _FAR_Y), (_ACROSS, _DOWN) = tile_of(LAT, LON, 5), point_of(LAT, LON, 5)

LISTS: dict[str, Listing] = {
    "GET /households": Listing("/households", _marks(_DOORS), _within("door")),
    "POST /households/search": Listing("/households/search", _marks(_DOORS), _within("door")),
    "GET /exclusions": Listing("/exclusions", _marks(_DOORS), _within("door", gone=False)),
    "GET /aside": Listing(
        "/aside", lambda a: _marks(_DOORS)(a) | {i["id"] for i in a.json["items"] if not i["householder"]},
        _within("door", "loose", gone=False), (("limit", 500),),
    ),
    "GET /paper-slips": Listing("/paper-slips", _marks(_DOORS), _within("door", gone=False), (("limit", 500),)),
    "GET /devices": Listing("/devices", _marks(_PEOPLE), _within("phone")),
    "GET /phones/owners": Listing("/phones/owners", _marks(_PEOPLE), _within("walker"), asks=""),
    "GET /users": Listing("/users", _marks(_PEOPLE), _within("account"), asks=""),
    "GET /accounts": Listing("/accounts", _marks(_PEOPLE), _within("account")),
    "GET /rosters": Listing("/rosters", _marks(r"R\w+?R"), _within("roster"), asks=""),
    "GET /cases": Listing("/cases", _marks(r"C[a-z]+C"), _cases("C"), (("limit", 500),)),
    "GET /proposals": Listing("/proposals", _marks(r"N[a-z]+N"), _within("proposal")),
    "GET /check-rounds": Listing("/check-rounds", lambda a: {i["id"] for i in a.json["items"]}, _within("check")),
    "POST /cases/search": Listing("/cases/search", _marks(r"C[a-z]+C"), _cases("C"), (("limit", 500), ("q", "C"))),
    "GET /case-files": Listing("/case-files", _marks(r"F[a-z]+F"), _cases("F"), asks=""),
    "GET /forgettings": Listing("/forgettings", _marks(_DOORS), _within("door", gone=False), asks=""),
    # A grid alone has no figures: of which grid a case is follows from a home, for some of a village's.
    "GET /cases/figures": Listing("/cases/figures", lambda a: {a.json["total"]["cases"]}, _how_many_cases, fits=(422,)),
    "GET /cases/figures.xlsx": Listing(
        "/cases/figures.xlsx", lambda a: {int(re.findall(r"= 合计 (\d+) 起", text_of(a))[0])}, _how_many_cases, fits=(422,)
    ),
    "GET /cases/comparison": Listing(
        "/cases/comparison", lambda a: {sum(i["cases"] for i in a.json["villages"]["items"])}, _how_many_cases, fits=(422,)
    ),
    "GET /cases/goals": Listing(
        "/cases/goals", lambda a: {i["code"] for i in a.json["items"] if i["level"] == "town"}, _falling, fits=(422,)
    ),
    "GET /divisions": Listing("/divisions", lambda a: {i["code"] for i in a.json["items"]}, _children, asks="parent"),
    "GET /divisions/vanished": Listing("/divisions/vanished", _marks(r"V\d+V"), _within("gone"), asks=""),
    "GET /coverage": Listing("/coverage", lambda a: {a.json["total"]["registered"]}, _count),
    "GET /coverage/lessons": Listing("/coverage/lessons", lambda a: {a.json["total"]["registered"]}, _count),
    "GET /denominator": Listing("/denominator", lambda a: {a.json["total"]["registered"]}, _count),
    "GET /grades": Listing("/grades", lambda a: {sum(i["visits"] for i in a.json["items"])}, _visited),
    "GET /pace": Listing("/pace", lambda a: {a.json["total"]["registered"]}, _count),
    "GET /pace#workers": Listing(
        "/pace", lambda a: {sum(line["registered"] for line in a.json["items"])}, _count, (("by", "worker"),)
    ),
    "GET /map/divisions": Listing(
        "/map/divisions", lambda a: {sum(f["properties"]["registered"] for f in a.json["features"])}, _count
    ),
    "GET /tiles/doors/{z}/{x}/{y}.mvt": Listing(f"/tiles/doors/12/{_X}/{_Y}.mvt", _drawn, _count),
    "GET /tiles/doors/{z}/{x}/{y}/{across}/{down}": Listing(
        f"/tiles/doors/5/{_FAR_X}/{_FAR_Y}/{_ACROSS}/{_DOWN}", _marks(_DOORS), _within("door")
    ),
    "GET /exports/uncovered.xlsx": Listing("/exports/uncovered.xlsx", _marks(_DOORS), _within("door")),
    "GET /exports/uncovered.csv": Listing("/exports/uncovered.csv", _marks(_DOORS), _within("door")),
    "GET /exports/walk.pdf": Listing("/exports/walk.pdf", _marks(_DOORS), _within("door")),
    "GET /ledgers/{ledger}": Listing("/ledgers/households", _marks(_DOORS), _within("door"), (("limit", 100),)),
    "GET /ledgers/{ledger}.xlsx": Listing("/ledgers/households.xlsx", _marks(_DOORS), _within("door")),
    "GET /kept-ledgers": Listing("/kept-ledgers", _marks(r"K\w+?K"), _within("kept"), (("limit", 500),)),
    "GET /exports": Listing("/exports", _marks(r"X\w+?X"), _within("export"), (("limit", 500),), asks=""),
    "GET /sync/snapshot": Listing("/sync/snapshot", _marks(_DOORS), _within("door"), asks=""),
    "GET /sync/pull": Listing("/sync/pull", _marks(_DOORS), _within("door"), asks=""),
    "GET /audit": Listing("/audit", lambda a: {i["scope"] for i in a.json["items"]}, _audited, _AUDIT),
    "GET /audit.csv": Listing("/audit.csv", _marks(r"9911\d{8,11}"), _audited, _AUDIT),
}  # fmt: skip

Own = Callable[[Land, One, str], Call | None]


def _code(path: str) -> Own:
    return lambda _land, _one, whose: Call(path, json={"code": "000000"}, fits=(401, 409)) if whose == "own" else None


def _blob(land: Land, one: One, whose: str) -> Call | None:
    return Call(f"/blobs/{_whose(land, one, whose, 'blob')}")


def _piece(land: Land, one: One, whose: str) -> Call | None:
    """A first piece of what only a name is known of."""
    headers = {"Upload-Offset": "0", "Upload-Length": "20"}
    return Call(f"/blobs/{_whose(land, one, whose, 'blob')}", data=b"0123456789", headers=headers)


def _whole(land: Land, one: One, whose: str) -> Call | None:
    """Whoever has the bytes may bring them, whosever they are."""
    if whose != "own":
        return None
    number = [person.name for person in PEOPLE].index(one.name)
    return Call(f"/blobs/{sha256(png(200 + number))}", data=png(200 + number))


def _whose(land: Land, one: One, whose: str, what: str) -> str:
    near = one.post.startswith("9911011") or one.post.endswith("000000")
    other = {"another's": "val" if near else "vic", "elsewhere": "vic" if near else "val", "own": one.name}
    if whose == "absent":
        return "0" * 64 if what == "blob" else "00000000-0000-7000-8000-000000000000"
    name = other[whose]
    if name == one.name and whose != "own":
        name = {"val": "ann", "vic": "ben"}[name]
    return land.mine[name, what]


def _file(end: str = "", **said: Any) -> Own:
    """A file that was made in the background, of one's own or of somebody else in the office."""

    def call(land: Land, one: One, whose: str) -> Call | None:
        others = {
            "own": one.name,
            "another's": "sam" if one.name != "sam" else "sue",
            "elsewhere": "sid" if one.name != "sid" else "abe",
        }
        job = land.mine.get((others.get(whose, ""), "job"), "00000000-0000-7000-8000-000000000000")
        return Call(f"/jobs/{job}{end}", **said)

    return call


def _leaked(_land: Land, _one: One, whose: str) -> Call | None:
    """A list that is nobody's."""
    file = (io.BytesIO("王五,8号".encode()), "外泄.csv")
    return Call("/exports/trace", data={"file": file}, form=True) if whose == "own" else None


def _campaign(end: str = "", **said: Any) -> Own:
    def call(land: Land, _one: One, whose: str) -> Call | None:
        return Call(f"/campaigns/{land.county.campaign_id}{end}", **said) if whose == "own" else None

    return call


# The second one that says the same is let in, and told so.
_WORDS = {"title": "告知单", "body": "{householder}：防骗打 96110，被骗打 110。"}


def _form(_land: Land, _one: One, whose: str) -> Call | None:
    """Let in, and then told that it is none."""
    file = (io.BytesIO(b"PK"), "样表.xlsx")
    path = "/ledger-templates/villages"
    return Call(path, data={"file": file}, form=True, fits=(422,)) if whose == "own" else None


def _plain(path: str, **said: Any) -> Own:
    return lambda _land, _one, whose: Call(path, **said) if whose == "own" else None


OWN: dict[str, Own] = {
    "GET /session": lambda at, one, w: Call("/session", shows=f"P{one.name}P") if w == "own" else None,
    "DELETE /session": _plain("/session"),
    "GET /sessions": lambda at, one, w: Call("/sessions", shows=at.mine[one.name, "session"]) if w == "own" else None,
    "DELETE /sessions": _plain("/sessions"),
    "DELETE /sessions/{sign_in_id}": lambda at, one, w: Call(f"/sessions/{_whose(at, one, w, 'session')}"),
    "PUT /session/password": _plain("/session/password", json={"old": PASSWORD, "new": "明月松间照清泉石上流"}),
    "POST /second-step": _code("/second-step"),
    "PUT /second-step": _code("/second-step"),
    "POST /session/code": _code("/session/code"),
    "HEAD /blobs/{sha256}": _blob,
    "PATCH /blobs/{sha256}": _piece,
    "PUT /blobs/{sha256}": _whole,
    "GET /campaigns": _plain("/campaigns", shows="行动"),
    "GET /campaigns/{campaign_id}": _campaign(shows="行动"),
    "PATCH /campaigns/{campaign_id}": _campaign(json={"target_percent": 95}, shows="行动"),
    "GET /campaigns/{campaign_id}/templates": _campaign("/templates", shows="告知单"),
    "POST /campaigns/{campaign_id}/templates": _campaign(
        "/templates", json={**_WORDS, "audience": "family", "teaches": ["loan"]}, fits=(409,)
    ),
    "POST /campaigns/{campaign_id}/templates/preview": _campaign("/templates/preview", json=_WORDS, shows="96110"),
    "GET /map/base": _plain("/map/base", shows="天地图"),
    "GET /audit/state": _plain("/audit/state"),
    "GET /slip-roots": _plain("/slip-roots", shows="total"),
    "GET /slip-roots/{number}.json": _plain("/slip-roots/1.json", shows=b"record"),
    "GET /slip-roots/{number}.txt": _plain("/slip-roots/1.txt", shows="总账"),
    "GET /grades/mine": _plain("/grades/mine", shows="first_on"),
    "GET /jobs": lambda at, one, w: Call("/jobs", shows=at.mine.get((one.name, "job"), "")) if w == "own" else None,
    "GET /jobs/{job_id}": _file(shows="done"),
    "DELETE /jobs/{job_id}": _file(shows="kept_until"),
    "GET /jobs/{job_id}/file": _file("/file", shows=b"PK"),
    "GET /export-requests": _plain("/export-requests"),
    "POST /exports/trace": _leaked,
    # The same way as the workbook, and dear: once for each person.
    "GET /ledgers/{ledger}.pdf": _plain("/ledgers/villages.pdf", shows="分村台账"),
    "GET /ledger-templates/{ledger}": _plain("/ledger-templates/villages", shows="分村台账"),
    "GET /ledger-templates/{ledger}.xlsx": _plain("/ledger-templates/villages.xlsx", shows="分村台账"),
    "POST /ledger-templates/{ledger}": _form,
    "PUT /ledger-templates/{ledger}/{version}": _plain("/ledger-templates/villages/0"),
}
