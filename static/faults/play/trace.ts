// Tells the story of a play on stderr, for whoever replays a failed seed: `python -m tests.faults … --trace`.
import type { World } from './world'

const isAsked = process.env.FAULTS_TRACE === '1'

/** One line with the simulated seconds since the play began. */
export function say(world: World, ...words: unknown[]): void {
  if (isAsked) console.error(((world.now - world.began) / 1000).toFixed(1).padStart(9), ...words)
}
