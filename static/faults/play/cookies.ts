// The cookies of one browser, as far as one server needs them.
import type { Response } from './network'

export class Cookies {
  private readonly kept = new Map<string, string>()

  /** Keep what an answer sets. */
  take(answer: Response): void {
    for (const [name, value] of answer.headers) {
      if (name.toLowerCase() === 'set-cookie') this.keep(value)
    }
  }

  /** The Cookie header of a request; empty when there are none. */
  header(): Record<string, string> {
    const pairs = [...this.kept].map(([name, value]) => `${name}=${value}`)
    return pairs.length > 0 ? { Cookie: pairs.join('; ') } : {}
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';')
    const cut = pair.indexOf('=')
    const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)]
    if (value && !/max-age=0\b/i.test(line)) this.kept.set(name, value)
    else this.kept.delete(name)
  }
}
