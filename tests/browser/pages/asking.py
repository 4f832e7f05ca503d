"""Puts into a county what its pages are to show, as somebody of the office with a browser of their own."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import APIRequestContext, Browser, FilePayload, Page

from app.demo.accounts import PASSWORD

# Where worker1 walks, and a village without a checker of its own.
VILLAGE, COUNTY = "341825100200", "341825000000"


@contextmanager
def asking_as(page: Page, username: str) -> Iterator[APIRequestContext]:
    """Asks the county that a page shows."""
    browser = page.context.browser
    assert isinstance(browser, Browser)
    at = urlsplit(page.url)
    context = browser.new_context(base_url=f"{at.scheme}://{at.netloc}")
    signed = context.request.post("/api/v1/session", data={"username": username, "password": PASSWORD})
    context.set_extra_http_headers({"Authorization": f"Bearer {signed.json()['token']}"})
    yield context.request
    context.close()


def done(asked: APIRequestContext, path: str, **sent: Any) -> Any:
    """Something is done, and was; answers what was said."""
    answer = asked.post(f"/api/v1{path}", **sent)
    assert answer.ok, f"{path}: {answer.text()}"
    return answer.json() if answer.body() else None


def first(asked: APIRequestContext, path: str) -> dict[str, Any]:
    """The first of a list."""
    items: list[dict[str, Any]] = asked.get(f"/api/v1{path}").json()["items"]
    return items[0]


def table(name: str, *rows: str) -> FilePayload:
    """A file as an office writes it."""
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join(rows).encode("utf-8-sig")}


def fill(page: Page) -> dict[str, str]:
    """One of each that the demo has none of; answers the addresses' own parts, by route."""
    with asking_as(page, "admin") as admin, asking_as(page, "worker1") as worker:
        covered = admin.get(f"/api/v1/households?scope={VILLAGE}&state=covered").json()["items"]
        # Some homes have no number that could be shown in full.
        door = next(one["id"] for one in covered if one["phone"])
        checker = admin.get(f"/api/v1/check-rounds/checkers?village={VILLAGE}").json()["items"][0]["id"]
        about = {"village": VILLAGE, "checker_id": checker, "unacceptable_percent": 20}
        order = {"household_id": door, "basis": "own_request", "reason": "应本人要求"}
        roster = table("名册.csv", "户主姓名,详细地址,网格", "欧阳静,柳树巷9号,第1网格", ",柳树巷10号,第1网格")
        cases = table("案件.csv", "案发时间,受害人,类型,损失金额,村", "去年,赫连二,虚假贷款,100,新庄村")
        _set_aside(worker, door)
        return {
            "/doors/:id": door,
            "/cases/:id": first(admin, "/cases")["id"],
            "/aside/:id": first(admin, "/aside")["id"],
            "/checks/:id": done(admin, "/check-rounds", data=about)["id"],
            "/forgettings/:id": done(admin, "/forgettings", data=order)["id"],
            "/rosters/:id": done(admin, "/rosters", multipart={"scope": VILLAGE, "kind": "family", "file": roster})[
                "id"
            ],
            "/case-files/:id": done(admin, "/case-files", multipart={"scope": COUNTY, "file": cases})["id"],
        }


def _set_aside(worker: APIRequestContext, door: str) -> None:
    """A phone hands in what no campaign here knows."""
    said: dict[str, Any] = {"household_id": door, "campaign_id": str(uuid.uuid4()), "outcome": "no_answer"}
    body = json.dumps(said)
    event = {"id": str(uuid.uuid4()), "device_seq": 1, "type": "visit", "schema_version": 1, "body": body}
    handed = {"proto": 1, "device_id": str(uuid.uuid4()), "blobs": []}
    sealed = event | {"sha256": hashlib.sha256(body.encode()).hexdigest()}
    (verdict,) = done(worker, "/sync/push", data=handed | {"items": [sealed]})["results"]
    assert verdict["status"] == "quarantined", verdict
