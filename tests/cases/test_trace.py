"""Tracing a home back to the time of a case, whatever became of it since."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from app import clock
from app.db import db
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from tests.asking import ask
from tests.cases.desk import ID_NUMBER, PHONE, after, ago, knock, taken, worded
from tests.county import EAST, EAST_1, WEST_1, County, register
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.rosters.desk import HEADER, Import, door, workbook
from tests.seals.sealed import seal


def trace(person: Person, case: dict[str, Any], home: UUID) -> dict[str, Any]:
    answer = person.get(f"/cases/{case['id']}/homes/{home}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def orders(traced: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(visit["outcome"], visit["order"], visit["counts"]) for visit in traced["visits"]]


def marked(traced: dict[str, Any]) -> list[list[str]]:
    return [[mark["mark"] for mark in visit["marks"]] for visit in traced["visits"]]


def what_became(traced: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["what"], one["order"]) for one in traced["happenings"]]


def home_with_two_visits(county: County, alice: Person) -> tuple[UUID, str, str]:
    """One that was taught and signed, and a day later nobody was in; two more days go by."""
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    phone = Phone(alice, county)
    first = knock(phone, home)
    with after(days=2):
        second = knock(phone, home, "no_answer")
    return home, first, second


def test_between_two_visits_whatever_became_of_the_home_since(
    county: County, alice: Person, carol: Person, frank: Person, erin: Person
):
    """The home is moved, renamed, merged and excluded afterwards, and the visit that taught is withdrawn."""
    home, first, _ = home_with_two_visits(county, alice)
    between = clock.now() + timedelta(days=1)
    with after(days=3):
        case = taken(carol, phone=PHONE, id_number=ID_NUMBER, happened_from=between.isoformat())
        before = trace(carol, case, home)
        assert (before["sentence"], before["registered"], before["excluded"]) == ("案发前已上门宣传并签字", "yes", "no")
        assert orders(before) == [("taught", "before", True), ("no_answer", "after", True)]
        assert marked(before) == [[], []]
        assert before["then"]["coverage"]["state"] == "covered"

    with after(days=4):
        renamed = door("孙五", "桥东村5号", 联系电话="13900000002")
        Import(frank, workbook(HEADER, renamed), EAST).commit()
        Import(frank, workbook(HEADER, door("孙六", "桥东村5号")), EAST).commit(merge_rows=[2])
        assert carol.post("/households/move", household_ids=[str(home)], to_code=WEST_1).status_code == 200
        asked = ask(carol, home, "moved_out").json["id"]
        assert erin.post(f"/exclusions/{asked}/approve").status_code == 200
        assert carol.post(f"/visits/{first}/withdraw", reason="签错了户").status_code == 200

        traced = trace(carol, case, home)
        assert (traced["sentence"], traced["registered"], traced["excluded"]) == ("案发前已上门宣传并签字", "yes", "no")
        assert marked(traced) == [["withdrawn_later"], []]
        assert what_became(traced) == [
            ("registered", "before"),
            ("moved", "after"),
            ("renamed", "after"),
            ("merged", "after"),
            ("excluded", "after"),
        ]
        assert (traced["householder"], traced["village_name"]) == ("孙六", "桥西村")
        then = traced["then"]
        assert (then["householder"], then["place_name"]) == ("孙五", "桥东村第一网格")
        assert then["coverage"]["state"] == "covered"
        # And the victim's home is still found, by what it was.
        (candidate,) = carol.get(f"/cases/{case['id']}/homes").json["items"]
        assert (candidate["strength"], candidate["sentence"]) == ("strong", traced["sentence"])


def test_on_the_day_of_a_move_both_places_are_told(county: County, alice: Person, carol: Person):
    """A move is known by its day: a case of that day may have come first."""
    home = register("孙五", EAST_1, "桥东村5号", registered_on=clock.today() - timedelta(days=3))
    with after(days=1):
        assert carol.post("/households/move", household_ids=[str(home)], to_code=WEST_1).status_code == 200
    moved_on = clock.start_of(clock.today() + timedelta(days=1))
    with after(days=4):
        hours = {"before": -2, "that day": 2, "after": 26}
        cases = {
            name: taken(carol, happened_from=(moved_on + timedelta(hours=hour)).isoformat())
            for name, hour in hours.items()
        }

        told = {name: trace(carol, case, home)["then"]["place_name"] for name, case in cases.items()}

    assert told == {
        "before": "桥东村第一网格",
        "that day": "桥东村第一网格或桥西村桥西网格（案发当天迁移，说不清先后）",
        "after": "桥西村桥西网格",
    }


def test_a_withdrawal_that_reaches_back_takes_the_visit_out_of_the_past(county: County, alice: Person, carol: Person):
    home, first, _ = home_with_two_visits(county, alice)
    between = clock.now() + timedelta(days=1)
    with after(hours=6):
        carol.post(f"/visits/{first}/withdraw", reason="签错了户", reaches_back=True)
    with after(days=3):
        traced = trace(carol, taken(carol, happened_from=between.isoformat()), home)
        assert (traced["verdict"], traced["sentence"]) == ("visited_after", "案发后才上门")
        assert orders(traced) == [("taught", "before", False), ("no_answer", "after", True)]
        assert marked(traced) == [["withdrawn_back"], []]
        assert traced["visits"][0]["withdrawn_by_name"] == "Carol"


def test_one_that_the_office_made_after_the_case_leaves_it_open(county: County, alice: Person, carol: Person):
    """Whoever did may have known of the case; and the figure of that day has changed with it."""
    home, first, _ = home_with_two_visits(county, alice)
    between = clock.now() + timedelta(days=1)
    with after(days=3):
        case = taken(carol, happened_from=between.isoformat())
        carol.post(f"/visits/{first}/withdraw", reason="签错了户", reaches_back=True)

        traced = trace(carol, case, home)
        assert traced["sentence"] == "无法判断（案发后才由办公室撤回，以前各天也不算）"
        assert marked(traced) == [["withdrawn_back_later"], []]
        (mark,) = traced["visits"][0]["marks"]
        assert mark["said"] == "案发后由办公室撤回，以前各天也不算，当日统计也随之改了"

        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
        (listed,) = carol.get("/cases").json["items"]
        assert listed["sentence"] == traced["sentence"]


def test_a_visit_of_the_case_s_own_minutes_cannot_be_told(county: County, alice: Person, carol: Person):
    home, _, _ = home_with_two_visits(county, alice)
    with after(days=3):
        case = taken(carol, happened_from=ago(days=4), happened_until=ago(days=2, hours=20))
        assert trace(carol, case, home)["sentence"] == "无法判断先后"
        # Nobody in: whether that was before makes no difference to what was signed before.
        case = taken(carol, happened_from=ago(days=2), happened_until=ago(hours=2))
        traced = trace(carol, case, home)
        assert traced["sentence"] == "案发前已上门宣传并签字"
        assert [visit["order"] for visit in traced["visits"]] == ["before", "unclear"]


def test_before_any_visit_and_before_the_register(county: County, alice: Person, carol: Person):
    home, _, _ = home_with_two_visits(county, alice)
    with after(days=3):
        traced = trace(carol, taken(carol, happened_from=ago(days=9)), home)

        assert (traced["sentence"], traced["registered"]) == ("案发后才上门", "no")
        assert traced["then"] is None
        assert what_became(traced) == [("registered", "after")]
        never = trace(carol, taken(carol), county.doors["李二"])
        assert (never["sentence"], never["visits"]) == ("案发前未上门", [])


def test_excluded_then_and_only_tried(county: County, alice: Person, carol: Person, erin: Person):
    phone = Phone(alice, county)
    knock(phone, county.doors["李二"], "refused", witness="张大爷")
    knock(phone, county.doors["李二"], "no_answer")
    asked = ask(carol, county.doors["李二"], "lives_elsewhere").json["id"]
    assert erin.post(f"/exclusions/{asked}/approve").status_code == 200
    with after(days=1):
        case = taken(carol, happened_from=ago(hours=12))
        traced = trace(carol, case, county.doors["李二"])

        assert traced["sentence"] == "案发前上门但未宣传到位（无人、拒绝）"
        assert (traced["excluded"], traced["then"]["coverage"]["state"]) == ("yes", "excluded")
        assert what_became(traced) == [("registered", "before"), ("excluded", "before")]
        assert "人户分离" in traced["happenings"][1]["said"]


def test_a_visit_says_who_made_it_under_which_notice_and_how_near(county: County, alice: Person, carol: Person):
    home = register("孙五", EAST_1, "桥东村5号", lat=30.2900, lon=118.5400)
    position = {"lat_e6": 30_291_000, "lon_e6": 118_540_000, "accuracy_m": 12, "age_ms": 900}
    knock(Phone(alice, county), home, position=position, slip={"signer_name": "孙五", **worded(county)})
    with after(days=1):
        (visit,) = trace(carol, taken(carol, happened_from=ago(hours=3)), home)["visits"]

    assert (visit["worker_name"], visit["campaign_name"], visit["taught"]) == ("Alice", "反诈入户宣传", True)
    assert visit["place"] == {"distance_m": 111, "accuracy_m": 12}
    slip = visit["slip"]
    assert (slip["signer_name"], slip["template_version"], slip["way"]) == ("孙五", 1, "signed")
    assert (slip["audience"], slip["teaches_it"]) == ("family", True)
    assert slip["completed_at"]


def test_what_was_handed_in_after_the_case_says_so(county: County, alice: Person, carol: Person):
    """Made before, by the phone's own stopwatch, and heard of only after."""
    phone = Phone(alice, county)
    made = phone.taught(county.doors["王一"], mono_ms=60_000)
    with after(hours=5):
        report = {"mono_ms": 60_000 + 5 * 3_600_000}
        (verdict,) = phone.push(made, blobs=(png(),), report=report).json["results"]
        assert verdict["status"] == "created"
        case = taken(carol, happened_from=ago(hours=2))

        traced = trace(carol, case, county.doors["王一"])
        assert orders(traced) == [("taught", "before", True)]
        assert (traced["sentence"], marked(traced)) == ("案发前已上门宣传并签字", [["received_later"]])


