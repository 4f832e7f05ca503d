// The player's process: told by the Python side what to play, it answers with what came of it.
import { Wire } from './wire'
import { playCuts } from './cuts'
import { playKills } from './kills'
import { playSchedule } from './schedule'

const [input, output] = process.argv.slice(2).map(Number)
const wire = new Wire(input ?? 0, output ?? 1)

const PLAYS = { schedules: playSchedule, cuts: playCuts, kills: playKills }

async function main(): Promise<never> {
  for (;;) {
    const { head } = wire.read()
    const { play, seed, ...how } = head as { play: keyof typeof PLAYS; seed: number }
    try {
      wire.send({ op: 'over', ...(await PLAYS[play](wire, seed, how)) })
    } catch (failure) {
      // Of a phone's own realm perhaps, so no instanceof will do.
      const words = (failure as Partial<Error> | null)?.stack ?? String(failure)
      wire.send({ op: 'over', saved: 0, faults: [`the player itself failed: ${words}`] })
    }
  }
}

void main()
