"""A campaign's plan on the desk: who may change it, what may change, and that days gone by keep what was planned then."""

from datetime import timedelta
from typing import Any

import time_machine

from app import clock
from app.campaigns.operations import get_campaign
from app.campaigns.planning import plan_on
from tests.audit.reading import told_of
from tests.county import County
from tests.person import Person
from tests.phone import Phone


def day(number: int) -> str:
    return (clock.today() + timedelta(days=number)).isoformat()


def plan(person: Person, county: County) -> dict[str, Any]:
    answer = person.get(f"/campaigns/{county.campaign_id}")
    assert answer.status_code == 200, answer.text
    return answer.json


def change(person: Person, county: County, **parts: Any) -> Any:
    return person.patch(f"/campaigns/{county.campaign_id}", **parts)


def test_a_new_campaign_has_usual_dates(dora: Person, county: County):
    shown = plan(dora, county)

    assert (shown["drive_on"], shown["assessment_on"]) == (shown["starts_on"], day(31))
    assert (shown["weekday"], shown["weekly_at"], shown["month_day"], shown["monthly_at"]) == (5, "16:00", 5, "16:00")
    assert (shown["days_left"], shown["phase"], shown["former"]) == (30, "drive", [])
    assert [phase["phase"] for phase in shown["phases"]] == ["drive", "assessment"]


def test_the_administrator_changes_it_and_what_it_was_is_kept(erin: Person, county: County):
    answer = change(
        erin, county, name=" 冬季行动 ", deadline_on=day(40), target_percent=95, weekday=1, weekly_at="09:00"
    )

    assert answer.status_code == 200, answer.text
    shown = plan(erin, county)
    assert answer.json == shown
    assert (shown["name"], shown["deadline_on"], shown["target_percent"]) == ("冬季行动", day(40), 95)
    (former,) = shown["former"]
    assert (former["name"], former["deadline_on"], former["target_percent"]) == ("反诈入户宣传", day(30), 100)
    assert former["changed_by_name"] == "Erin"


def test_days_gone_by_keep_the_plan_of_their_time(erin: Person, county: County):
    with time_machine.travel(clock.now(), tick=False) as now:
        yesterday, deadline = clock.today(), day(30)
        now.shift(timedelta(days=1))
        later = day(60)
        change(erin, county, deadline_on=later)
        now.shift(timedelta(days=1))

        campaign = get_campaign(county.campaign_id)
        found = [plan_on(campaign, yesterday + timedelta(days=number)).deadline_on.isoformat() for number in range(3)]

    assert found == [deadline, later, later]


def test_what_has_begun_is_not_moved(erin: Person, county: County):
    begun = change(erin, county, drive_on=day(2))
    assert (begun.status_code, begun.json["code"]) == (409, "phase_begun")
    assert change(erin, county, starts_on=day(-40)).json["code"] == "phase_begun"
    assert change(erin, county, assessment_on=day(-1)).json["code"] == "plan_in_past"
    assert change(erin, county, deadline_on=day(-1)).json["code"] == "plan_in_past"
    assert change(erin, county, assessment_on=day(0)).status_code == 200
    assert change(erin, county, assessment_on=day(9)).json["code"] == "phase_begun"
    assert len(plan(erin, county)["former"]) == 1


def test_a_deadline_that_is_over_can_be_put_off_but_not_made_easier(erin: Person, county: County):
    with time_machine.travel(clock.now() + timedelta(days=32)):
        assert change(erin, county, target_percent=90).json["code"] == "deadline_over"
        assert change(erin, county, target_percent=90, deadline_on=day(5)).status_code == 200
        assert plan(erin, county)["phase"] == "assessment"


def test_dates_have_an_order(erin: Person, county: County):
    with time_machine.travel(clock.now() - timedelta(days=40)):
        # Nothing has begun yet.
        assert change(erin, county, drive_on=day(9)).json["code"] == "plan_out_of_order"
        assert change(erin, county, drive_on=day(20)).status_code == 200
        assert change(erin, county, drive_on=day(80)).json["code"] == "plan_out_of_order"
        assert change(erin, county, deadline_on=day(19)).json["code"] == "plan_out_of_order"
        assert [phase["phase"] for phase in plan(erin, county)["phases"]] == ["preparation", "drive", "assessment"]


def test_nonsense_is_refused_in_words(erin: Person, county: County):
    for parts in (
        {"weekday": 0},
        {"month_day": 29},
        {"weekly_at": "24:00"},
        {"target_percent": 101},
        {"name": "  "},
        {"deadline_on": "明天"},
        {"counts_refusals": True},
    ):
        answer = change(erin, county, **parts)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_input"), parts


def test_only_the_administrator_changes_it(carol: Person, dora: Person, alice: Person, county: County):
    assert [change(person, county, name="别的").status_code for person in (carol, dora, alice)] == [403] * 3
    assert alice.get(f"/campaigns/{county.campaign_id}").status_code == 403


def test_a_change_is_in_the_log_and_reaches_the_phones(alice: Person, erin: Person, county: County):
    seq = Phone(alice, county).push().json["anchor"]["seq"]

    left = told_of(erin, lambda: change(erin, county, deadline_on=day(44), weekday=4))

    assert [(entry["action"], entry["said"]) for entry in left] == [("change_campaign", "改期限，改周报日")]
    (item,) = alice.get("/sync/pull", since=seq).json["items"]
    assert (item["kind"], item["data"]["deadline_on"]) == ("campaign", day(44))


def test_saying_the_same_again_changes_nothing(erin: Person, county: County):
    left = told_of(erin, lambda: change(erin, county, deadline_on=day(30)))

    assert (left, plan(erin, county)["former"]) == ([], [])
