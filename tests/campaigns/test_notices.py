"""The notices of a campaign on the desk: versions for each audience, tried, worded, counted, and never edited."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, event, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.campaigns import notice
from app.campaigns.models import NoticeTemplate
from app.campaigns.notice import AUDIENCES
from app.db import db
from app.slips.ways import WAYS
from tests.audit.reading import told_of
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png

BODY = "{householder}户（{village}{address}）：\n刷单都是骗局。96110 要接，被骗打 110。请装国家反诈中心 App。{day}"
WORDS: dict[str, Any] = {"audience": "elderly", "title": "给老人家的话", "body": BODY, "teaches": ["brushing"]}


def templates(person: Person, county: County, audience: str = "") -> list[dict[str, Any]]:
    answer = person.get(f"/campaigns/{county.campaign_id}/templates")
    assert answer.status_code == 200, answer.text
    assert answer.json["total"] == len(answer.json["items"])
    return [item for item in answer.json["items"] if item["audience"] == (audience or item["audience"])]


def word(person: Person, county: County, **words: Any) -> Any:
    return person.post(f"/campaigns/{county.campaign_id}/templates", **{**WORDS, **words})


def preview(person: Person, county: County, body: str, title: str = "告知单") -> Any:
    return person.post(f"/campaigns/{county.campaign_id}/templates/preview", title=title, body=body)


def test_a_new_campaign_has_a_notice_for_each_audience(dora: Person, county: County):
    found = templates(dora, county)

    assert [one["audience"] for one in found] == list(AUDIENCES)
    assert {(one["version"], one["is_current"], one["slips"], one["worded_by_name"]) for one in found} == {
        (1, True, 0, None)
    }
    assert all(one["teaches"] for one in found)


def test_the_shipped_notices_name_every_fraud_that_they_are_ticked_for(dora: Person, county: County):
    tables = json.loads(Path(notice.__file__).with_suffix(".json").read_text())
    own_words = tables["fraud_words"]
    assert set(own_words) == set(tables["frauds"]) - {"other"}  # which has no words of its own

    silent = [
        (one["audience"], fraud)
        for one in templates(dora, county)
        for fraud in set(one["teaches"]) - {"other"}
        if not any(word in one["body"] for word in own_words[fraud])
    ]
    assert silent == []


def test_a_change_is_a_new_version_of_that_audience_alone(erin: Person, county: County):
    before = templates(erin, county, "elderly")
    answer = word(erin, county, body=f"\r\n{BODY}  \r\n\r\n", teaches=["loan", "brushing", "loan"])

    assert answer.status_code == 201, answer.text
    newer, older = templates(erin, county, "elderly")
    assert answer.json == newer
    # Kept tidily: lines end in one way, and each fraud stands once.
    assert (newer["version"], newer["body"], newer["teaches"]) == (2, BODY, ["brushing", "loan"])
    assert (newer["worded_by_name"], newer["is_current"]) == ("Erin", True)
    assert older == {**before[0], "is_current": False}
    assert [one["version"] for one in templates(erin, county) if one["audience"] != "elderly"] == [1, 1, 1, 1]


def test_what_is_the_same_is_no_new_version(erin: Person, county: County):
    assert word(erin, county).status_code == 201
    again = word(erin, county, body=f"{BODY}\n")

    assert (again.status_code, again.json["code"]) == (409, "wording_same")
    assert word(erin, county, teaches=["loan"]).json["version"] == 3


def test_the_log_says_whose_notice_was_worded(erin: Person, county: County):
    (entry,) = told_of(erin, lambda: word(erin, county))

    assert (entry["username"], entry["action"], entry["said"]) == ("erin", "word_notice", "第 2 版，老年人")


@pytest.mark.parametrize(
    ("words", "status", "code", "says"),
    [
        ({"body": "{householder}{phone}"}, 422, "blank_unknown", "{phone}"),
        ({"body": "{户主}您好"}, 422, "blank_unknown", "{户主}"),
        ({"body": "您好\n{householder"}, 422, "brace_loose", "第 2 行"),
        ({"body": "您好}"}, 422, "brace_loose", "“}”"),
        ({"body": "｛householder｝"}, 422, "brace_loose", "“｛”"),
        ({"title": "{householder}告知单"}, 422, "blank_in_title", "标题"),
        ({"body": " \n　\n"}, 422, "wording_empty", "正文"),
        ({"audience": "everybody"}, 422, "invalid_input", ""),
        ({"teaches": ["lottery"]}, 422, "invalid_input", ""),
        ({"teaches": []}, 422, "invalid_input", ""),
        ({"body": "长" * 4001}, 422, "invalid_input", ""),
    ],
)
def test_what_could_not_be_filled_is_refused_with_a_sentence(
    erin: Person, county: County, words: dict[str, Any], status: int, code: str, says: str
):
    answer = word(erin, county, **words)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert says in answer.json["message"]
    assert len(templates(erin, county)) == len(AUDIENCES)


def test_a_draft_is_tried_at_a_home_that_there_is_not_and_nothing_is_kept(erin: Person, county: County):
    answer = preview(erin, county, BODY)

    assert answer.status_code == 200, answer.text
    assert answer.json["text"].startswith("王建国户（柳溪村柳溪路 12 号 3 单元 501 室）：\n刷单都是骗局。")
    assert answer.json["closing"] == WAYS["signed"].closing
    assert answer.json["warnings"] == []
    assert preview(erin, county, "{phone}").json["code"] == "blank_unknown"
    assert len(templates(erin, county)) == len(AUDIENCES)


@pytest.mark.parametrize(
    ("body", "warned"),
    [
        (BODY.replace("96110", "我们"), ["96110"]),
        # 110 is not a part of 96110, nor of a longer number.
        (BODY.replace("110。", "11012。"), ["110："]),
        (BODY.replace("96110", "９６１１０"), []),
        (BODY.replace("国家反诈中心", "那个"), ["国家反诈中心"]),
        (BODY.replace("{householder}户（{village}{address}）", "您"), ["户主"]),
        (BODY.replace("{day}", ""), ["日期"]),
        (BODY + "\n别信。" * 20, ["第二页"]),
        (BODY + "别信。" * 500, ["第二页"]),
    ],
)
def test_what_a_notice_should_have_is_a_warning_and_no_refusal(
    erin: Person, county: County, body: str, warned: list[str]
):
    warnings = preview(erin, county, body).json["warnings"]

    assert len(warnings) == len(warned)
    assert all(what in said for what, said in zip(warned, warnings, strict=True))
    assert word(erin, county, body=body).status_code == 201


def test_each_version_says_how_many_slips_were_signed_on_it(alice: Person, erin: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))
    word(erin, county, audience="family")
    phone.verdicts(phone.taught(county.doors["李二"], png(1)), blobs=(png(1),))

    assert [(one["version"], one["slips"]) for one in templates(erin, county, "family")] == [(2, 0), (1, 2)]
    assert {one["slips"] for one in templates(erin, county) if one["audience"] != "family"} == {0}


def test_phones_are_told_all_and_may_sign_any_of_them(alice: Person, carol: Person, erin: Person, county: County):
    older = templates(carol, county, "elderly")[0]
    since = alice.get("/sync/pull").json["next"]
    word(erin, county)

    (told,) = [item for item in alice.get("/sync/pull", since=since).json["items"] if item["kind"] == "campaign"]
    worded = told["data"]["templates"]
    assert [(one["audience"], one["version"]) for one in worded] == [
        (audience, 2 if audience == "elderly" else 1) for audience in AUDIENCES
    ]
    # What phones out there know of.
    assert told["data"]["template"] == worded[0]
    phone = Phone(alice, county)
    for name, template in (("王一", older), ("李二", next(one for one in worded if one["audience"] == "finance"))):
        visit = phone.taught(county.doors[name], slip={"template_id": template["id"]})
        assert phone.verdicts(visit, blobs=(png(),))[0]["status"] == "created"
    assert [one["slips"] for one in templates(carol, county, "elderly")] == [0, 1]
    assert [one["slips"] for one in templates(carol, county, "finance")] == [1]


def test_a_door_shows_to_whom_its_notice_spoke(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))

    slip = carol.get(f"/households/{county.doors['王一']}").json["visits"][0]["slip"]
    assert (slip["audience"], slip["template_version"]) == ("family", 1)


def test_the_database_itself_refuses_to_edit_a_version_or_to_drop_one_that_was_signed(
    alice: Person, erin: Person, county: County
):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))
    signed, unsigned = county.template_id, UUID(templates(erin, county, "elderly")[0]["id"])

    for template_id in (signed, unsigned):
        for values in (
            {"body": "另一句话"},
            {"title": "另一个标题"},
            {"teaches": []},
            {"version": 9},
            {"audience": "x"},
        ):
            with pytest.raises(DBAPIError, match="never edited"):
                db.session.execute(update(NoticeTemplate).where(NoticeTemplate.id == template_id).values(**values))
            db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(delete(NoticeTemplate).where(NoticeTemplate.id == signed))
    db.session.rollback()
    assert templates(erin, county, "elderly")[0]["title"] != "另一个标题"


def test_the_list_takes_as_many_queries_for_many_versions_as_for_few(erin: Person, county: County):
    def queries() -> int:
        seen: list[str] = []
        listen = lambda *told: seen.append(told[2])  # noqa: E731 - one line of a test
        event.listen(db.engine, "before_cursor_execute", listen)
        templates(erin, county)
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    queries()  # whoever asks for the first time is written down
    few = queries()
    for number in range(12):
        word(erin, county, audience=list(AUDIENCES)[number % 5], title=f"第 {number} 次改")

    assert queries() == few
