"""What is said of a case is no more exact than what is known."""

from app.cases.evidence_times import end, interval
from tests.cases.desk import after, ago, knock, taken, worded
from tests.cases.test_trace import trace
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone


def test_of_a_fraud_that_is_none_of_the_kinds_nobody_can_tell_whether_it_was_taught(
    county: County, alice: Person, carol: Person
):
    home = register("孙五", EAST_1, "桥东村5号")
    knock(Phone(alice, county), home, slip=worded(county))
    with after(days=1):
        case = taken(carol, fraud="other", happened_from=ago(hours=3))
        (visit,) = trace(carol, case, home)["visits"]

    assert visit["slip"]["teaches_it"] is None
    assert visit["slip"]["teaches_said"].startswith("不能确定：案件类型是“其他”")


def test_the_end_of_an_interval_is_never_said_earlier_than_it_is():
    day = "2026-11-26T"
    assert interval(f"{day}04:20:10+08:00", f"{day}04:21:19+08:00") == "2026-11-26 04:20 至 2026-11-26 04:22"
    assert interval(f"{day}04:21:10+08:00", f"{day}04:21:19+08:00") == "2026-11-26 04:21"
    assert end(f"{day}04:21:00+08:00") == "2026-11-26 04:21"
    assert end(f"{day}23:59:00.5+08:00") == "2026-11-27 00:00"
