"""Requests that no page of ours sends, and that get a sentence all the same."""

import pytest
from flask import Flask

from app import problems
from tests.county import County
from tests.person import Person


def test_json_nested_without_end_is_refused_even_without_an_account(app: Flask):
    answer = app.test_client().post("/api/v1/session", data="[" * 100_000, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (400, "too_deep")


@pytest.mark.parametrize("path", ["/households?q=%00", "/households?scope=%00", "/coverage?scope=" + "9" * 40])
def test_a_letter_that_no_database_keeps_is_refused(carol: Person, path: str):
    assert carol.get(path).json["code"] in ("invalid_input", "unknown_division")


@pytest.mark.parametrize("code", ["\x00", "9" * 40, "", "991101100009", "😀"])
def test_a_place_that_is_none_takes_no_doors(erin: Person, county: County, code: str):
    door = str(county.doors["王一"])

    to_it = erin.post("/households/move", household_ids=[door], to_code=code)
    from_it = erin.post("/households/move", from_code=code, to_code="991101100002")

    assert to_it.json["code"] == "unknown_division"
    assert from_it.json.get("code") == "unknown_division" or from_it.json == {"moved": 0}


@pytest.mark.parametrize("path", ["/", "/api/v1/session", "/nowhere"])
def test_no_answer_lets_a_page_load_what_is_not_ours(app: Flask, path: str):
    with app.test_client().get(path) as answer:
        policy = answer.headers["Content-Security-Policy"].split("; ")

    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert not any("unsafe" in source or "http" in source or "data:" in source for source in policy)


def test_who_followed_a_link_to_a_file_is_answered_in_a_sentence_with_a_way_back(app: Flask):
    client = app.test_client(use_cookies=False)

    answer = client.get("/api/v1/exports/uncovered.xlsx", headers={"Sec-Fetch-Dest": "document"})

    assert (answer.status_code, answer.mimetype) == (401, "text/html")
    assert answer.headers["X-Problem"] == "signed_out"
    assert problems.signed_out().message in answer.text
    assert 'href="/desk/"' in answer.text


@pytest.mark.parametrize("state", ["open", "over", "in_force", None])
def test_exclusions_are_listed_as_of_a_day_whatever_else_is_asked(erin: Person, county: County, state: str | None):
    answer = erin.get("/exclusions", state=state, on="2026-11-01", scope="991101100000", reason="vacant")

    assert answer.status_code in (200, 422), answer.text


def test_a_number_that_no_database_keeps_is_no_version_of_a_ledger(erin: Person):
    answers = [
        erin.send("PUT", f"/ledger-templates/visits/{2**70}"),
        erin.get("/ledger-templates/visits", version=2**70),
        erin.get(f"/kept-ledgers/{2**70}"),
        erin.get(f"/kept-ledgers/{2**70}.xlsx"),
    ]

    assert [answer.status_code for answer in answers if answer.status_code not in (404, 422)] == []
