// A ledger before its file is made, the ones that are kept, and the county's own templates.
import { computed, ref, type Ref } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import type { LedgerQuery } from '../domain/ledgers'
import type { LedgerTemplate, LedgerWord } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { NOTHING, PAGE, usePages } from './usePages'

/** The first rows and all totals, while they are looked at. */
export function useLedger(query: Ref<LedgerQuery>, wanted: () => boolean) {
  const params = computed(() => {
    const { scope, kind, first, on, by } = query.value
    return { scope, kind, first, on, by }
  })
  return useLoad(async () => wanted() ? calls.getLedger(query.value.ledger, params.value) : null, () => JSON.stringify([query.value, wanted()]))
}

export function useKeptLedgers(scope: () => string, wanted: () => boolean) {
  const list = usePages(
    async (after) => wanted() ? calls.listKeptLedgers({ scope: scope(), after, limit: PAGE }) : NOTHING, () => `${scope()} ${wanted()}`,
  )
  return { ...list, file: calls.keptLedgerFile }
}

/** The template of one ledger: which is in use, a version that was just brought, and what was not understood of a file. */
export function useLedgerTemplate(word: () => LedgerWord) {
  const { data, error, loading, reload } = useLoad(() => calls.getLedgerTemplate(word()), word)
  const brought: Ref<LedgerTemplate | null> = ref(null)
  const wrong: Ref<string[]> = ref([])
  const sending = ref(false)
  const { attempt } = useNotices()

  async function bring(file: File): Promise<void> {
    const form = new FormData()
    form.append('file', file)
    brought.value = null
    wrong.value = []
    sending.value = true
    try {
      brought.value = await calls.uploadLedgerTemplate(word(), form)
      await reload()
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      const { cells } = problem.details as { cells?: string[] }
      wrong.value = cells ?? [problem.message]
    } finally {
      sending.value = false
    }
  }

  async function use(version: number): Promise<void> {
    const done = version ? '已启用，以后的台账按这一版' : '已恢复默认样表'
    if (await attempt(() => calls.putLedgerTemplate(word(), version), done)) brought.value = null
    await reload()
  }

  function forget(): void {
    brought.value = null
    wrong.value = []
  }

  const preview = useLoad(async () => brought.value && await calls.getLedger(word(), { version: brought.value.version, limit: 5 }), () => brought.value)
  return { data, error, loading, reload, brought, wrong, sending, bring, use, forget, preview: preview.data, file: calls.ledgerTemplateFile }
}

/** Words to be pasted elsewhere. */
export function useCopy() {
  const { tell } = useNotices()

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      tell('已复制，可以粘贴到通报里')
    } catch {
      // Without HTTPS a browser gives no clipboard to anybody but this very machine.
      tell('浏览器不让复制，请选中文字后按 Ctrl+C', 'error')
    }
  }

  return { copy }
}
