// Leaving a form that was begun and not saved: asked about, and never a loss.
import type { Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { ask } from './asking'

/** Ask before a page is left while its form is unfinished; `title` says what is not saved. */
export function useLeaving(unfinished: Readonly<Ref<boolean>>, title: string): void {
  onBeforeRouteLeave(async () => {
    if (!unfinished.value) return true
    return !(await ask({
      title,
      message: '离开后草稿留在本机，下次打开这一户可以接着写。',
      confirmButtonText: '继续填写',
      cancelButtonText: '离开',
    }))
  })
}
