// Deciding on something that is on the screen.
import { useNotices } from './useNotices'

/** Does it and says so, or why not; then what is on the screen comes anew: refused or not, it may be older than somebody else's decision. */
export function useDecide(reload: () => Promise<unknown>) {
  const { attempt } = useNotices()

  return async (action: Promise<unknown>, done: string): Promise<boolean> => {
    const well = await attempt(() => action, done)
    await reload()
    return well
  }
}
