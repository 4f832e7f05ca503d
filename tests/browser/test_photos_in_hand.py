"""A save that is pressed while a photo is being made ready waits for it, at a visit and at a request for an exclusion."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_asking import begin as begin_asking
from tests.browser.test_asking import photo
from tests.browser.test_story import begin, sign_in

pytestmark = pytest.mark.browser

# A phone that takes two seconds to make a photo ready; with `fails` it never comes to anything.
SLOW = """(fails) => {
  const make = HTMLCanvasElement.prototype.toBlob
  HTMLCanvasElement.prototype.toBlob = function (done, ...how) {
    setTimeout(() => (fails ? done(null) : make.call(this, done, ...how)), 2000)
  }
}"""
# How many photos each entry has, and how many of them are here.
KEPT = """async () => {
  const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('qiaomen-') && name.length > 20)
  const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result) })
  const all = (table) => new Promise((done) => {
    const asked = db.transaction(table).objectStore(table).getAll()
    asked.onsuccess = () => done(asked.result)
  })
  const [outbox, blobs] = [await all('outbox'), await all('blobs')]
  db.close()
  return [outbox.map((entry) => entry.blobs.length), blobs.length]
}"""


def another() -> dict:
    """Another photo than the first: the same bytes are kept once."""
    data = BytesIO()
    Image.new("RGB", (800, 600), (30, 60, 90)).save(data, "JPEG")
    return {**photo(), "buffer": data.getvalue()}


def take_slowly(page: Page, *, fails: bool = False) -> None:
    page.evaluate(SLOW, fails)
    page.get_by_test_id("add-photo").set_input_files(another())
    expect(page.locator("label.add")).to_contain_text("处理中")


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """A phone that has its doors, and no network."""
    page = phone.new_page()
    sign_in(page, "phone", "worker2")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    return page


def refused(page: Page) -> None:
    """A plain refusal, with all that it needs."""
    page.get_by_test_id("door-row").first.click()
    page.get_by_test_id("outcome-refused").wait_for()
    begin(page, "refused")
    page.get_by_test_id("way-refused").click()
    page.get_by_test_id("witness").fill("李主任")
    page.get_by_test_id("reason").fill("说要等儿子回来")


def test_a_visit_is_saved_with_the_photo_that_was_being_made_ready(page: Page) -> None:
    refused(page)
    take_slowly(page)

    page.get_by_test_id("save-visit").click()

    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    assert page.evaluate(KEPT) == [[1], 1]


def test_a_visit_is_not_saved_while_its_photo_comes_to_nothing(page: Page) -> None:
    refused(page)
    take_slowly(page, fails=True)

    page.get_by_test_id("save-visit").click()

    expect(page.get_by_test_id("visit-problem")).to_contain_text("照片打不开，所以还没有保存")
    assert page.evaluate(KEPT) == [[], 0]
    page.get_by_test_id("save-visit").click()
    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    assert page.evaluate(KEPT) == [[0], 0]


def test_a_request_is_saved_with_its_second_photo(page: Page) -> None:
    page.get_by_test_id("door-row").first.click()
    page.get_by_test_id("door-name").wait_for()
    begin_asking(page, page.url.rsplit("/", 1)[1], "demolished")
    page.get_by_test_id("add-photo").set_input_files(photo())
    page.get_by_test_id("photo").wait_for()
    page.get_by_test_id("words").fill("去年已拆除")
    take_slowly(page)

    page.get_by_test_id("save-exclusion").click()

    expect(page.get_by_test_id("save-exclusion")).to_be_hidden()
    assert page.evaluate(KEPT) == [[2], 2]
