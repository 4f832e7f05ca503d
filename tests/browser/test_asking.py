"""A worker asks at the door for exclusions: each reason with its evidence, with no network, and reads what became of them."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from app import clock
from app.exclusions.refusals import REASONS
from tests.browser.conftest import ROOT
from tests.browser.test_story import picture, sign_in

pytestmark = pytest.mark.browser

NEEDS = json.loads((ROOT / "app/exclusions/reasons.json").read_text())
WORDS = "邻居说全家早已搬走"
REFUSAL = "昨天晚上还有人住。"


def photo() -> dict:
    """A photo as a camera hands it over."""
    data = BytesIO()
    Image.new("RGB", (800, 600), (120, 130, 110)).save(data, "JPEG")
    return {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def open_door(page: Page, door_id: str) -> None:
    page.goto(f"/phone/doors/{door_id}")
    page.get_by_test_id("door-name").wait_for()


def begin(page: Page, door_id: str, reason: str) -> None:
    open_door(page, door_id)
    page.get_by_test_id("outcome-other").click()
    page.get_by_test_id("ask-exclusion").click()
    page.get_by_test_id(f"reason-{reason}").click()


def shown_fields(page: Page) -> dict[str, bool]:
    """Which evidence the form asks for."""
    sought = {"photo": "add-photo", "witness": "witness", "returns_on": "returns-on"}
    return {need: page.get_by_test_id(field).count() == 1 for need, field in sought.items()}


def bring(page: Page, reason: str) -> None:
    """Fill in what the reason needs, and nothing else."""
    needs = NEEDS[reason]
    if needs["photo"]:
        page.get_by_test_id("add-photo").set_input_files(photo())
        page.get_by_test_id("photo").wait_for()
    if needs["witness"]:
        page.get_by_test_id("witness").fill("张大爷")
    if needs["returns_on"]:
        page.get_by_test_id("returns-on").fill((clock.today() + timedelta(days=60)).isoformat())
    if needs["words"]:
        page.get_by_test_id("words").fill(WORDS)


def ask(page: Page, door_id: str, reason: str) -> None:
    begin(page, door_id, reason)
    needs = NEEDS[reason]
    assert shown_fields(page) == {
        "photo": needs["photo"],
        "witness": bool(needs["witness"]),
        "returns_on": needs["returns_on"],
    }
    page.get_by_test_id("save-exclusion").click()
    expect(page.get_by_test_id("exclusion-problem")).to_be_visible()
    bring(page, reason)
    expect(page.get_by_test_id("exclusion-problem")).to_be_hidden()
    picture(page, f"phone-ask-{reason}")
    page.get_by_test_id("save-exclusion").click()
    entry = page.get_by_test_id("entry").first
    expect(entry).to_contain_text(f"申请剔除：{REASONS[reason]}")
    expect(entry).to_contain_text("仅在本机")


def test_six_reasons_without_a_network_a_refusal_and_second_thoughts(phone: BrowserContext, desk: BrowserContext):
    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    rows = page.get_by_test_id("door-row").all()[:7]
    doors = dict(zip(REASONS, [row.get_attribute("data-id") for row in rows], strict=False))
    begun = rows[6].get_attribute("data-id")
    phone.set_offline(True)

    for reason, door_id in doors.items():
        ask(page, door_id, reason)
    _leave_one_unfinished(page, begun)

    page.goto("/phone/doors")
    expect(page.get_by_test_id("asked-tag").filter(has_text="剔除申请未上传")).to_have_count(6)
    picture(page, "phone-asked-doors")
    page.goto("/phone/outbox")
    expect(page.get_by_test_id("entry")).to_have_count(6)
    assert page.get_by_test_id("receipt").count() == 0
    phone.set_offline(False)
    expect(page.get_by_test_id("receipt")).to_have_count(6, timeout=60_000)
    expect(page.get_by_text("等派出所或县级审批，批准前仍要上门")).to_have_count(6)

    _take_back(phone, page, doors["away"])
    _decide(desk.new_page(), approved=doors["vacant"], refused=doors["moved_out"])
    _read_what_became(page, doors)
    _narrow(page, doors, begun)


def _leave_one_unfinished(page: Page, door_id: str) -> None:
    """A call comes in: what was written is there again, and a new page asks whether to go on."""
    begin(page, door_id, "demolished")
    page.get_by_test_id("add-photo").set_input_files(photo())
    page.get_by_test_id("photo").wait_for()
    page.get_by_test_id("words").fill("去年已拆除")
    page.wait_for_timeout(300)  # written as it is typed, and the disk has its time
    open_door(page, door_id)
    expect(page.get_by_test_id("asked-draft")).to_contain_text("没写完的剔除申请")
    picture(page, "phone-ask-draft")
    page.get_by_test_id("asked-draft").get_by_role("button").click()
    expect(page.get_by_test_id("asked-restored")).to_be_visible()
    expect(page.get_by_test_id("words")).to_have_value("去年已拆除")
    expect(page.get_by_test_id("photo")).to_have_count(1)
    picture(page, "phone-ask-restored")


def _take_back(phone: BrowserContext, page: Page, door_id: str) -> None:
    """Without a network nothing is said to be taken back; with one it is, and the server says so."""
    open_door(page, door_id)
    phone.set_offline(True)
    _press_take_back(page)
    expect(page.get_by_text("没有收到服务器的答复")).to_be_visible()
    page.wait_for_timeout(500)  # the dialog is gone
    picture(page, "phone-take-back-offline")
    expect(page.get_by_test_id("asked")).to_contain_text("等派出所或县级审批")
    phone.set_offline(False)
    _press_take_back(page)
    expect(page.get_by_test_id("asked")).to_have_text("已撤回")
    expect(page.get_by_test_id("take-back")).to_have_count(0)


def _press_take_back(page: Page) -> None:
    page.get_by_test_id("take-back").click()
    page.wait_for_timeout(400)  # the dialog has come to rest
    picture(page, "phone-take-back")
    page.get_by_role("button", name="撤回", exact=True).click()


def _decide(page: Page, approved: str, refused: str) -> None:
    """The station approves one request and refuses another on its page of requests."""
    sign_in(page, "desk", "station")
    page.get_by_test_id("identity").wait_for()
    page.goto("/desk/exclusions?scope=341825100200")
    row = page.locator("[data-testid=exclusion-row]", has=page.locator(f"a[href*='{refused}']"))
    row.get_by_test_id("refuse").click()
    page.get_by_test_id("refusal").fill(REFUSAL)
    page.get_by_test_id("refuse-send").click()
    expect(row).to_have_count(0)
    row = page.locator("[data-testid=exclusion-row]", has=page.locator(f"a[href*='{approved}']"))
    row.get_by_test_id("approve").click()
    expect(row).to_have_count(0)


def _read_what_became(page: Page, doors: dict[str, str]) -> None:
    page.goto("/phone/outbox")
    page.get_by_test_id("sync-now").click()
    expect(page.get_by_text(f"：{REFUSAL}")).to_be_visible()
    picture(page, "phone-asked-outbox")
    open_door(page, doors["moved_out"])
    expect(page.get_by_test_id("asked")).to_have_text(f"已驳回（旌阳派出所）：{REFUSAL}")
    picture(page, "phone-asked-refused")
    open_door(page, doors["vacant"])
    expect(page.get_by_test_id("asked")).to_contain_text("已批准（旌阳派出所），")
    picture(page, "phone-asked-approved")
    page.goto("/phone/doors")
    expect(page.get_by_test_id("asked-tag").filter(has_text="剔除被驳回")).to_have_count(1)
    expect(page.get_by_test_id("asked-tag").filter(has_text="剔除待审批")).to_have_count(3)


def _narrow(page: Page, doors: dict[str, str], begun: str) -> None:
    """Nothing is wider than the narrowest phone."""
    page.set_viewport_size({"width": 320, "height": 640})
    for name, path in (
        ("doors", "/phone/doors"),
        ("door", f"/phone/doors/{doors['registered_only']}"),
        ("form", f"/phone/doors/{begun}/exclusion"),
    ):
        page.goto(path)
        page.wait_for_timeout(600)
        picture(page, f"phone-320-asked-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