def test_a_visit_that_waits_for_review_is_shown_and_does_not_count(county: County, bob: Person, carol: Person):
    knock_elsewhere = Phone(bob, county)
    made = knock_elsewhere.visit(county.doors["王一"])
    (verdict,) = knock_elsewhere.verdicts(made)
    assert verdict["status"] == "needs_review"
    with after(days=1):
        case = taken(carol, happened_from=ago(hours=3))
        traced = trace(carol, case, county.doors["王一"])
        assert traced["sentence"] == "案发前未上门；另有 1 次走访待核对，还不算"
        assert marked(traced) == [["review_waiting"]]

        assert carol.post(f"/aside/{made['id']}/accept").status_code == 204
        traced = trace(carol, case, county.doors["王一"])
        assert traced["sentence"] == "案发前上门但未宣传到位（无人）"
        assert marked(traced) == [["accepted_later"]]


def test_a_home_out_of_reach_is_not_traced(county: County, carol: Person, dora: Person):
    case = taken(carol)

    assert carol.get(f"/cases/{case['id']}/homes/{county.doors['钱四']}").status_code == 404
    assert dora.get(f"/cases/{case['id']}/homes/{county.doors['钱四']}").status_code == 200


def test_a_text_that_is_not_the_notices_own_teaches_nothing_that_is_known(county: County, alice: Person, carol: Person):
    """A phone may state whatever text it likes, under whichever version: that was signed, and not the notice."""
    home, phone = register("孙五", EAST_1, "桥东村5号"), Phone(alice, county)
    own = worded(county)
    for text in (own["text"], own["text"].replace("刷单返利", "刷单"), own["text"] + "。", "请提防电信网络诈骗。"):
        knock(phone, home, slip={"text": text, "text_sha256": sha256(text)})
    with after(days=1):
        visits = trace(carol, taken(carol, happened_from=ago(hours=3)), home)["visits"]

    assert [visit["slip"]["teaches_it"] for visit in visits] == [True, None, None, None]
    assert [visit["slip"]["teaches_said"] for visit in visits[1:]] == ["不能确定：签的文字与模板不符"] * 3
    assert "由办公室勾选" in visits[0]["slip"]["teaches_said"]
    # The home's own page says so, too, of each.
    shown = {visit["id"]: visit["slip"]["follows"] for visit in carol.get(f"/households/{home}").json["visits"]}
    assert [shown[visit["id"]] for visit in visits] == [True, False, False, False]


