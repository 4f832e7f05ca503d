"""Blank slips for the doors of a grid or village, or for one."""

from collections.abc import Iterator
from itertools import islice
from typing import IO, Any
from uuid import UUID

from app.campaigns import templates
from app.campaigns.models import Campaign, NoticeTemplate
from app.campaigns.notice import AUDIENCE_OF_KIND, FAMILY
from app.campaigns.operations import get_campaign
from app.exports import record
from app.exports.models import Export
from app.jobs.kinds import Tell
from app.paper.printing import print_pdf
from app.prints import blank, book
from app.prints.blank import Blank
from app.visits import doors
from app.visits.doors import Door, Wanted
from app.walks.queries import Land, land_of


def count(wanted: Wanted) -> int:
    """How many there are to print."""
    return doors.total(wanted)


def title_of(wanted: Wanted, scope: str) -> str:
    """The file's name."""
    return f"{book.name_of(scope)}空白告知单（{get_campaign(wanted.campaign_id).name}）"


def print_blanks(
    file: IO[bytes], export: Export, wanted: Wanted, audience: str | None, tell: Tell | None = None
) -> int:
    """One for each door, in the order of a walking list without its map: by grid and address; answers how many."""
    done = 0

    def documents() -> Iterator[dict[str, Any]]:
        nonlocal done
        every = blank_sheets(doors.every(wanted), wanted, audience)
        while sheets := list(islice(every, book.PART)):
            if tell:
                tell(done)
            yield part(sheets, record.stamp_of(export).line, done)
            done += len(sheets)

    print_pdf(file, blank.TEMPLATE, documents(), title=title_of(wanted, export.scope), at=export.made_at)
    return done


def blank_sheets(every: Iterator[Door], wanted: Wanted, audience: str | None) -> Iterator[dict[str, Any]]:
    """Each door's, worded for an audience, or for whoever usually opens a door of its kind."""
    campaign, land = get_campaign(wanted.campaign_id), land_of(wanted.scope)
    worded = templates.current([campaign.id])[campaign.id]
    return (
        blank.sheet(_blank(door, campaign, _for(audience or AUDIENCE_OF_KIND[door.kind], worded), land))
        for door in every
    )


def _for(audience: str, worded: dict[str, NoticeTemplate]) -> NoticeTemplate:
    """The words for an audience; as on the phone, the family's where there are none."""
    return worded.get(audience) or worded[FAMILY]


def part(sheets: list[dict[str, Any]], stamp: str, begin: int = 0) -> dict[str, Any]:
    """Some of them as one document for print_pdf."""
    return {"title": f"第 {begin + 1}–{begin + len(sheets)} 户", "stamp": stamp, "sheets": sheets}


def _blank(door: Door, campaign: Campaign, template: NoticeTemplate, land: Land) -> Blank:
    household_id: UUID = door.id
    return Blank(
        household_id=household_id,
        template_id=template.id,
        title=template.title,
        body=template.body,
        campaign=campaign.name,
        audience=template.audience,
        version=template.version,
        householder=f"{door.title} {door.householder}" if door.title else door.householder,
        name=f"{door.title}（{door.householder}）" if door.title else door.householder,
        kind=door.kind,
        address=door.address,
        village=land.name(door.stood_in, "village"),
    )
