// Reads a sentence aloud in Chinese, where this phone has a voice for it.
import { onScopeDispose, ref } from 'vue'

// Some old browsers have no voices at all, and some find theirs a while after they are asked.
const speech = (): SpeechSynthesis | null => ('speechSynthesis' in window ? window.speechSynthesis : null)
const voice = () => speech()?.getVoices().find(({ lang }) => /^(zh|cmn)/i.test(lang)) ?? null

export function useSpeech() {
  const canSpeak = ref(voice() !== null)
  const isSpeaking = ref(false)
  const look = () => { canSpeak.value = voice() !== null }

  function stop(): void {
    speech()?.cancel()
    isSpeaking.value = false
  }

  /** Say it; a second time, be quiet. */
  function speak(words: string): void {
    const [by, spoken] = [speech(), voice()]
    if (isSpeaking.value || !by || !spoken) return stop()
    const said = new SpeechSynthesisUtterance(words)
    said.voice = spoken
    said.lang = spoken.lang
    said.rate = 0.9
    said.onend = said.onerror = () => { isSpeaking.value = false }
    isSpeaking.value = true
    by.speak(said)
  }

  speech()?.addEventListener?.('voiceschanged', look)
  onScopeDispose(() => {
    stop()
    speech()?.removeEventListener?.('voiceschanged', look)
  })
  return { canSpeak, isSpeaking, speak, stop }
}
