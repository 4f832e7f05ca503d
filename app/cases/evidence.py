"""The evidence pack of a case: what is known of its home as paper and for machines, with the slips, all named by their digests."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.cases import queries
from app.cases.evidence_paper import paper
from app.cases.homes import show_homes
from app.cases.models import Case
from app.cases.trace import DAMAGED, trace
from app.db import db
from app.divisions.scope import Scope
from app.exports.models import Export
from app.exports.record import stamp_of
from app.households.masking import mask_numbers
from app.paper.printing import print_pdf
from app.paper.report import TEMPLATE
from app.prints.book import County
from app.prints.operations import slip_pdf
from app.seals.disclosure import as_bytes, slip_file
from app.slips.models import Slip
from app.vault.refusals import ValueUnreadable
from app.vault.sealed import CLOSED, going_on

FORMAT, VERSION = "qiaomen-case-evidence", 1
_MANIFEST = "manifest.txt"
_TOLD = "evidence.json"


@dataclass(frozen=True)
class Wanted:
    """Which case and home, as far as whoever asked may see."""

    case: Case
    household_id: UUID | None  # None: somebody said that it is of none on the register
    scope: Scope
    county: County  # for the codes and seals of the slips
    phones: bool  # in full
    id_numbers: bool  # in full


def write(file: IO[bytes], wanted: Wanted, export: Export) -> int:
    """Write the pack; answers how many files are in it."""
    told = gather(wanted, export)
    members = dict(_slips(told, wanted, export))
    members[_TOLD] = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
    members["evidence.pdf"] = _pdf(told, members, export)
    members[_MANIFEST] = manifest(members).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in sorted(members):
            pack.writestr(zipfile.ZipInfo(name, clock.local(export.made_at).timetuple()[:6]), members[name])
    return len(members)


def said_in(pack: bytes) -> str:
    """All that a pack says of the case and its homes, as text. Raises BadZipFile, KeyError where it is none."""
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        return opened.read(_TOLD).decode()


def manifest(members: Mapping[str, bytes]) -> str:
    """The digest of every file, as `sha256sum -c` reads it, and at the end that of the list itself."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(members.items())]
    whole = hashlib.sha256("".join(lines).encode()).hexdigest()
    return "".join(lines) + f"# 以上清单的 SHA-256：{whole}\n"


def gather(wanted: Wanted, export: Export) -> dict[str, Any]:
    """All that the pack says, as JSON has it."""
    case = wanted.case
    shown = queries.show(case)
    home = wanted.household_id and trace(case, wanted.household_id, wanted.scope, wanted.county.key)
    _add_reasons(home["visits"] if home else ())
    homes = show_homes(case, wanted.scope)
    told = {
        "format": FORMAT,
        "version": VERSION,
        "export": {
            "number": export.number,
            "made_at": export.made_at,
            "made_by": f"{export.name}（{export.username}）",
            "reason": export.reason,
        },
        "case": {**shown, **queries.reveal(case, phones=wanted.phones, id_numbers=wanted.id_numbers)},
        "match": homes["match"],
        "former_matches": homes["former"],
        "candidates": homes["items"],
        "waiting": homes["waiting"],
        "home": home,
        # The slips' seals were looked at anew for this very pack: against the county's own key, where that was at hand.
        "checked": {"at": export.made_at, "by_own_key": wanted.county.key is not None},
    }
    found: dict[str, Any] = json.loads(json.dumps(told, default=_plain))
    return found


def _add_reasons(visits: Iterable[dict[str, Any]]) -> None:
    """Why nobody signed, of each slip that says it; none of one that is damaged, which stands among its faults."""
    with_slip = {visit["id"]: visit["slip"] for visit in visits if visit["slip"]}
    query = select(Slip.visit_id, Slip.reason).where(Slip.visit_id.in_(with_slip))
    with going_on():
        rows = db.session.execute(query).tuples().all()
    for visit_id, reason in rows:
        with_slip[visit_id]["reason"] = None if reason is CLOSED else mask_numbers(reason)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _slips(told: dict[str, Any], wanted: Wanted, export: Export) -> list[tuple[str, bytes]]:
    """Each slip as it was sealed, for whoever verifies it, and as paper."""
    found: list[tuple[str, bytes]] = []
    for visit in told["home"]["visits"] if told["home"] else ():
        if visit["slip"] is None:
            continue
        visit_id, name = UUID(visit["id"]), f"slips/{visit['receipt']}"
        files = {f"{name}{end}": data for end, data in _files(visit_id, visit["slip"], wanted, export)}
        visit["slip"]["files"] = sorted(files, reverse=True)
        found += files.items()
    return found


def _files(visit_id: UUID, slip: dict[str, Any], wanted: Wanted, export: Export) -> Iterator[tuple[str, bytes]]:
    """One slip's; one that cannot be read has none, and stands among its faults as that."""
    try:
        if slip["seal"]:
            yield ".json", as_bytes(slip_file(visit_id))
        yield ".pdf", slip_pdf(visit_id, wanted.scope, wanted.county, stamp_of(export).line, export.made_at)
    except ValueUnreadable:
        slip["faults"] = list(dict.fromkeys([*slip["faults"], DAMAGED]))


def _pdf(told: dict[str, Any], members: Mapping[str, bytes], export: Export) -> bytes:
    file = io.BytesIO()
    digests = [(name, hashlib.sha256(data).hexdigest()) for name, data in sorted(members.items())]
    report = paper(told, digests, stamp_of(export).line)
    print_pdf(file, TEMPLATE, [report.document()], title=report.title, at=export.made_at)
    return file.getvalue()
