// The notices of the campaign that is running, the next version while it is being written, and what the server says of it.
import { type Audience } from '@shared/notice'
import { computed, onUnmounted, reactive, type Ref, ref, shallowRef, watch } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { currentFor, draftOf, versionsOf } from '../domain/notices'
import type { Wording, WordingPreview } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

const PAUSE_MS = 400

// Kept while one looks at something else; gone with the tab.
const drafts = reactive(new Map<Audience, Wording>())

export function useNoticeVersions(audience: () => Audience) {
  const { attempt } = useNotices()
  const { data, error, reload } = useLoad(async () => {
    const { items: [campaign] } = await calls.listCampaigns()
    if (!campaign) throw new Problem('no_campaign', 404, '还没有建立行动。')
    return { campaign, all: (await calls.listNotices(campaign.id)).items }
  })
  const draft = computed(() => drafts.get(audience()) ?? null)
  const versions = computed(() => versionsOf(data.value?.all ?? [], audience()))
  const current = computed(() => currentFor(data.value?.all ?? [], audience()))
  const saving = ref(false)

  function begin(): void {
    drafts.set(audience(), draftOf(current.value, audience()))
  }

  function drop(): void {
    drafts.delete(audience())
  }

  /** Makes the draft the version that is read from now on. */
  async function word(wording: Wording): Promise<void> {
    saving.value = true
    const went = await attempt(
      async () => calls.wordNotice(data.value?.campaign.id ?? '', wording), '已存为新的一版，手机下次联网后就用它',
    )
    saving.value = false
    if (!went) return
    drafts.delete(wording.audience)
    await reload()
  }

  warnOfDrafts()
  const campaign = computed(() => data.value?.campaign.id ?? '')
  return { data, error, reload, draft, versions, current, begin, drop, word, saving, ...usePreview(draft, campaign) }
}

/** The browser asks before a draft is closed with its tab. */
function warnOfDrafts(): void {
  const ask = (event: BeforeUnloadEvent) => { if (drafts.size) event.preventDefault() }
  window.addEventListener('beforeunload', ask)
  onUnmounted(() => window.removeEventListener('beforeunload', ask))
}

/** The draft as it will be read, a moment after the last letter; what was seen last stays while the next one is asked for. */
function usePreview(draft: Ref<Wording | null>, campaign: Ref<string>) {
  const preview = shallowRef<WordingPreview | null>(null)
  const problem = ref('')
  let asked = 0
  let timer = 0

  async function look(): Promise<void> {
    const mine = ++asked
    const { title, body } = draft.value ?? { title: '', body: '' }
    if (!campaign.value || !title.trim() || !body.trim()) return
    try {
      const seen = await calls.previewNotice(campaign.value, { title, body })
      if (mine !== asked) return
      preview.value = seen
      problem.value = ''
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      if (mine === asked) problem.value = failure.message
    }
  }

  watch(() => [draft.value?.audience, campaign.value], () => {
    preview.value = null
    problem.value = ''
    void look()
  }, { immediate: true })
  watch(() => [draft.value?.title, draft.value?.body], () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void look(), PAUSE_MS)
  })
  onUnmounted(() => window.clearTimeout(timer))
  return { preview, problem }
}
