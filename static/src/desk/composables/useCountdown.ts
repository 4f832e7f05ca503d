// Seconds that run out, for a button that may be pressed again afterwards.
import { onUnmounted, ref } from 'vue'

export function useCountdown() {
  const left = ref(0)
  let until = 0
  let timer: number | undefined

  function start(seconds: number): void {
    until = Date.now() + seconds * 1000
    window.clearInterval(timer)
    timer = window.setInterval(look, 250)
    look()
  }

  function look(): void {
    left.value = Math.max(0, Math.ceil((until - Date.now()) / 1000))
    if (left.value === 0) window.clearInterval(timer)
  }

  onUnmounted(() => window.clearInterval(timer))
  return { left, start }
}
