// The store of one phone as nobody on the phone sees it: what is in it, and what is left of it when its browser is killed.

interface RawTransaction {
  _state: string
  _rollbackLog: (() => void)[]
}

interface RawObjectStore {
  records: { values: () => Iterable<{ value: unknown }> }
}

interface RawDatabase {
  rawObjectStores: Map<string, RawObjectStore>
  transactions: RawTransaction[]
  connections: { _closed: boolean }[]
}

interface RawFactory {
  _databases: Map<string, RawDatabase>
  _connectionQueues: Map<string, unknown>
}

/** All rows of a table, read past the app; only to be asked when nothing is being written, and never to be changed. */
export function rowsOf<Row>(factory: IDBFactory, database: string, table: string): Row[] {
  const { _databases } = factory as unknown as RawFactory
  const store = _databases.get(database)?.rawObjectStores.get(table)
  return store ? [...store.records.values()].map((record) => record.value as Row) : []
}

function undo(transaction: RawTransaction): void {
  if (transaction._state === 'finished') return
  for (const step of [...transaction._rollbackLog].reverse()) step()
  transaction._state = 'finished'
}

/** Undo what was not committed, and let go of every connection; nobody who was killed hears of it. */
export function breakOff(factory: IDBFactory): void {
  const { _databases, _connectionQueues } = factory as unknown as RawFactory
  _connectionQueues.clear()
  for (const database of _databases.values()) {
    database.transactions.forEach(undo)
    for (const connection of database.connections) connection._closed = true
    database.transactions.length = 0
    database.connections.length = 0
  }
}
