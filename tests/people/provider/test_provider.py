"""The county's own sign-in: who it says somebody is opens the account of that name, and nothing else does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.audit.models import AuditEntry
from app.changes import writing
from app.db import db
from app.people.models import User
from tests.county import County
from tests.people.browser import Browser, code_of, enrol, hire
from tests.people.provider.traveller import RETURN, Provider, Traveller

pytestmark = pytest.mark.one_database

REFUSED = "/desk/sign-in?refused="


@pytest.fixture
def gina(app: Flask, county: County) -> str:
    """A station officer with an account like any real one."""
    return hire("gina")


def changed(address: str, **query: str) -> str:
    """The address with other words in its query."""
    parts = urlsplit(address)
    said = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts._replace(query=urlencode({**said, **query})).geturl()


def test_the_desk_offers_it_only_where_there_is_one(app: Flask, provider: Provider, monkeypatch: pytest.MonkeyPatch):
    assert Browser(app).get("/session/ways").json == {"provider": "县统一认证"}
    monkeypatch.setitem(app.config, "OIDC_ISSUER", "")
    assert Browser(app).get("/session/ways").json == {"provider": None}
    assert Browser(app).get("/session/provider").location == REFUSED + "no_provider"


def test_it_is_the_code_flow_with_pkce_state_and_nonce(app: Flask, provider: Provider):
    traveller = Traveller(app)

    address = traveller.leave()

    assert address.startswith(f"{provider.issuer}/auth?")
    assert traveller.asked["response_type"] == "code"
    assert traveller.asked["code_challenge_method"] == "S256"
    assert traveller.asked["redirect_uri"] == RETURN
    assert {"state", "nonce", "code_challenge"} <= traveller.asked.keys()
    assert traveller.asked["client_id"] == "qiaomen"


def test_an_officer_with_a_second_step_there_is_let_in_whole(app: Flask, provider: Provider, gina: str):
    traveller = Traveller(app)

    answer = traveller.travel(gina, mfa=True)

    assert (answer.status_code, answer.location) == (302, "/desk/")
    said = traveller.get("/session").json
    assert said["user"]["username"] == "gina"
    assert not said["needs_second_step"]
    assert traveller.get("/households").status_code == 200


def test_without_one_there_ours_is_set_up_first(app: Flask, provider: Provider, gina: str):
    traveller = Traveller(app)
    traveller.travel(gina)

    said = traveller.get("/session").json

    assert (said["needs_second_step"], said["needs_code"]) == (True, False)
    assert traveller.get("/households").json["code"] == "second_step_missing"
    secret = traveller.post("/second-step").json["secret"]
    assert traveller.put("/second-step", code=code_of(secret)).status_code == 201
    assert traveller.get("/households").status_code == 200


def test_and_where_ours_is_set_up_its_code_is_asked_for(app: Flask, provider: Provider, gina: str):
    secret, recovery = enrol(Browser(app), gina)
    traveller = Traveller(app)
    traveller.travel(gina)
    before = traveller.cookie()

    assert traveller.get("/session").json["needs_code"]
    assert traveller.get("/households").json["code"] == "second_step_missing"
    assert traveller.post("/second-step").json["code"] == "second_step_set"
    assert traveller.post("/session/code", code="000000").json["code"] == "code_wrong"
    assert traveller.post("/session/code", code=code_of(secret, 1)).status_code == 201
    assert traveller.get("/households").status_code == 200
    assert traveller.cookie() != before
    assert traveller.post("/session/code", code=recovery[0]).json["code"] == "second_step_done"


def test_codes_cannot_be_guessed_without_end(app: Flask, provider: Provider, gina: str):
    enrol(Browser(app), gina)
    traveller = Traveller(app)
    traveller.travel(gina)

    said = [traveller.post("/session/code", code=f"{number:06}").json["code"] for number in range(7)]

    assert said[:5] == ["code_wrong"] * 5
    assert said[-1] == "sign_in_wait"


def test_an_account_is_never_made_by_it(app: Flask, provider: Provider, county: County):
    before = len(db.session.scalars(select(User.id)).all())

    answer = Traveller(app).travel("stranger", mfa=True)

    assert answer.location == REFUSED + "provider_unknown_account"
    assert len(db.session.scalars(select(User.id)).all()) == before
    assert "Set-Cookie" not in answer.headers or "qiaomen_session" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("case", ["a worker", "a closed account"])
def test_who_it_opens_nothing_for(app: Flask, provider: Provider, gina: str, case: str):
    username = hire("wang", role="worker") if case == "a worker" else gina
    if case == "a closed account":
        with writing():
            db.session.execute(update(User).where(User.username == gina).values(is_active=False))

    answer = Traveller(app).travel(username, mfa=True)

    assert answer.location == REFUSED + "provider_unknown_account"


def test_a_village_needs_no_second_step_here_either(app: Flask, provider: Provider, county: County):
    traveller = Traveller(app)
    traveller.travel(hire("hua", role="village"))

    assert not traveller.get("/session").json["needs_second_step"]


def test_nobody_is_signed_in_by_a_link_that_somebody_else_began(app: Flask, provider: Provider, gina: str):
    """Else a victim would work in the account of whoever sent them the link."""
    mallory, victim = Traveller(app), Traveller(app)
    address = mallory.sign_in_there(mallory.leave(), gina, mfa=True)

    assert victim.come_back(address).location == REFUSED + "provider_refused"
    victim.leave()
    assert victim.come_back(address).location == REFUSED + "provider_refused"
    assert victim.get("/session").status_code == 401


def test_coming_back_twice_opens_nothing(app: Flask, provider: Provider, gina: str):
    traveller = Traveller(app)
    address = traveller.sign_in_there(traveller.leave(), gina, mfa=True)
    flow = traveller.client.get_cookie("qiaomen_provider")
    assert flow
    assert traveller.come_back(address).location == "/desk/"
    assert traveller.client.get_cookie("qiaomen_provider") is None

    thief = Traveller(app)
    thief.client.set_cookie("qiaomen_provider", flow.value)
    assert thief.come_back(address).location == REFUSED + "provider_refused"


@pytest.mark.parametrize("query", [{"state": "another"}, {"code": "another"}, {"error": "access_denied"}])
def test_what_is_not_as_it_was_sent_is_refused(app: Flask, provider: Provider, gina: str, query: dict[str, str]):
    traveller = Traveller(app)
    address = traveller.sign_in_there(traveller.leave(), gina, mfa=True)

    assert traveller.come_back(changed(address, **query)).location == REFUSED + "provider_refused"
    assert traveller.get("/session").status_code == 401


@pytest.mark.parametrize("part", ["nonce", "code_verifier"])
def test_a_code_that_was_made_for_another_attempt_is_refused(app: Flask, provider: Provider, gina: str, part: str):
    """PKCE and the nonce, each by itself: the rest of the attempt is genuine."""
    traveller = Traveller(app)
    address = traveller.sign_in_there(traveller.leave(), gina, mfa=True)
    kept = traveller.client.get_cookie("qiaomen_provider")
    assert kept
    attempt = {**json.loads(urlsafe_b64decode(kept.value)), part: "x" * 48}
    traveller.client.set_cookie("qiaomen_provider", urlsafe_b64encode(json.dumps(attempt).encode()).decode())

    assert traveller.come_back(address).location == REFUSED + "provider_refused"


def test_a_provider_that_poses_as_another_is_refused(
    app: Flask, provider: Provider, gina: str, monkeypatch: pytest.MonkeyPatch
):
    traveller = Traveller(app)
    address = traveller.sign_in_there(traveller.leave(), gina, mfa=True)
    monkeypatch.setitem(app.config, "OIDC_ISSUER", "https://another.example")

    assert traveller.come_back(address).location == REFUSED + "provider_refused"


def test_when_it_does_not_answer_the_desk_says_so(
    app: Flask, provider: Provider, county: County, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "OIDC_ISSUER", "http://127.0.0.1:9")

    assert Browser(app).get("/session/provider").location == REFUSED + "provider_away"


def test_both_stand_in_the_audit_log(app: Flask, provider: Provider, gina: str):
    Traveller(app).travel(gina, mfa=True)
    Traveller(app).travel("stranger", mfa=True)

    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "sign_in").order_by(AuditEntry.seq)
    ).all()
    assert [(entry.username, entry.problem) for entry in entries] == [("gina", ""), ("", "provider_unknown_account")]


def test_a_session_of_before_ends(app: Flask, provider: Provider, gina: str):
    traveller = Traveller(app)
    traveller.sign_in("carol")
    before = traveller.cookie()
    traveller.travel(gina, mfa=True)

    assert Browser(app).get("/session", Authorization=f"Bearer {before}").json["code"] == "signed_out"


def test_a_demo_account_stays_on_its_machine(app: Flask, provider: Provider, county: County):
    traveller = Traveller(app)
    address = traveller.sign_in_there(traveller.leave(), "carol", mfa=True)
    traveller._from = {"REMOTE_ADDR": "192.0.2.9"}
    parts = urlsplit(address)

    answer = traveller.client.get(f"{parts.path}?{parts.query}", environ_base=traveller._from)

    assert answer.location == REFUSED + "demo_only_here"
