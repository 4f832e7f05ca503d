// How the app is to look, as chosen on 我的; public/look.js takes it up before anything is painted.
import { ref } from 'vue'
import { type Look, lookOf } from '../domain/look'
import { keepLook, readLook } from '../local/browser'

export { isInWechat, isIphone, isOnHomeScreen } from '../local/browser'

export function useLook() {
  const look = ref(lookOf(readLook()))
  return {
    look,
    /** Changes some of it, at once and for good; false where the browser keeps nothing. */
    choose(part: Partial<Look>): boolean {
      const chosen = { ...look.value, ...part }
      if (!keepLook(chosen)) return false
      look.value = chosen
      return true
    },
  }
}
