"""What anybody may ask about a slip: the keys, and what a code is about; nothing of anybody, and nothing by guessing."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.campaigns.models import NoticeTemplate
from app.changes import writing
from app.db import db
from app.people import attempts
from app.seals import removals
from app.seals.disclosure import slip_file
from app.seals.models import SlipSeal
from app.slips import operations as slips
from app.slips.models import Slip
from app.sync.sealing import CountyKey, make_file
from app.visits.models import Visit
from tests.county import County
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import doubted, knock, seal
from tests.seals.taken import code_of
from tests.slips import independent
from tests.slips.sealer import Sealer

NAMES = ("王一", "alice", "桥东")


def asked(app: Flask, code: str, **sent: str) -> TestResponse:
    """As anybody asks, from anywhere."""
    return app.test_client().get(f"/api/v1/public/slips/{code}", headers=sent)


def keys_of(app: Flask) -> dict[str, bytes]:
    listed = app.test_client().get("/api/v1/slip-keys").json
    return {key["id"]: bytes.fromhex(key["public_key"]) for key in listed["items"]}


def standing(answer: TestResponse) -> dict[str, Any]:
    return {name: answer.json[name] for name in ("withdrawn_at", "review", "reviewed_at")}


@pytest.fixture
def visit_id(alice: Person, county: County, county_key: CountyKey) -> str:
    made = knock(Phone(alice, county), county)
    seal(county_key)
    return made


@pytest.mark.usefixtures("visit_id")
def test_the_keys_are_everybodys(app: Flask, county_key: CountyKey):
    answer = app.test_client().get("/api/v1/slip-keys")

    raw = county_key.slip_key().public_key().public_bytes_raw()
    assert answer.json["county"] == "清溪县"
    assert [(key["alg"], key["public_key"]) for key in answer.json["items"]] == [("Ed25519", raw.hex())]
    assert (answer.json["total"], answer.json["next"]) == (1, None)
    assert datetime.fromisoformat(answer.json["items"][0]["first_used_at"]) <= datetime.now(UTC)
    assert "Set-Cookie" not in answer.headers


def test_what_the_product_seals_holds_for_who_shares_no_line_with_it(app: Flask, visit_id: str):
    keys = keys_of(app)

    assert independent.verify_qr(code_of(visit_id), keys)
    assert independent.verify_file(slip_file(UUID(visit_id)), keys)


def test_a_code_shows_the_notice_without_anybodys_data(app: Flask, visit_id: str):
    answer = asked(app, code_of(visit_id))

    assert answer.status_code == 200
    assert "{householder}" in answer.json["notice"]["body"]
    assert (answer.json["notice"]["version"], answer.json["notice"]["title"]) == (1, "防范电信网络诈骗告知单")
    assert (answer.json["withdrawn_at"], answer.json["contents"]) == (None, "kept")
    assert (answer.json["review"], answer.json["reviewed_at"]) == (None, None)
    assert [name for name in NAMES if name in answer.text] == []
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_an_old_version_is_shown_as_it_was(app: Flask, visit_id: str, county: County):
    code = code_of(visit_id)
    before = asked(app, code).json["notice"]
    former = db.session.get_one(NoticeTemplate, county.template_id)
    kept = {column.name: getattr(former, column.name) for column in NoticeTemplate.__table__.columns}
    db.session.add(NoticeTemplate(**kept | {"id": uuid4(), "version": 2, "title": "新样文", "body": "新的内容"}))
    db.session.commit()

    assert asked(app, code).json["notice"] == before


def test_a_withdrawn_visit_is_said_to_be(app: Flask, visit_id: str, carol: Person):
    assert carol.post(f"/visits/{visit_id}/withdraw", reason="走错了门", reaches_back=True).status_code == 200

    told = asked(app, code_of(visit_id)).json

    assert datetime.fromisoformat(told["withdrawn_at"]).tzinfo is not None
    assert told["review"] is None
    assert "走错了门" not in json.dumps(told, ensure_ascii=False)


def test_a_review_is_no_withdrawal(app: Flask, bob: Person, carol: Person, county: County, county_key: CountyKey):
    visits = [doubted(bob, county, picture) for picture in (1, 2)]
    seal(county_key)
    codes = [code_of(one) for one in visits]
    waiting = {"withdrawn_at": None, "review": "waiting", "reviewed_at": None}
    assert [standing(asked(app, code)) for code in codes] == [waiting, waiting]

    assert carol.post(f"/aside/{visits[0]}/accept").status_code == 204
    assert carol.post(f"/aside/{visits[1]}/refuse", reason="冒签").status_code == 204

    told = [standing(asked(app, code)) for code in codes]
    assert [one.pop("reviewed_at") is None for one in told] == [False, False]
    assert told == [{"withdrawn_at": None, "review": review} for review in ("accepted", "refused")]
    assert "冒签" not in asked(app, codes[1]).text


def test_one_that_was_refused_and_then_taken_back_says_both(
    app: Flask, bob: Person, carol: Person, county: County, county_key: CountyKey
):
    made = doubted(bob, county, 1)
    seal(county_key)
    assert carol.post(f"/aside/{made}/refuse", reason="冒签").status_code == 204
    assert carol.post(f"/visits/{made}/withdraw", reason="走错了门").status_code == 200

    told = standing(asked(app, code_of(made)))
    assert (told["review"], told["withdrawn_at"] is None) == ("refused", False)


def test_what_was_removed_is_said_to_be(app: Flask, visit_id: str):
    with writing():
        removals.tell_door(db.session.get_one(Visit, UUID(visit_id)).household_id, clock.now())
        slips.forget([UUID(visit_id)], clock.now())

    assert asked(app, code_of(visit_id)).json["contents"] == "removed"


@pytest.mark.parametrize(("awaits", "contents"), [("ab" * 32, "missing"), ("", "removed")])
def test_a_slip_that_a_restored_county_waits_for_is_said_to_be(app: Flask, visit_id: str, awaits: str, contents: str):
    code, seal_row = code_of(visit_id), db.session.get_one(SlipSeal, UUID(visit_id))
    seal_row.awaits = awaits
    db.session.delete(db.session.get_one(Slip, UUID(visit_id)))
    db.session.commit()

    assert asked(app, code).json["contents"] == contents


def test_a_place_that_was_removed_is_null_and_no_lie(app: Flask, alice: Person, county: County, county_key: CountyKey):
    position = {"lat_e6": 30290000, "lon_e6": 118545000, "accuracy_m": 12, "age_ms": 300}
    made = knock(Phone(alice, county), county, position=position)
    seal(county_key)
    slip = db.session.get_one(Slip, UUID(made))
    slip.place = None
    db.session.commit()

    file = slip_file(UUID(made))

    assert (file["opened"]["place"], file["opened"]["reason"]) == (None, "")
    assert independent.verify_file(file, keys_of(app))


def test_nobody_learns_by_guessing(app: Flask, visit_id: str):
    code, stranger = code_of(visit_id), Sealer(seed=7)
    theirs = stranger.qr(stranger.seal("341825100201"))
    other = code[:150] + ("A" if code[150] != "A" else "B") + code[151:]
    answers = [asked(app, tried) for tried in (other, theirs, code[:-1], visit_id, "A" * 218, "%00", "x" * 3000)]

    assert {(answer.status_code, answer.json["code"]) for answer in answers} == {(404, "slip_unknown")}
    assert len({answer.text for answer in answers}) == 1


def test_a_slip_of_ours_that_is_not_here_is_not_ours(app: Flask, visit_id: str):
    code = code_of(visit_id)
    db.session.delete(db.session.get_one(SlipSeal, UUID(visit_id)))
    db.session.commit()

    assert asked(app, code).status_code == 404


def test_a_code_of_another_record_of_the_same_visit_is_not_ours(app: Flask, visit_id: str):
    code = code_of(visit_id)
    db.session.get_one(SlipSeal, UUID(visit_id)).leaf = "00" * 32
    db.session.commit()

    assert (asked(app, code).status_code, asked(app, code).json["code"]) == (409, "slip_changed")


def test_whoever_goes_on_guessing_has_to_wait(app: Flask, visit_id: str):
    for _ in range(attempts.FREE_BY_ADDRESS):
        assert asked(app, "A" * 218).status_code == 404

    answer = asked(app, code_of(visit_id))

    assert (answer.status_code, answer.json["code"]) == (429, "slip_asked_too_often")
    assert int(answer.headers["Retry-After"]) >= 1
    # It holds nobody up who signs in from there.
    assert Person(app, "bob").get("/session").status_code == 200


def test_a_key_that_was_the_countys_before_is_listed_too(
    app: Flask, visit_id: str, alice: Person, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    code, former = code_of(visit_id), list(keys_of(app))
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "next-key.pem")
    following = make_file(tmp_path / "next-key.pem")
    knock(Phone(alice, county), county, picture=2)
    seal(following)

    assert list(keys_of(app))[:1] == former
    assert len(keys_of(app)) == 2
    assert asked(app, code).status_code == 200


def test_an_address_typed_in_small_letters_leads_to_the_page(app: Flask):
    found = [app.test_client().get(path).headers.get("Location") for path in ("/s", "/s/", "/s/aeb2", "/verify")]

    assert found == ["/S/", "/S/", "/S/aeb2", "/S/"]
