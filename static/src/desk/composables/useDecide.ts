// Deciding on something that is on the screen.
import { useNotices } from './useNotices'
import { useWaiting } from './useWaiting'

/** Does it and says so, or why not; then what is on the screen comes anew, with the numbers on the bar: refused or not, they may be older than somebody else's decision. */
export function useDecide(reload: () => Promise<unknown>) {
  const { attempt } = useNotices()
  const { recount } = useWaiting()

  return async (action: Promise<unknown>, done: string): Promise<boolean> => {
    const well = await attempt(() => action, done)
    await Promise.all([reload(), recount()])
    return well
  }
}