def test_what_is_not_as_it_was_sealed_is_said(county: County, alice: Person, carol: Person, county_key: CountyKey):
    home = register("孙五", EAST_1, "桥东村5号")
    visit = knock(Phone(alice, county), home)
    seal(county_key)
    with after(days=1):
        case = taken(carol, happened_from=ago(hours=3))
        assert trace(carol, case, home)["visits"][0]["slip"]["faults"] == []
        db.session.get_one(Slip, UUID(visit)).signer_name = "张三"
        db.session.commit()

        assert trace(carol, case, home)["visits"][0]["slip"]["faults"] == ["签收人与封存时不同"]


def test_on_its_first_day_a_home_is_on_the_register_from_the_instant_at_which_it_came(county: County, carol: Person):
    """Whatever it did later that day; what is known by its day alone counts from midnight."""
    home = register("孙五", EAST_1, "桥东村5号")
    came = clock.now()
    older = register("孙六", EAST_1, "桥东村6号", registered_on=clock.today() - timedelta(days=2))
    assert carol.post("/households/move", household_ids=[str(home), str(older)], to_code=WEST_1).status_code == 200
    with after(days=1):
        first, last = (came + timedelta(minutes=minutes) for minutes in (-1, 1))
        before = taken(carol, happened_from=first.isoformat())
        during = taken(carol, happened_from=first.isoformat(), happened_until=last.isoformat())
        later = taken(carol, happened_from=last.isoformat())

        assert [trace(carol, case, home)["registered"] for case in (before, during, later)] == ["no", "partly", "yes"]
        assert what_became(trace(carol, later, home))[0] == ("registered", "before")
        assert what_became(trace(carol, before, home))[0] == ("registered", "after")
        # This one only moved on that day.
        assert [trace(carol, case, older)["registered"] for case in (before, during, later)] == ["yes"] * 3
