"""A village's file of slips, handed to the verification page: every slip with its verdict, and one on the file."""

import io
import json
from typing import Any

import pypdf
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.verification.verifying import GOOD, lines, photo_of, pick, picture, with_other_page

pytestmark = pytest.mark.browser


def payload(pdf: bytes) -> FilePayload:
    return {"name": "桥东村告知单.pdf", "mimeType": "application/pdf", "buffer": pdf}


def files_in(pdf: bytes) -> dict[str, dict[str, Any]]:
    return {name: json.loads(data) for name, (data,) in pypdf.PdfReader(io.BytesIO(pdf)).attachments.items()}


def with_another_file(pdf: bytes, name: str, text: str) -> bytes:
    """The same with other words in one slip's file; saved anew, without the seal of its pages."""
    out, writer = io.BytesIO(), pypdf.PdfWriter(io.BytesIO(pdf))
    (its,) = (one for one in writer.attachment_list if one.name == name)
    its.content = text.encode()
    writer.write(out)
    return out.getvalue()


def test_a_villages_file_is_a_list_of_its_slips_each_with_its_verdict(page: Page, book: bytes):
    files = files_in(book)
    page.goto("/S/")
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    pick(page, payload(book))

    expect(page.get_by_test_id("book").locator("h2")).to_have_text(f"{len(files)} 份告知单和 PDF 都核对无误")
    rows = page.get_by_test_id("slip")
    expect(rows).to_have_count(len(files))
    assert [row.get_attribute("data-tone") for row in rows.all()] == ["good"] * len(files)
    for row, (name, file) in zip(rows.all(), files.items(), strict=True):
        page_number = int(name.split("-")[1])
        record = json.loads(file["record"])
        expect(row).to_contain_text(f"第 {page_number} 页")
        expect(row).to_contain_text(f"{record['village']} 第 {record['seq']} 份")
        expect(row).to_contain_text(file["opened"]["signer"])
    assert [url for url in sent if "/S/assets/" not in url and not url.startswith("blob:")] == []
    picture(page, "book")

    rows.nth(1).get_by_role("button").click()
    assert lines(page) == GOOD
    expect(page.get_by_test_id("content")).to_contain_text(list(files.values())[1]["opened"]["signer"])
    picture(page, "book-slip")
    page.get_by_role("button", name="回到列表").click()
    expect(rows).to_have_count(len(files))


@pytest.mark.parametrize(
    ("seal", "tone", "words"), [(True, "bad", "有不符的地方：PDF 页面"), (False, "wait", "印的页面没有核对")]
)
def test_one_with_another_page_is_never_called_right(page: Page, book: bytes, seal: bool, tone: str, words: str):
    page.goto("/S/")
    pick(page, with_other_page(book, seal=seal, number=2))

    expect(page.get_by_test_id("book")).to_have_class(f"card {tone}")
    expect(page.get_by_test_id("book").locator("h2")).to_contain_text(words)
    expect(page.get_by_test_id("book")).to_contain_text("看不出有没有哪一份被整份拿掉")
    picture(page, f"book-other-page-{tone}")


def test_the_slip_that_was_changed_is_named(page: Page, book: bytes):
    name, file = list(files_in(book).items())[1]
    file["opened"]["text"] = file["opened"]["text"].replace("110", "119")
    page.goto("/S/")
    pick(page, payload(with_another_file(book, name, json.dumps(file, ensure_ascii=False))))

    count = len(files_in(book))
    expect(page.get_by_test_id("book").locator("h2")).to_have_text(f"{count} 份里有 1 份不符")
    first = page.get_by_test_id("slip").first
    expect(first).to_have_attribute("data-tone", "bad")
    expect(first).to_contain_text(f"第 {int(name.split('-')[1])} 页")
    expect(first).to_contain_text("有不符的地方：告知单文字")
    expect(page.locator("[data-testid=slip][data-tone=good]")).to_have_count(count - 1)
    picture(page, "book-changed")
    first.get_by_role("button").click()
    assert lines(page) == GOOD | {"content": "bad"}


def test_a_code_is_held_against_all_of_them(page: Page, book: bytes, codes: tuple[str, str]):
    mine, other = codes
    page.goto(f"/S/{mine}")
    pick(page, payload(book))
    expect(page.get_by_test_id("book")).to_have_class("card good")

    page.get_by_role("button", name="核对另一份").click()
    pick(page, photo_of(other))
    page.get_by_test_id("code").wait_for()
    pick(page, payload(book))
    expect(page.get_by_test_id("book").locator("h2")).to_have_text("二维码不是这个文件里任何一份的")
