"""Cases as the office brings them in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import time_machine
from sqlalchemy import select

from app import clock
from app.campaigns.models import NoticeTemplate
from app.campaigns.notice import Door, fill
from app.db import db
from app.slips.ways import WAYS
from tests.county import EAST, County
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.rosters.desk import workbook

__all__ = [
    "HEADER",
    "ID_NUMBER",
    "PHONE",
    "after",
    "ago",
    "knock",
    "known",
    "row",
    "said",
    "taken",
    "worded",
    "workbook",
]

PHONE, ID_NUMBER = "13912345678", "34182519900101123X"


def ago(**back: float) -> str:
    """A whole minute of the past, as the wire writes it."""
    return (clock.now() - timedelta(**back)).replace(second=0, microsecond=0).isoformat()


def said(**said: Any) -> dict[str, Any]:
    """A case that nothing is wrong with."""
    return {"victim": "孙五", "village": EAST, "fraud": "loan", "happened_from": ago(days=3), **said}


def taken(person: Person, **parts: Any) -> dict[str, Any]:
    """A case that was taken in."""
    answer = person.post("/cases", **said(**parts))
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json
    return case


HEADER = (
    "案发时间",
    "受害人",
    "电话",
    "身份证号",
    "详细地址",
    "案件类型",
    "损失金额（元）",
    "户/村",
    "立案编号",
    "备注",
)


def row(victim: str, when: Any = "2026-01-02 14:05", kind: str = "虚假贷款", **more: Any) -> tuple[Any, ...]:
    """A row under HEADER."""
    columns = {"案发时间": when, "受害人": victim, "案件类型": kind, **more}
    return tuple(columns.get(label.removesuffix("（元）"), "") for label in HEADER)


def known(minutes: float = 1) -> dict[str, Any]:
    """A phone's clocks when it saw the server so long before it made a visit: that was not earlier, then."""
    seen = clock.now() - timedelta(minutes=minutes)
    anchor = {"server_time": seen.isoformat(), "mono_ms": 1000, "boot_id": "boot-1"}
    return {"clock_anchor": anchor, "mono_ms": 1000 + int(minutes * 60_000)}


def knock(phone: Phone, door: UUID, outcome: str = "taught", **body: Any) -> str:
    """A visit that was made just now and handed in at once; a taught one with its signature."""
    body = {**known(), **body}
    made = phone.taught(door, png(), **body) if outcome == "taught" else phone.visit(door, outcome, **body)
    (verdict,) = phone.verdicts(made, blobs=(png(),))
    assert verdict["status"] == "created", verdict
    return str(made["id"])


def worded(county: County, way: str = "signed", **door: str) -> dict[str, str]:
    """A slip's text as the phone fills it: the county's own notice, and the closing words of its way."""
    told = {"householder": "孙五", "address": "桥东村5号", "village": "桥东村", "worker": "Alice", **door}
    body = db.session.scalars(select(NoticeTemplate.body).where(NoticeTemplate.id == county.template_id)).one()
    text = f"{fill(body, Door(**told, day=clock.today()))}\n\n{WAYS[way].closing}"
    return {"text": text, "text_sha256": sha256(text)}


def after(**later: float) -> Any:
    """So much later than now."""
    return time_machine.travel(clock.now() + timedelta(**later), tick=True)
