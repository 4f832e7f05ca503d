// One case, the homes that may be the victim's, and the home that is looked at, traced back.
import { computed, ref, watch } from 'vue'
import * as calls from '../api/calls'
import type { CaseCorrection, RevealedCase, RevealReason } from '../domain/records'
import { useJob } from './useExports'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useCase(id: () => string) {
  const one = useLoad(() => calls.getCase(id()), id)
  const homes = useLoad(() => calls.listCaseHomes(id()), id)
  const { attempt } = useNotices()
  const revealed = ref<RevealedCase | null>(null)
  watch(id, () => { revealed.value = null })

  /** Whatever was said of a case may make other homes fit, and another answer right. */
  async function andReload(action: () => Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(action, done)
    await Promise.all([one.reload(), homes.reload()])
    return well
  }

  return {
    one,
    homes,
    revealed,
    reveal: (reason: RevealReason) =>
      attempt(async () => { revealed.value = await calls.revealCase(id(), reason) }, '已显示完整号码，已记入审计'),
    correct: (said: CaseCorrection) => andReload(() => calls.correctCase(id(), said), '已更正，原来的内容留在下面'),
    confirm: (home: string) => andReload(() => calls.confirmCaseHome(id(), home), '已认定这一户'),
    sayNone: () => andReload(() => calls.confirmCaseHome(id(), null), '已认定：名册上没有这一户'),
    undo: () => andReload(() => calls.undoCaseHome(id()), '已撤销认定'),
  }
}

/** A home beside a case; nothing while none is looked at. `version` moves when the case was said otherwise. */
export function useTrace(id: () => string, home: () => string | null, version: () => unknown) {
  return useLoad(async () => {
    const looked = home()
    return looked ? calls.traceCase(id(), looked) : null
  }, () => [id(), home(), version()].join())
}

const MOST_FOUND = 20

/** Homes of a place by name, address or a whole number, for a case that nothing leads to; nothing until words are given. */
export function useHomeSearch(scope: () => string) {
  const words = ref('')
  const found = useLoad(
    async () => words.value ? calls.listHouseholds({ scope: scope(), q: words.value, limit: MOST_FOUND }) : null,
    () => words.value + scope(),
  )
  return { words, found: found.data, error: found.error, retry: found.reload }
}

/** The evidence pack of a case, made in the background; another case has another. */
export function useEvidence(id: () => string) {
  const pack = useJob((reason: RevealReason) => calls.makeEvidence(id(), reason), () => undefined)
  watch(id, () => { pack.job.value = null })
  return { ...pack, file: computed(() => (pack.job.value ? calls.jobFile(pack.job.value.id) : '')) }
}
