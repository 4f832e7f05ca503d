"""Whoever has a slip's code, its file or its PDF checks it on a page of ours, without an account."""

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from app.demo.accounts import PASSWORD
from tests.browser.verification.verifying import (
    GOOD,
    Slip,
    json_of,
    lines,
    other_letter,
    photo_of,
    pick,
    picture,
    scan_of,
)

pytestmark = pytest.mark.browser

# Compressed: what is loaded before somebody opens a PDF or a photo.
MOST_BYTES = 40 * 1024


def test_a_good_code_shows_its_seal_and_the_notice_and_nobodys_data(page: Page, slips: list[Slip]):
    page.goto(f"/S/{slips[0]['code']}")

    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    expect(page.get_by_test_id("code")).to_contain_text("由旌德县的密钥")
    expect(page.get_by_test_id("code")).to_contain_text("不能说明：字是不是本人签的")
    expect(page.get_by_test_id("notice")).to_contain_text("＿＿＿＿户（")
    assert slips[0]["file"]["opened"]["signer"] not in page.inner_text("body")
    assert page.context.cookies() == []
    picture(page, "code")


@pytest.mark.parametrize(("at", "words"), [(150, "封存不符"), (110, "不认识的密钥")])
def test_one_letter_changed_is_refused(page: Page, slips: list[Slip], at: int, words: str):
    page.goto(f"/S/{other_letter(slips[0]['code'], at)}")

    expect(page.get_by_test_id("code")).to_contain_text(words)
    expect(page.get_by_test_id("notice")).to_have_count(0)
    picture(page, f"code-changed-{at}")


def test_a_code_cut_short_says_what_is_missing(page: Page, slips: list[Slip]):
    page.goto(f"/S/{slips[0]['code'][:-2]}")

    expect(page.get_by_test_id("problem")).to_contain_text("应有 218 个字母和数字，这里是 216 个")
    picture(page, "code-short")


def test_a_pasted_code_is_read(page: Page, slips: list[Slip]):
    page.goto("/verify")
    picture(page, "empty")
    page.get_by_text("粘贴码或网址").click()
    page.get_by_label("二维码里的网址").fill(f"https://qm.example.cn/S/{slips[0]['code']}")
    page.get_by_role("button", name="核对", exact=True).click()

    expect(page.get_by_test_id("code")).to_contain_text("封存有效")


def test_an_address_in_small_letters_leads_there(page: Page, slips: list[Slip]):
    page.goto(f"/s/{slips[0]['code'].lower()}#x")

    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    assert page.url.endswith(f"/S/{slips[0]['code'].lower()}#x")
    page.goto("/s")
    expect(page.get_by_test_id("ask")).to_be_visible()
    assert page.url.endswith("/S/")


def test_the_pdf_can_be_opened_where_the_code_was_read(page: Page, slips: list[Slip]):
    page.goto(f"/S/{slips[0]['code']}")
    page.get_by_test_id("notice").wait_for()
    button = page.get_by_test_id("code").get_by_text("打开 PDF，核对文字和签字")
    box, height = button.bounding_box(), (page.viewport_size or {"height": 0})["height"]
    assert box
    assert box["y"] + box["height"] <= height, "below what is seen first"
    page.get_by_test_id("pick-content").set_input_files(json_of(slips[0]["file"]))

    assert lines(page) == GOOD | {"code": "good", "standing": "good"}


def test_a_photo_of_the_code_is_read(page: Page, slips: list[Slip]):
    page.goto("/S/")
    pick(page, photo_of(slips[0]["code"]))

    expect(page.get_by_test_id("code")).to_contain_text("封存有效")


def test_a_scanned_page_is_read(page: Page, slips: list[Slip]):
    page.goto("/S/")
    for slip in slips:
        pick(page, scan_of(slip))
        expect(page.get_by_test_id("code")).to_contain_text("封存有效")
        expect(page.get_by_test_id("hand")).to_contain_text("核对的是：二维码")


def test_what_is_no_slip_is_said_to_be_none(page: Page):
    page.goto("/S/")
    for data in (b"{}", b"\x89PNG\r\n\x1a\n broken", b"hello", b""):
        pick(page, {"name": "file", "mimeType": "application/octet-stream", "buffer": data})
        expect(page.get_by_test_id("problem")).to_contain_text("这不是告知单的文件")


