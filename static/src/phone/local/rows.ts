// The rows of all doors in the memory of this page: a phone with thousands reads them once, and then only those that were written.
import Dexie, { type ObservabilitySet, RangeSet } from 'dexie'
import type { PhoneDb, StoredDoor } from './db'

/** What is known of them, and which were written since, each with the number of its last writing. */
export class Rows {
  private known: Map<string, StoredDoor> | null = null
  private reading: Promise<Map<string, StoredDoor>> | null = null
  private readonly written = new Map<string, number>()
  private writings = 0
  /** How often all that was known went. */
  private forgotten = 0
  private readonly part: string

  constructor(private readonly db: PhoneDb) {
    this.part = `idb://${db.name}/households/`
  }

  /** Every row, as it is now; inside a live query, which is asked again after any of them was written. */
  async all(): Promise<StoredDoor[]> {
    // The count is of no use but that the live query is asked again for it.
    let [, known] = await Promise.all([this.db.households.count(), this.known ?? this.read()])
    if (this.written.size > 0) await this.readWritten(known)
    // All of them were written meanwhile: what was read is no longer so.
    while (known !== this.known) known = await this.read()
    return [...known.values()]
  }

  /** The connection is closed for good. */
  end(): void {
    Dexie.on.storagemutated.unsubscribe(this.note)
    this.known = null
  }

  // In this page or in another one, once it is in the database.
  private readonly note = (parts: ObservabilitySet): void => {
    // The browser had put this page aside: whatever another one wrote meanwhile was not heard here.
    if (parts.all) this.forget()
    const ranges = parts[this.part]
    if (!ranges) return
    // From another page they come without their methods.
    for (const { from, to } of RangeSet(ranges)) {
      // More than single rows: all are read again.
      if (typeof from !== 'string' || from !== to) this.forget()
      else this.written.set(from, (this.writings += 1))
    }
  }

  private forget(): void {
    this.known = null
    this.forgotten += 1
  }

  // Once, however many ask meanwhile.
  private read(): Promise<Map<string, StoredDoor>> {
    this.reading ??= this.readAll().finally(() => (this.reading = null))
    return this.reading
  }

  private async readAll(): Promise<Map<string, StoredDoor>> {
    // Heard from now on, once: whoever opens a database for a moment asks for no rows, and has nothing to hear.
    Dexie.on('storagemutated', this.note)
    const [before, forgotten] = [new Map(this.written), this.forgotten]
    // In a transaction of its own, or Dexie would keep a second copy of them.
    const rows = await this.db.transaction('r', this.db.households, () => this.db.households.toArray())
    // What was written while it was read may not be in it.
    if (forgotten !== this.forgotten) return this.readAll()
    this.known = new Map(rows.map((row) => [row.id, row]))
    this.settle(before)
    return this.known
  }

  private async readWritten(known: Map<string, StoredDoor>): Promise<void> {
    const before = new Map(this.written)
    const ids = [...before.keys()]
    const rows = await this.db.households.bulkGet(ids)
    ids.forEach((id, place) => {
      const row = rows[place]
      if (row) known.set(id, row)
      else known.delete(id)
    })
    this.settle(before)
  }

  // What was written while it was read is read again next time.
  private settle(before: Map<string, number>): void {
    for (const [id, number] of before) if (this.written.get(id) === number) this.written.delete(id)
  }
}
