"""All that a phone recorded is at the county: by the phone's own database, since the badge may for a moment speak of before."""

from playwright.sync_api import Page, expect

_WAITING = """async () => {
  let waiting = 0
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith('qiaomen-'))) {
    const db = await new Promise((done, failed) => {
      const asked = indexedDB.open(name)
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => failed(asked.error)
    })
    for (const table of ['outbox', 'blobs']) {
      const asked = db.transaction(table).objectStore(table).index('state').count('waiting')
      waiting += await new Promise((done) => { asked.onsuccess = () => done(asked.result) })
    }
    db.close()
  }
  return waiting === 0
}"""


def all_sent(page: Page) -> None:
    page.wait_for_function(_WAITING, timeout=60_000, polling=200)
    expect(page.get_by_test_id("outbox-badge")).to_contain_text("全部已上传", timeout=60_000)
