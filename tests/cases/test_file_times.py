"""When a case happened is read as it was written, and an end that was left open is never closed in silence."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
import xlsxwriter

from app import clock
from tests.cases.brought import Brought, cases
from tests.cases.desk import HEADER, PHONE, after, ago, knock, row, workbook
from tests.county import EAST_1, register
from tests.person import Person
from tests.phone import Phone


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (datetime.fromisoformat("2026-01-02 14:05:30"), "2026-01-02T06:05", "2026-01-02T06:05"),
        (datetime.fromisoformat("2026-01-02"), "2026-01-01T16:00", "2026-01-02T15:59"),
        ("2026/1/2 14:05", "2026-01-02T06:05", "2026-01-02T06:05"),
        ("2026年1月2日14时5分", "2026-01-02T06:05", "2026-01-02T06:05"),
        ("2026年1月2日14时", "2026-01-02T06:00", "2026-01-02T06:00"),
        ("2026.1.2", "2026-01-01T16:00", "2026-01-02T15:59"),
        ("２０２６-01-02　14：05", "2026-01-02T06:05", "2026-01-02T06:05"),
        ("2026-01-02 14:05-16:30", "2026-01-02T06:05", "2026-01-02T08:30"),
        ("2026-01-02 14:05 至 2026-01-03 02:00", "2026-01-02T06:05", "2026-01-02T18:00"),
        ("2026年1月2日-2026年1月4日", "2026-01-01T16:00", "2026-01-04T15:59"),
        ("2026-01-02至2026-01-04", "2026-01-01T16:00", "2026-01-04T15:59"),
        ("2026-01-02 ~ 2026-01-04", "2026-01-01T16:00", "2026-01-04T15:59"),
        ("2026-01-02－2026-01-04", "2026-01-01T16:00", "2026-01-04T15:59"),
        ("2026-01-02——2026-01-04", "2026-01-01T16:00", "2026-01-04T15:59"),
        ("2026-01-02 14时-16时", "2026-01-02T06:00", "2026-01-02T08:00"),
        ("2026年1月2日14-16时", "2026-01-02T06:00", "2026-01-02T08:00"),
        ("2026年1月2日下午2点", "2026-01-02T06:00", "2026-01-02T06:00"),
        ("2026-01-02 下午2点半至4点", "2026-01-02T06:30", "2026-01-02T08:00"),
        ("2026-01-02 凌晨12点", "2026-01-01T16:00", "2026-01-01T16:00"),
        ("2026-01-02 14时许", "2026-01-02T05:00", "2026-01-02T07:00"),
        ("2026年1月2日至5日", "2026-01-01T16:00", "2026-01-05T15:59"),
        ("2026年1月2日14时至2月5日9时", "2026-01-02T06:00", "2026-02-05T01:00"),
        ("2026-01-02T14:05:00+08:00", "2026-01-02T06:05", "2026-01-02T06:05"),
        ("2026-01-02T06:05:59.5Z", "2026-01-02T06:05", "2026-01-02T06:05"),
    ],
)
def test_a_time_is_read_as_it_is_written(carol: Person, written: Any, first: str, last: str):
    (only,) = Brought(carol, dated(written)).rows

    assert (only["verdict"], only["happened_from"], only["happened_until"]) == (
        "new",
        f"{first}:00+00:00",
        f"{last}:00+00:00",
    ), only


def at_times(happened: str, until: str = "", reported: str = "") -> bytes:
    """A file of one row with these three times."""
    header = "受害人,案发时间,案发时间（止）,报案时间,类型,村"
    text = f"{header}\n孙五,{happened},{until},{reported},刷单返利,桥东村\n"
    return text.encode()


def test_an_end_left_open_is_open_until_the_report(carol: Person):
    (only,) = Brought(carol, at_times("2026-01-02 14:00 至", reported="2026-01-04 09:30"), name="x.csv").rows

    assert (only["verdict"], only["happened_from"], only["happened_until"]) == (
        "new",
        "2026-01-02T06:00:00+00:00",
        "2026-01-04T01:30:00+00:00",
    )
    assert "没有写到什么时候为止，按到报案时为止录入" in only["reason"]


def test_an_end_left_open_is_closed_by_its_own_column(carol: Person):
    (only,) = Brought(carol, at_times("2026-01-02 14:00 至", "至 2026-01-02 16:00"), name="x.csv").rows

    assert (only["verdict"], only["happened_until"]) == ("new", "2026-01-02T08:00:00+00:00")


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        ("2026-01-02 14:00 至", "没有写到什么时候为止"),
        ("2026-01-02 14:00——", "没有写到什么时候为止"),
        ("至 2026-01-02 14:00", "没有写从什么时候开始"),
        ("~ 2026-01-02", "没有写从什么时候开始"),
        ("至 14:00", "没有写年月日"),
        ("2026-01-02 晚上1点", "说不清是哪一天的夜里"),
        ("2026-01-02 上午9点至3点", "起止颠倒"),
        ("2026-02-30T14:05:00+08:00", "没有这一天"),
    ],
)
def test_an_end_that_nothing_tells_keeps_the_row_out(carol: Person, happened: str, why: str):
    (only,) = Brought(carol, at_times(happened), name="x.csv").rows

    assert (only["verdict"], why in only["reason"]) == ("bad", True), only["reason"]


def test_a_visit_within_an_open_end_cannot_be_told(carol: Person, phone: Phone):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    knock(phone, home)
    with after(days=1):
        begun, reported = (f"{clock.local(clock.now() - timedelta(hours=h)):%Y-%m-%d %H:%M}" for h in (48, 1))
        Brought(carol, at_times(f"{begun} 至", reported=reported), name="x.csv").commit()
        (case,) = cases(carol)
        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
        assert cases(carol)[0]["verdict"] == "unclear"


def dated(written: Any) -> bytes:
    """A workbook whose dates are dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, form = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, row("孙五", "", **{"户/村": "桥东村"}))
        if isinstance(written, datetime):
            sheet.write_datetime(1, 0, written, form)
        else:
            sheet.write_string(1, 0, written)
    return out.getvalue()


def test_a_day_that_is_not_over_is_open_until_now(carol: Person):
    today = ago(minutes=0)[:10]
    (only,) = Brought(carol, workbook(HEADER, row("孙五", today, **{"户/村": "桥东村"}))).rows

    assert only["verdict"] == "new"
    assert datetime.fromisoformat(only["happened_until"]) <= datetime.fromisoformat(ago(minutes=0))
