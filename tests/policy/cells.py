"""The cells of the matrix: who asks for what, lying where and being whose, and what must come of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.policy import oracle
from tests.policy.calls import BY_PLACE, Call
from tests.policy.land import PEOPLE, Land
from tests.policy.lists import LISTS, OWN, Seen, overlaps
from tests.policy.myself import MYSELF
from tests.policy.oracle import One, judged, listed
from tests.policy.said import text_of

_EVERYWHERE = {"GET /campaigns", "GET /audit/state", "GET /export-requests", "POST /exports/trace"} | {
    "GET /ledgers/{ledger}.pdf"
}
_HARMLESS = {"GET", "HEAD"}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\d{12,15}")
_OWN_TWICE = {"own_account", "own_exclusion", "own_proposal", "own_export_request", "own_forgetting"}


@dataclass
class Cell:
    """One request, what must come of it, and how far its list must go (None: it is no list)."""

    route: str
    one: One
    relation: str
    call: Call
    expected: str
    due: Seen | None = None
    variant: str = ""

    @property
    def name(self) -> str:
        return f"{self.route} {self.variant} as {self.one.name} ({self.one.role}), {self.relation}"


def cells(land: Land) -> Iterator[Cell]:
    """All of them."""
    for one in PEOPLE:
        yield from _of_places(land, one)
        yield from _of_lists(land, one)
        yield from _of_ones_own(land, one)


def _of_places(land: Land, one: One) -> Iterator[Cell]:
    for route, variants in BY_PLACE.items():
        for variant in variants:
            for place in land.relations:
                # A division that is not there holds no doors, in whose reach its code would lie: none are moved.
                is_there = place.key != "absent" or variant.name == "from"
                code = variant.code(land, one, place) if is_there else None
                owner = "" if place.key == "absent" else variant.owner(land, one, place)
                expected = judged(one, route, code, owner)
                yield Cell(route, one, place.key, variant.call(land, one, place), expected, variant=variant.name)


def _of_lists(land: Land, one: One) -> Iterator[Cell]:
    for route, listing in LISTS.items():
        for place in [None, *(land.relations if listing.asks else [])]:
            asked = place.division if place else None
            query = dict(listing.query) | ({listing.asks: asked} if asked else {})
            reach = listed(one, route, asked)
            if route == "GET /divisions" and place and place.key == "absent" and reach != "refused":
                reach = "absent"
            due = listing.due(land, reach, asked) if isinstance(reach, tuple) else None
            expected = "done" if isinstance(reach, tuple) else reach
            # What is sought is sent, and stands in no address.
            said = {"json": query} if route.startswith("POST") else {"query": query}
            call = Call(listing.path, fits=listing.fits, **said)
            yield Cell(route, one, place.key if place else "all", call, expected, due)


def _of_ones_own(land: Land, one: One) -> Iterator[Cell]:
    for route, make in OWN.items():
        for whose in ("own", "another's", "elsewhere", "absent"):
            if call := make(land, one, whose):
                where = _where(one, route)
                expected = judged(one, route, where, one.name if whose == "own" else whose)
                yield Cell(route, one, whose, call, expected)
    for route, make in MYSELF.items():
        call = make(land, one, "own")
        assert call is not None
        yield Cell(route, one, "myself", call, judged(one, route, one.post, one.name))


def _where(one: One, route: str) -> str | None:
    """Where one's own lies that lies somewhere."""
    if route == "GET /grades/mine":
        return next(iter(one.reach), None)
    return one.post if route in _EVERYWHERE else None


def came_of(cell: Cell, answer: TestResponse) -> str:
    """What came of it, in the oracle's words."""
    problem = answer.headers.get("X-Problem", "")
    if answer.status_code == 403 and problem == "not_allowed":
        return "refused"
    if answer.status_code == 404 or (cell.route == "PATCH /blobs/{sha256}" and answer.status_code == 204):
        return "absent"
    if problem in _OWN_TWICE:
        return "own"
    if cell.route == "POST /sync/push" and answer.status_code == 200:
        return "done" if answer.json["results"][0]["status"] == "created" else "kept"
    return "done" if answer.status_code < 300 or answer.status_code in cell.call.fits else str(answer.status_code)


def complaints(land: Land, cell: Cell, answer: TestResponse) -> Iterator[str]:
    """What is wrong with an answer: another than is due, too much in it, or too little."""
    came, text = came_of(cell, answer), text_of(answer)
    if came != cell.expected:
        yield f"{cell.name}: {came} and not {cell.expected} ({answer.status_code} {text[:90]})"
        return
    if came == "done" and answer.status_code < 300:
        yield from _too_little(cell, answer, text)
    yield from (f"{cell.name}: shows {leak}" for leak in _leaks(land, cell, text))


def _too_little(cell: Cell, answer: TestResponse, text: str) -> Iterator[str]:
    shows = cell.call.shows
    if shows and shows not in (text if isinstance(shows, str) else answer.data):
        yield f"{cell.name}: does not show {shows!r}"
    if cell.due is not None:
        seen = LISTS[cell.route].seen(answer)
        if seen != cell.due:
            yield f"{cell.name}: lists {sorted(seen)} and not {sorted(cell.due)}"
    page = answer.json if answer.is_json and answer.data else {}
    if (
        "items" in page
        and isinstance(page.get("total"), int)
        and not page["next"]
        and page["total"] != len(page["items"])
    ):
        yield f"{cell.name}: counts {page['total']} and lists {len(page['items'])}"
    if cell.due and oracle.sees_phones(cell.one, cell.route) and not re.search("13800[0-9]{6}", text):
        yield f"{cell.name}: shows no telephone number"


def _leaks(land: Land, cell: Cell, text: str) -> Iterator[str]:
    """Marks of places out of reach, and numbers that this person sees masked; whatever the route."""
    reach = cell.one.reach
    marks = {mark: code for kind in ("door", "roster", "grid") for mark, code in land.shown[kind]}
    marks |= {f"L{place.key}L": place.post for place in land.relations}
    yield from (mark for mark, code in marks.items() if mark in text and not code.startswith(reach))
    yield from (f"door {door}" for door, code in land.doors.items() if door in text and not code.startswith(reach))
    yield from (mark for mark, code in land.shown["village"] if mark in text and not overlaps(code, reach))
    if not oracle.sees_phones(cell.one, cell.route):
        yield from re.findall(r"\b13[89]00[0-9]{6}\b", text)
    if not oracle.sees_id_numbers(cell.one, cell.route):
        yield from re.findall(r"110101199003077758", text)


def faceless(answer: TestResponse) -> str:
    """An answer without the ids that were asked for, as it must be for everything out of reach and for what is not there."""
    return (
        f"{answer.status_code} {_ID.sub('*', answer.data.decode(errors='replace'))} {answer.headers.get('X-Problem')}"
    )


def changes(cell: Cell, answer: TestResponse) -> bool:
    return cell.route.split()[0] not in _HARMLESS and answer.status_code < 300
