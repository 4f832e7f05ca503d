"""A worker's own phone: enrolled by a code of the office, and ended by it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.demo.accounts import PASSWORD
from tests.browser.test_story import picture, record, sign_in

pytestmark = pytest.mark.browser

PIN, WRONG_PIN = "271828", "314159"


def type_pin(page: Page, pin: str) -> None:
    for digit in pin:
        page.get_by_test_id(f"pin-{digit}").click()


def office_code(page: Page, name: str) -> str:
    """The office gives somebody a code; answers it as it is shown."""
    sign_in(page, "desk", "village")
    page.get_by_test_id("identity").wait_for()
    page.goto("/desk/devices")
    page.get_by_test_id("enrol-open").click()
    page.get_by_test_id("enrol-who").locator("input").fill(name)
    page.get_by_role("option", name=name).click()
    page.get_by_test_id("enrol-make").click()
    expect(page.get_by_test_id("enrol-qr")).to_be_visible()
    page.wait_for_timeout(400)  # the dialog has come to rest
    picture(page, "desk-enrol")
    return page.get_by_test_id("enrol-code").inner_text()


def enrol(page: Page, code: str) -> None:
    """Open what the picture says, and type the password."""
    page.goto(f"/phone/enrol#{code.replace(' ', '')}")
    expect(page.get_by_test_id("enrol-owner")).to_have_text("方晓禾")
    assert page.url.endswith("/phone/enrol")
    picture(page, "phone-enrol")
    page.get_by_test_id("enrol-password").fill(PASSWORD)
    page.get_by_test_id("enrol").click()


def test_the_doors_wait_for_the_pin_and_what_was_recorded_does_not(phone: BrowserContext, desk: BrowserContext):
    office, page = desk.new_page(), phone.new_page()
    enrol(page, office_code(office, "方晓禾"))
    expect(page.get_by_test_id("lock")).to_contain_text("设一个 6 位 PIN")
    page.wait_for_timeout(300)
    picture(page, "phone-pin-choose")
    type_pin(page, "111111")
    expect(page.get_by_test_id("pin-problem")).to_contain_text("太容易猜到")
    type_pin(page, PIN)
    type_pin(page, PIN)
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    doors = page.get_by_test_id("door-row").count()

    phone.set_offline(True)
    page.get_by_test_id("door-row").first.click()
    record(page, "no_answer")
    page.reload()
    expect(page.get_by_test_id("lock")).to_contain_text("1 条待上传")
    picture(page, "phone-pin")
    assert page.get_by_test_id("door-row").count() == 0
    type_pin(page, WRONG_PIN)
    expect(page.get_by_test_id("pin-problem")).to_contain_text("再错 9 次")
    picture(page, "phone-pin-wrong")

    # Locked, it hands in all the same.
    phone.set_offline(False)
    expect(page.get_by_test_id("lock")).to_contain_text("全部已上传", timeout=60_000)
    type_pin(page, PIN)
    page.goto("/phone/doors")
    type_pin(page, PIN)
    expect(page.get_by_test_id("door-row")).to_have_count(doors)


def test_nothing_of_anybody_stands_in_the_phones_files(
    browser: Browser, address: str, desk: BrowserContext, tmp_path: Path
):
    """Enrolled, walked with no network, locked, wiped: at no time can a resident be read off the files of its browser."""
    office = desk.new_page()
    code = office_code(office, "方晓禾")
    with opened(browser, address, tmp_path) as page:
        device = _walk_and_be_away(page, code)
    sought = {*_residents(office), NOTE}

    assert len(sought) > 50
    # It must find what stands there in clear.
    assert {text for text, _ in found_in(tmp_path, {CONTROL})} == {CONTROL}
    assert found_in(tmp_path, sought) == set()

    _end_the_phone(office, device)
    with opened(browser, address, tmp_path) as page:
        page.goto("/phone/")
        expect(page.get_by_test_id("ended")).to_contain_text("已清除", timeout=60_000)
        picture(page, "phone-ended")
        names = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name).sort())")
        assert names == ["control", "qiaomen"]
    office.reload()
    expect(office.get_by_test_id("enrolment").filter(has_text="已清除")).to_have_count(1)
    picture(office, "desk-devices")
    office.goto("/desk/aside")
    # What it had recorded waits to be looked at.
    expect(office.get_by_text("这部手机已被停用")).to_have_count(1)


def _walk_and_be_away(page: Page, code: str) -> str:
    """Enrol, lose the network, record a visit, begin another, leave the phone for a while and come back; its number."""
    enrol(page, code)
    type_pin(page, PIN + PIN)
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.get_by_test_id("door-row").first.click()
    record(page, "taught")
    _search_and_begin_a_visit(page)
    page.evaluate(_WRITE_IN_CLEAR, CONTROL)
    _be_away(page, minutes=16)
    expect(page.get_by_test_id("lock")).to_be_visible()
    type_pin(page, PIN)
    expect(page.get_by_test_id("note")).to_have_value(NOTE)
    # Long enough for its browser to write down what it writes down late.
    page.wait_for_timeout(2000)
    marks = (
        "Object.entries(localStorage).filter(([name]) => name.endsWith('-mark')).map(([, mark]) => JSON.parse(mark))"
    )
    (mark,) = page.evaluate(marks)
    return str(mark["device_id"])


def _end_the_phone(office: Page, device: str) -> None:
    office.reload()
    rows = office.get_by_test_id("device-row")
    rows.first.wait_for()
    # Where somebody has several, each bears the end of its number.
    mine = rows.filter(has_text=f"…{device[-4:]}") if rows.count() > 1 else rows
    mine.get_by_test_id("end-phone").click()
    office.wait_for_timeout(400)
    picture(office, "desk-end")
    office.get_by_test_id("end-phone-sure").click()
    expect(office.get_by_test_id("enrolment").filter(has_text="待清除")).to_have_count(1)


CONTROL, NOTE = "对照户主欧阳静好", "他儿子说晚上七点以后再来敲门"
_WRITE_IN_CLEAR = """(text) => new Promise((done) => {
  const opening = indexedDB.open('control', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
  opening.onsuccess = () => {
    const writing = opening.result.transaction('rows', 'readwrite', { durability: 'strict' })
    writing.objectStore('rows').add({ text })
    writing.oncomplete = () => done()
  }
})"""


@contextmanager
def opened(browser: Browser, address: str, profile: Path) -> Iterator[Page]:
    """The phone's browser, with all that it keeps in a folder."""
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        base_url=address,
        viewport={"width": 360, "height": 740},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    yield context.new_page()
    context.close()


def found_in(profile: Path, texts: set[str]) -> set[tuple[str, str]]:
    """Which of these stand in the files, as a browser may write them, and in which of its folders."""
    spelt = [(text, text.encode(coding)) for text in texts for coding in ("utf-8", "utf-16-le")]
    # Four bytes, as a name of two letters is in UTF-16, stand by chance in what is packed or sealed: its row has longer ones.
    spelt = [(text, letters) for text, letters in spelt if len(letters) > 4]
    files = [
        (str(path.parent.relative_to(profile)), path.read_bytes()) for path in profile.rglob("*") if path.is_file()
    ]
    return {(text, folder) for folder, data in files for text, letters in spelt if letters in data}


def _residents(office: Page) -> set[str]:
    """The names, telephones and addresses of those whose doors the phone had."""
    doors = office.request.get("/api/v1/households?limit=500").json()["items"]
    return {door[part] for door in doors for part in ("householder", "phone", "address") if door[part]}


def _search_and_begin_a_visit(page: Page) -> None:
    """Find a door by its name; there, a remark that is not saved yet."""
    name = page.get_by_test_id("door-name").inner_text()
    page.goto("/phone/doors")
    type_pin(page, PIN)
    page.get_by_test_id("search").fill(name)
    page.get_by_test_id("door-row").first.click()
    page.get_by_test_id("outcome-refused").click()
    page.get_by_test_id("note").fill(NOTE)
    page.wait_for_timeout(300)


def _be_away(page: Page, minutes: int) -> None:
    """Another app is in front for so long."""
    show = "(state) => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });"
    show += " document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(show, "hidden")
    page.evaluate("(ms) => { const now = Date.now; Date.now = () => now() + ms }", minutes * 60_000)
    page.evaluate(show, "visible")
