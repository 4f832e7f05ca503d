// Where the phone is, for as long as a page is looked at: distances run along with whoever walks.
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue'
import { useWhereabouts } from './position'

/** The place, followed while this page shows and the phone is not put away. */
export function useFollowing() {
  const { place, follow } = useWhereabouts()
  let isShown = false
  let stop: (() => void) | null = null

  function look(): void {
    const wanted = isShown && document.visibilityState === 'visible'
    if (wanted === (stop !== null)) return
    stop?.()
    stop = wanted ? follow() : null
  }
  function show(shown: boolean): void {
    isShown = shown
    look()
  }

  onMounted(() => {
    document.addEventListener('visibilitychange', look)
    show(true)
  })
  onActivated(() => show(true))
  onDeactivated(() => show(false))
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', look)
    show(false)
  })
  return place
}
