// An open form, or something that is being chosen: no page may be replaced by a newer one of the app meanwhile.
import { type Ref, onScopeDispose, ref, watch } from 'vue'
import { FORM_LOCK, hold } from '../local/locks'

/** Keep this tab as it is while `open`; without one, for as long as the caller's scope lives. */
export function useFormLock(open: Readonly<Ref<boolean>> = ref(true)): void {
  let release = () => {}
  watch(
    open,
    (isOpen) => {
      release()
      release = isOpen ? hold(FORM_LOCK) : () => {}
    },
    { immediate: true },
  )
  onScopeDispose(() => release())
}