def test_a_visit_that_was_taken_back_is_said_to_be(page: Page, slips: list[Slip]):
    signed = page.request.post("/api/v1/session", data={"username": "admin", "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {signed.json()['token']}"}
    # Once for both sizes of the page.
    withdrawn = page.request.post(
        f"/api/v1/visits/{slips[2]['id']}/withdraw", data={"reason": "签错了户"}, headers=bearer
    )
    assert withdrawn.status in (200, 409), withdrawn.text()
    page.goto(f"/S/{slips[2]['code']}")

    expect(page.get_by_test_id("withdrawn")).to_contain_text("撤回")
    expect(page.get_by_test_id("code").locator("h2")).to_have_text("这次走访已撤回；封存有效")
    expect(page.get_by_test_id("code")).to_have_class("card wait")
    assert "签错了户" not in page.inner_text("body")
    picture(page, "withdrawn")
    pick(page, json_of(slips[2]["file"]))
    expect(page.get_by_test_id("file").locator("h2")).to_have_text("这次走访已撤回；封存的内容核对无误")
    expect(page.get_by_test_id("file")).to_have_class("card wait")
    picture(page, "withdrawn-file")
    # Without the code in the address the county is asked when somebody says so, and only then.
    page.goto("/S/")
    pick(page, json_of(slips[2]["file"]))
    expect(page.get_by_test_id("file").locator("h2")).to_have_text("封存的内容核对无误")
    with page.expect_request("**/api/v1/public/slips/*") as asked:
        page.get_by_test_id("ask-county").click()
    assert asked.value.url.endswith(f"/{slips[2]['code']}")
    expect(page.get_by_test_id("file").locator("h2")).to_have_text("这次走访已撤回；封存的内容核对无误")


def test_a_key_once_heard_of_stays_known(page: Page, slips: list[Slip]):
    page.goto("/S/")
    expect(page.get_by_text("旌德县的公钥（1 把）")).to_be_visible()
    page.route("**/api/v1/slip-keys", lambda route: route.fulfill(json={"county": "旌德县", "items": []}))
    page.goto(f"/S/{slips[0]['code']}")

    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_test_id("code")).to_contain_text("封存有效")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "查不到这一份的记录"), (429, "查得太多了"), (500, "服务器暂时答不上来")]
)
def test_what_the_county_cannot_say_leaves_the_seal_as_it_is(page: Page, slips: list[Slip], status: int, words: str):
    page.route("**/api/v1/public/slips/*", lambda route: route.fulfill(status=status, json={}))
    page.goto(f"/S/{slips[0]['code']}")

    expect(page.get_by_test_id("notice")).to_contain_text(words)
    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    picture(page, f"county-{status}")


@pytest.mark.parametrize(
    ("review", "words", "tone"),
    [
        ("waiting", "这条记录还在待核对，暂时不算数", "wait"),
        ("refused", "经核对没有采纳（2026年11月27日 09:00）", "wait"),
        ("accepted", "", "good"),
    ],
)
def test_a_review_is_said_apart_from_a_withdrawal(page: Page, slips: list[Slip], review: str, words: str, tone: str):
    at = None if review == "waiting" else "2026-11-27T01:00:00+00:00"
    told = {"notice": None, "withdrawn_at": None, "review": review, "reviewed_at": at, "contents": "kept"}
    page.route("**/api/v1/public/slips/*", lambda route: route.fulfill(json=told))
    page.goto(f"/S/{slips[0]['code']}")

    code = page.get_by_test_id("code")
    expect(code).to_contain_text(words or "核对后已采纳（2026年11月27日 09:00），到现在没有撤回")
    expect(code).to_have_class(f"card {tone}")
    expect(code.get_by_test_id(review)).to_have_count(1 if words else 0)
    expect(code).not_to_contain_text("已撤回")
    picture(page, f"review-{review}")
    pick(page, json_of(slips[0]["file"]))
    assert lines(page)["standing"] == tone
    if words:
        expect(page.get_by_test_id("file")).to_have_class(f"card {tone}")


@pytest.mark.parametrize(("contents", "words"), [("removed", "已依规删除"), ("missing", "还在等手机补传")])
def test_what_the_county_no_longer_has_is_said(page: Page, slips: list[Slip], contents: str, words: str):
    told = {"notice": None, "withdrawn_at": None, "review": None, "reviewed_at": None, "contents": contents}
    page.route("**/api/v1/public/slips/*", lambda route: route.fulfill(json=told))
    page.goto(f"/S/{slips[0]['code']}")

    expect(page.get_by_test_id("notice")).to_contain_text(words)
    picture(page, f"county-{contents}")


def test_without_keys_nothing_is_judged(page: Page, slips: list[Slip]):
    page.route("**/api/v1/slip-keys", lambda route: route.abort())
    page.goto(f"/S/{slips[0]['code']}")

    expect(page.get_by_test_id("problem")).to_contain_text("取不到县里的公钥")
    picture(page, "no-keys")


def test_the_first_load_is_small(phone: BrowserContext, slips: list[Slip], capsys: pytest.CaptureFixture[str]):
    page = phone.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    finished: list[Request] = []

    def keep(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", keep)
    page.goto(f"/S/{slips[0]['code']}")
    page.get_by_test_id("notice").wait_for()
    page.wait_for_load_state("networkidle")

    size = sum(one.sizes()["responseBodySize"] + one.sizes()["responseHeadersSize"] for one in finished)
    with capsys.disabled():
        print(f"\nverification page, cold: {size / 1024:.1f} KB compressed, headers included")
    assert len(finished) >= 5, [one.url for one in finished]
    assert size <= MOST_BYTES, [(one.url, one.sizes()) for one in finished]
