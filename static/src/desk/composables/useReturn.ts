// Brings a page up to date when somebody comes back to it: phones have synced in the meantime.
import { onMounted, onUnmounted } from 'vue'

export function useReturn(refresh: () => unknown): void {
  const look = () => {
    if (document.visibilityState === 'visible') refresh()
  }
  onMounted(() => document.addEventListener('visibilitychange', look))
  onUnmounted(() => document.removeEventListener('visibilitychange', look))
}
