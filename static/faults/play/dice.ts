// The one source of chance in a play: the same seed throws the same dice, so every failure can be replayed.

export class Dice {
  private state: number

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
    for (let n = 0; n < 4; n += 1) this.next()
  }

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** True with a chance of `chance`. */
  happens(chance: number): boolean {
    return this.next() < chance
  }

  /** One of several. */
  pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.next() * from.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }

  /** One of several, the likelier the greater its weight. */
  weighed<T extends string>(weights: Readonly<Record<T, number>>): T {
    const pairs = Object.entries(weights) as [T, number][]
    let left = this.next() * pairs.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of pairs) {
      left -= weight
      if (left < 0) return name
    }
    return (pairs[0] as [T, number])[0]
  }

  /** So many bytes. */
  bytes(count: number): Uint8Array {
    const made = new Uint8Array(count)
    for (let place = 0; place < count; place += 1) made[place] = Math.floor(this.next() * 256)
    return made
  }
}
