// How many events travel together: many on a good line, few on a bad one, and never more than the server will read.

const SLOW_MS = 10_000
const FAST_MS = 2_000
const MOST = 50

export interface Batch {
  size: number
  /** More than this the server would not read in this run. */
  most: number
}

/** The first batch of a run; a smaller one when as many as that came to grief before. */
export function firstBatch(size = 10): Batch {
  return { size, most: MOST }
}

/** Half of so many events. */
export function half(events: number): number {
  return Math.max(1, Math.floor(events / 2))
}

/** The next batch after one that took so long. */
export function afterExchange({ size, most }: Batch, tookMs: number): Batch {
  if (tookMs < FAST_MS) return { size: Math.min(most, size * 2), most }
  return { size: tookMs > SLOW_MS ? Math.max(1, Math.floor(size / 2)) : size, most }
}

/** The next batch after one of so many events that the server would not read. */
export function afterRefusal(events: number): Batch {
  return { size: half(events), most: half(events) }
}
