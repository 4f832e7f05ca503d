"""The work as the product does it: through HTTP, or by the command an operator runs."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import xlsxwriter
from flask import Flask
from sqlalchemy import select

from app import clock
from app.campaigns.operations import create_campaign, current_campaign, current_template
from app.changes import writing
from app.db import db
from app.demo.county import DIVISIONS
from app.divisions.edition import import_edition
from app.divisions.models import Assignment, Division
from app.households.models import Household
from app.people.operations import create_user
from app.rosters.command import import_roster
from tests.bench.figures import seconds
from tests.county import County
from tests.person import PASSWORD, Person
from tests.phone import Phone

COUNTY = "341825000000"
BATCH = 50
SIGNATURE_BYTES = 10_000


def make_county() -> list[str]:
    """The real divisions, a campaign, an office account and a walking one; answers the villages' codes."""
    with writing():
        import_edition(DIVISIONS.read_bytes())
        today = clock.today()
        create_campaign(name="量一量", starts_on=today, deadline_on=today)
        villages = db.session.scalars(select(Division.code).where(Division.level == "village")).all()
        create_user(username="desk", password=PASSWORD, name="督导", role="supervisor", scope=COUNTY, is_demo=True)
        create_user(username="phone", password=PASSWORD, name="网格员", role="worker", scope=COUNTY)
    return list(villages)


def write_roster(path: Path, villages: list[str], households: int) -> Path:
    """A workbook as a county brings it: one row a household, with its village's code and a grid."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, ("户主姓名", "联系电话", "区划代码", "网格", "详细地址", "户号", "家庭人数"))
        for number in range(households):
            village = villages[number % len(villages)]
            place = number // len(villages)
            sheet.write_row(
                number + 1,
                0,
                (
                    f"住户{number}",
                    f"1380000{number % 10000:04}",
                    village,
                    f"第{place // 150 + 1}网格",
                    f"{place // 40 + 1}组{place % 40 + 1}号",
                    f"H{number:06}",
                    str(number % 5 + 1),
                ),
            )
    return path


def people(app: Flask) -> tuple[Person, Person]:
    return Person(app, "desk"), Person(app, "phone")


def imported(roster: Path) -> float:
    """Seconds to read, judge and take the roster."""

    def take() -> None:
        progress = list(import_roster(roster, COUNTY))
        assert progress[-1].state == "committed", progress[-1]

    return seconds(take)


def pushed(phone: Person, visits: int) -> float:
    """Seconds to hand in signed visits, fifty a request, each with a signature of its own."""
    ready = list(batches(phone, visits))

    def push() -> None:
        for device, items, blobs in ready:
            verdicts = device.verdicts(*items, blobs=blobs)
            assert {verdict["status"] for verdict in verdicts} == {"created"}

    return seconds(push)


def batches(phone: Person, visits: int) -> Iterator[tuple[Phone, list[dict], tuple[bytes, ...]]]:
    """Signed visits to as many doors, fifty at a time, by somebody who walks every grid."""
    campaign = current_campaign()
    _let_walk_everywhere(UUID(phone.id))
    device = Phone(phone, County(campaign.id, current_template(campaign.id).id))
    doors = db.session.scalars(select(Household.id).limit(visits)).all()
    for start in range(0, len(doors), BATCH):
        blobs = tuple(b"\x89PNG\r\n\x1a\n" + os.urandom(SIGNATURE_BYTES) for _ in doors[start : start + BATCH])
        items = [device.taught(door, blob) for door, blob in zip(doors[start : start + BATCH], blobs, strict=True)]
        yield device, items, blobs


def _let_walk_everywhere(user_id: UUID) -> None:
    walked = select(Assignment.grid_code).where(Assignment.user_id == user_id)
    grids = select(Division.code).where(Division.level == "grid", Division.code.not_in(walked))
    with writing():
        for grid in db.session.scalars(grids).all():
            db.session.add(Assignment(grid_code=grid, user_id=user_id, since=clock.now()))


def covered(desk: Person) -> float:
    """Seconds for the figures of every village."""
    return seconds(lambda: desk.get("/coverage", by="village"), times=9)


def exported(desk: Person) -> float:
    """Seconds for the whole workbook of doors not reached."""

    def fetch() -> None:
        with desk.get("/exports/uncovered.xlsx") as answer:
            assert len(answer.data) > 10_000

    return seconds(fetch)
