"""A slip's file or its PDF, handed to the verification page: what holds, what differs, and what is not there."""

import base64
import copy

import pytest
from playwright.sync_api import Page, expect

from tests.browser.verification.verifying import (
    GOOD,
    Slip,
    json_of,
    lines,
    pdf_of,
    photo_of,
    pick,
    picture,
    with_other_page,
)

pytestmark = pytest.mark.browser


def test_a_good_file_holds_line_by_line_and_nothing_leaves_the_page(page: Page, slips: list[Slip]):
    page.goto("/S/")
    expect(page.get_by_text("旌德县的公钥")).to_be_visible()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pick(page, json_of(slips[0]["file"]))

    assert lines(page) == GOOD
    expect(page.get_by_test_id("file")).to_contain_text("封存的内容核对无误")
    expect(page.get_by_test_id("content")).to_contain_text(slips[0]["file"]["opened"]["signer"])
    assert page.locator(".strokes path").count() == len(slips[0]["file"]["strokes"])
    # The signature's picture is shown out of the file itself; what else is loaded is the page's own.
    assert [url for url in asked if not url.startswith("blob:") and "/S/assets/" not in url] == []
    picture(page, "file")


def test_a_changed_text_is_named(page: Page, slips: list[Slip]):
    file = copy.deepcopy(slips[0]["file"])
    file["opened"]["text"] = file["opened"]["text"].replace("110", "119")
    page.goto("/S/")
    pick(page, json_of(file))

    assert lines(page) == GOOD | {"content": "bad"}
    expect(page.get_by_test_id("line-content")).to_contain_text("告知单文字与封存的不一致")
    # What differs is not shown as if it had been signed.
    expect(page.get_by_test_id("content")).not_to_contain_text("119")
    picture(page, "file-changed")


def test_another_slips_file_is_refused_with_this_code(page: Page, slips: list[Slip]):
    page.goto(f"/S/{slips[0]['code']}")
    page.get_by_test_id("notice").wait_for()
    pick(page, json_of(slips[1]["file"]))

    assert lines(page)["code"] == "bad"
    expect(page.get_by_test_id("file")).to_contain_text("二维码和文件不是一份")
    picture(page, "file-of-another")
    page.get_by_text("核对另一份").click()
    expect(page.get_by_test_id("file")).to_have_count(0)
    pick(page, photo_of(slips[1]["code"]))
    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    pick(page, json_of(slips[1]["file"]))
    assert lines(page) == GOOD | {"code": "good"}


GONE = {"opened": None, "strokes": None, "picture": None}
# It may have gone either way, and the file cannot tell.
EITHER = "可能是依规删除，也可能是被人去掉"


def test_what_is_not_in_the_file_is_neither_green_nor_called_removed_by_rule(page: Page, slips: list[Slip]):
    page.goto("/S/")
    pick(page, json_of(slips[0]["file"] | GONE))

    assert lines(page) == GOOD | dict.fromkeys(("content", "strokes", "picture"), "wait")
    expect(page.get_by_test_id("file")).to_have_class("card wait")
    expect(page.get_by_test_id("file").locator("h2")).to_contain_text("封存有效，但文件里缺了：告知单文字、签名人")
    for line in ("content", "strokes", "picture"):
        expect(page.get_by_test_id(f"line-{line}")).to_contain_text(EITHER)
    picture(page, "file-stripped")


def test_one_part_taken_out_is_named(page: Page, slips: list[Slip]):
    file = copy.deepcopy(slips[0]["file"])
    file["opened"]["signer"] = None
    page.goto("/S/")
    pick(page, json_of(file))

    assert lines(page) == GOOD | {"missing": "wait"}
    expect(page.get_by_test_id("line-missing")).to_contain_text(f"签名人：这份文件里没有这一部分，{EITHER}")
    expect(page.get_by_test_id("file")).to_have_class("card wait")


@pytest.mark.parametrize(("contents", "words"), [("removed", "县里答复：已依规删除"), ("kept", "县里还存着这份告知单")])
def test_only_the_county_says_that_it_was_removed_by_rule(page: Page, slips: list[Slip], contents: str, words: str):
    told = {"notice": None, "withdrawn_at": None, "review": None, "reviewed_at": None, "contents": contents}
    page.route("**/api/v1/public/slips/*", lambda route: route.fulfill(json=told))
    page.goto(f"/S/{slips[0]['code']}")
    pick(page, json_of(slips[0]["file"] | GONE))

    expect(page.get_by_test_id("line-content")).to_contain_text(words)
    assert lines(page)["content"] == "wait"
    expect(page.get_by_test_id("file")).to_have_class("card wait")
    picture(page, f"file-{contents}")


def test_a_file_without_its_day_is_never_green(page: Page, slips: list[Slip]):
    page.goto("/S/")
    pick(page, json_of(slips[0]["file"] | {"path": None}))

    # The county's list of keys says that it closed that day.
    assert lines(page) == GOOD | {"day": "wait"}
    expect(page.get_by_test_id("file")).to_have_class("card wait")
    expect(page.get_by_test_id("file").locator("h2")).to_have_text(
        "封存的内容核对无误，但缺了当日总账：那一天应已结账，请重新取文件核对"
    )
    expect(page.get_by_test_id("line-day")).to_contain_text("那时还没有结出，也可能被人去掉")
    picture(page, "file-without-its-day")


def test_a_pdf_holds_by_the_file_inside_it(page: Page, slips: list[Slip]):
    page.goto("/S/")
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}"))
    pick(page, pdf_of(slips[0]))

    assert lines(page) == GOOD | {"pages": "good"}
    expect(page.get_by_test_id("file").locator("h2")).to_have_text("封存的内容和 PDF 都核对无误")
    assert [one for one in sent if "/S/assets/" not in one and "blob:" not in one] == []
    picture(page, "pdf")
    pick(page, {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF"})
    expect(page.get_by_test_id("problem")).to_contain_text("没有附带核对用的数据")
    picture(page, "pdf-bare")


@pytest.mark.parametrize(
    ("seal", "tone", "words"),
    [(False, "wait", "附带的数据核对无误，印的页面没有核对"), (True, "bad", "有不符的地方：PDF 页面")],
)
def test_a_pdf_with_another_page_is_never_called_right(
    page: Page, slips: list[Slip], seal: bool, tone: str, words: str
):
    page.goto("/S/")
    pick(page, with_other_page(base64.b64decode(slips[0]["pdf"]), seal=seal))

    assert lines(page) == GOOD | {"pages": tone}
    expect(page.get_by_test_id("file").locator("h2")).to_have_text(words)
    expect(page.get_by_test_id("content")).to_contain_text("请与这里逐字对照，以这里为准")
    picture(page, f"pdf-other-page-{tone}")
