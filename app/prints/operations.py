"""One slip on paper, with its file inside; one blank one."""

import io
from datetime import datetime
from typing import IO
from uuid import UUID

from app import clock, problems
from app.divisions.scope import Scope
from app.paper.printing import print_pdf
from app.prints import blank, blanks, book, found, gathering, refusals, sheet
from app.prints.book import County
from app.seals.disclosure import paths_of
from app.visits import doors
from app.visits.doors import Wanted

# What is inside a slip's PDF, for the verification page, which takes the PDF itself.
INSIDE = "slip.json"


def slip_pdf(visit_id: UUID, scope: Scope, county: County, stamp: str, at: datetime | None = None) -> bytes:
    """A visit's slip as A4 pages, with slip.json inside once it is sealed; `stamp` stands at the foot of each.

    `scope` is as far as whoever gets it may see. Its seal is looked at anew, and what was found is printed. Whoever
    calls has seen to it that this may be handed out, and records it. Raises not_found where the visit has no slip.
    """
    file = io.BytesIO()
    print_slip(file, visit_id, scope, county, stamp, at or clock.now())
    return file.getvalue()


def print_slip(file: IO[bytes], visit_id: UUID, scope: Scope, county: County, stamp: str, at: datetime) -> None:
    """The same, into a file."""
    wrong = found.wrong([visit_id], county.key)
    told = next(gathering.told([visit_id], scope, wrong), None)
    if told is None:
        raise problems.not_found("这次走访的告知单")
    title = f"{told.title} {told.address} {told.household}"
    its = book.files_of([told], paths_of([visit_id]), INSIDE)
    print_pdf(file, sheet.TEMPLATE, [book.part([told], county, stamp, files=its)], title=title, at=at)
    if its:
        book.seal_pages(file, county, at)


def print_blank(
    file: IO[bytes], household_id: UUID, wanted: Wanted, audience: str | None, stamp: str, at: datetime
) -> None:
    """One household's blank slip; raises no_blank_slip where it is off the register."""
    sheets = list(blanks.blank_sheets(iter(doors.these([household_id], wanted)), wanted, audience))
    if not sheets:
        raise refusals.no_blank_slip()
    title = f"{sheets[0]['title']} {sheets[0]['name']}"
    print_pdf(file, blank.TEMPLATE, [blanks.part(sheets, stamp)], title=title, at=at)
