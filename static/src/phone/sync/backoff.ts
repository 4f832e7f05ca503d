// How long to leave the server alone after failures, so that a thousand phones do not return in one second.

const LONGEST_S = 300
// The server gives each phone a moment of its own: much more would leave it idle.
const MOST_JITTER_S = 5

/** Seconds to wait after the n-th failure in a row: 1 to 300, with full jitter. */
export function backoffSeconds(failures: number, random: number = Math.random()): number {
  const ceiling = Math.min(LONGEST_S, 2 ** failures)
  return 1 + random * (ceiling - 1)
}

/** Seconds to wait when the server said how long: at least that, and a little more, so that not all come at once. */
export function askedSeconds(askedS: number, random: number = Math.random()): number {
  return askedS + random * Math.min(askedS / 2, MOST_JITTER_S)
}
