"""周通报 and 月通报: the ranking, the last three, 环比, and the words that a secretary pastes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from app.campaigns.models import Campaign
from app.changes import writing
from app.coverage.figures import Figures
from app.db import db
from app.ledgers import periods, ranking
from app.ledgers.periods import Period
from app.ledgers.ranking import Unit
from tests.conftest import empty_tables
from tests.county import EAST_1, HILL, HILL_1, OTHER_TOWN, TOWN, WEST_1, County, build, register
from tests.ledgers.reading import ledger, lines_of, preview, total_of
from tests.person import Person
from tests.phone import Phone, png


def unit(name: str, covered: int, target: int, **more: object) -> Unit:
    return Unit(code=name, name=name, now=Figures(covered, 0, target - covered), eve=None, gained_before=None, **more)


def ranks(*units: Unit) -> list[tuple[str, int | None, bool]]:
    return [(one.unit.name, one.rank, one.is_last) for one in ranking.rank(units)]


def test_equal_rates_share_a_place_and_the_next_is_left_out():
    assert ranks(unit("a", 1, 2), unit("b", 9, 10), unit("c", 2, 4), unit("d", 1, 4), unit("e", 0, 4)) == [
        ("b", 1, False),
        ("a", 2, True),
        ("c", 2, True),
        ("d", 4, True),
        ("e", 5, True),
    ]


def test_the_last_three_are_marked_and_nobody_where_that_would_be_all_or_all_are_done():
    four = [unit("a", 4, 4), unit("b", 3, 4), unit("c", 2, 4), unit("d", 1, 4)]

    assert [one[0] for one in ranks(*four) if one[2]] == ["b", "c", "d"]
    assert not any(last for _, _, last in ranks(*four[:3]))
    assert not any(last for _, _, last in ranks(*(unit(name, 4, 4) for name in "abcde")))
    assert not any(last for _, _, last in ranks(*(unit(name, 0, 4) for name in "abcde")))
    # Who is done is not among the last, though there be two behind.
    assert [one[0] for one in ranks(*(unit(n, 4, 4) for n in "abc"), *four[2:]) if one[2]] == ["c", "d"]


def test_who_has_nobody_to_visit_has_no_place():
    assert ranks(unit("a", 0, 0), unit("b", 0, 4)) == [("b", 1, False), ("a", None, False)]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (3, None, "—"),  # there was no week before
        (3, 0, "—"),  # nothing can be held against nothing: never 0 %, never without end
        (3, -2, "—"),
        (0, 4, "-100.00%"),
        (4, 4, "0.00%"),
        (5, 4, "+25.00%"),
        (2, 3, "-33.33%"),
        (-1, 4, "-125.00%"),
    ],
)
def test_against_the_period_before(now: int, before: int | None, said: str):
    assert ranking.signed(ranking.change(now, before), "%") == said


def test_what_is_written_can_be_subtracted():
    """74.68 % and 80.00 % are 5.32 points apart, whatever stands behind what is cut."""
    assert ranking.points(Figures(4, 0, 1), Figures(59, 0, 20)) == 8000 - 7468


@pytest.mark.parametrize(
    ("last", "first", "before"),
    [
        (date(2026, 3, 31), date(2026, 3, 1), (date(2026, 2, 1), date(2026, 2, 28))),  # whole against whole
        (date(2026, 3, 30), date(2026, 3, 1), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 3, 15), date(2026, 3, 1), (date(2026, 2, 1), date(2026, 2, 15))),
        (date(2026, 2, 28), date(2026, 2, 1), (date(2026, 1, 1), date(2026, 1, 31))),
        (date(2028, 2, 29), date(2028, 2, 1), (date(2028, 1, 1), date(2028, 1, 31))),
        (date(2026, 1, 1), date(2026, 1, 1), (date(2025, 12, 1), date(2025, 12, 1))),
    ],
)
def test_months_and_the_months_before(last: date, first: date, before: tuple[date, date]):
    assert periods.month(last) == Period(first, last)
    assert periods.month_before(periods.month(last)) == Period(*before)


def test_weeks_over_the_end_of_a_month():
    week = periods.week(date(2026, 3, 5))

    assert week == Period(date(2026, 2, 27), date(2026, 3, 5))
    assert periods.week_before(week) == Period(date(2026, 2, 20), date(2026, 2, 26))


THURSDAY = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


@pytest.fixture
def three_weeks(app: Flask) -> Iterator[County]:
    """A campaign of three weeks until a Thursday: one door in the first, two in the second, one in the third."""
    with time_machine.travel(THURSDAY - timedelta(days=20), tick=False) as travel:
        empty_tables()
        county = build()
        with writing():
            db.session.execute(update(Campaign).values(starts_on=date(2026, 11, 6), drive_on=date(2026, 11, 6)))
        doors = [register(f"新{n}", (EAST_1, WEST_1, HILL_1)[n % 3], f"新路{n}号") for n in range(6)]
        phones = {name: Phone(Person(app, name), county) for name in ("alice", "bob")}
        travel.shift(timedelta(days=1))
        teach(phones["alice"], county.doors["王一"])
        travel.shift(timedelta(days=7))
        teach(phones["alice"], county.doors["李二"])
        teach(phones["bob"], county.doors["赵三"])
        travel.shift(timedelta(days=7))
        teach(phones["alice"], doors[0])
        travel.move_to(THURSDAY)
        yield county


def teach(phone: Phone, door: object) -> None:
    (verdict,) = phone.verdicts(phone.taught(door), blobs=(png(),))
    assert verdict["status"] == "created"


def test_a_week_and_the_week_before(app: Flask, three_weeks: County):
    shown = preview(Person(app, "dora"), "weekly", by="town")

    assert (shown["first"], shown["last"]) == ("2026-11-20", "2026-11-26")
    first, second = lines_of(shown)
    assert first == {
        "排名": "1", "单位": "城关镇", "应访户数": "7", "本期走访（户次）": "1", "累计走访（户次）": "4", "本期签收": "1",
        "本期新增覆盖": "1", "累计覆盖": "4", "未覆盖": "3", "覆盖率": "57.14%", "较上期（百分点）": "+14.29",
        "新增环比": "-50.00%", "备注": "",
    }  # fmt: skip
    assert (second["单位"], second["覆盖率"], second["新增环比"], second["较上期（百分点）"]) == (
        "山前乡", "0.00%", "—", "0.00",
    )  # fmt: skip
    total = total_of(shown)
    assert (total["应访户数"], total["累计覆盖"], total["新增环比"]) == ("10", "4", "-50.00%")
    assert shown["text"] == (
        "截至11月26日（周四）14:00，清溪县“反诈入户宣传”应访10户，已覆盖4户，覆盖率40.00%，较上周提高10.00个百分点，"
        "尚有6户未覆盖。本周入户走访1户次，签收告知单1份，新增覆盖1户，环比下降50.00%。"
        "各乡镇（街道）覆盖率依次为：城关镇（57.14%）、山前乡（0.00%）。"
        "请各乡镇（街道）对照未覆盖名单逐户上门，确保12月6日前完成覆盖率100%的目标。"
    )


def test_a_first_week_has_no_week_before(app: Flask, three_weeks: County):
    """The campaign began on the 6th: of the week to the 12th there is no before, and the one after has no whole one to the 5th."""
    first = total_of(preview(Person(app, "dora"), "weekly", on="2026-11-12"))
    second = total_of(preview(Person(app, "dora"), "weekly", on="2026-11-19"))

    assert (first["较上期（百分点）"], first["新增环比"], first["本期新增覆盖"]) == ("—", "—", "1")
    assert (second["较上期（百分点）"], second["新增环比"], second["本期新增覆盖"]) == ("+20.00", "+100.00%", "2")
    words = preview(Person(app, "dora"), "weekly", on="2026-11-12")["text"]
    assert "环比" not in words
    assert "较上周" not in words
    assert words.startswith("截至11月12日（周四）24时，")


def test_a_past_week_comes_out_the_same_again(app: Flask, three_weeks: County):
    dora, charlie = Person(app, "dora"), Person(app, "charlie")
    before = preview(dora, "weekly", on="2026-11-19")
    with time_machine.travel(THURSDAY + timedelta(days=9)):
        phone = Phone(Person(app, "alice"), three_weeks)
        teach(phone, three_weeks.doors["王一"])
        put_off = Person(app, "erin").patch(
            f"/campaigns/{three_weeks.campaign_id}", deadline_on="2026-12-31", target_percent=90
        )
        assert put_off.status_code == 200, put_off.text
        # But for the day on which it is printed.
        assert preview(dora, "weekly", on="2026-11-19") | {"foot": []} == before | {"foot": []}
        assert [line["单位"] for line in lines_of(preview(charlie, "monthly"))] == ["山前村"]


def test_the_file_says_what_the_page_said(app: Flask, three_weeks: County):
    carol = Person(app, "carol")
    lines, above = ledger(carol, "weekly", scope=TOWN)
    shown = preview(carol, "weekly", scope=TOWN)

    assert (
        [str(line["单位"]) for line in lines]
        == ["桥东村", "桥西村", "合计"]
        == [
            *(line["单位"] for line in lines_of(shown)),
            total_of(shown)["单位"],
        ]
    )
    assert above[0] == "城关镇反诈入户宣传周通报"
    assert set(shown["controls"]) < set(above)


def test_every_figure_is_coverages(app: Flask, three_weeks: County):
    erin = Person(app, "erin")
    for scope, by in ((None, "town"), (TOWN, "village"), (OTHER_TOWN, "village"), (HILL, "grid")):
        for kind in (None, "family", "merchant"):
            for on in ("2026-11-12", "2026-11-26"):
                said = preview(erin, "weekly", scope=scope, by=by, kind=kind, on=on)
                coverage = erin.get("/coverage", scope=scope, by=by, kind=kind, on=on).json
                assert {
                    line["单位"]: (line["应访户数"], line["累计覆盖"], line["未覆盖"]) for line in lines_of(said)
                } == {
                    item["name"]: tuple(str(item[name]) for name in ("target", "covered", "uncovered"))
                    for item in coverage["items"]
                }
                total = coverage["total"]
                assert said["controls"][0].startswith(
                    f"已覆盖 {total['covered']} + 剔除 {total['excluded']} + 未覆盖 {total['uncovered']} = 登记 {total['registered']}"
                )
