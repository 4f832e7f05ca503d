// What was read when the pen touched the screen is what was signed.
import { describe, expect, it } from 'vitest'
import { computed, effectScope, nextTick, reactive, shallowRef } from 'vue'
import type { Draft } from '../domain/begun'
import type { Campaign } from '../domain/records'
import { sampleCampaign, sampleDoor } from '../domain/samples'
import { wayOf } from '../domain/slip'
import { useNotice } from './useNotice'

const { template } = sampleCampaign()
const campaign = sampleCampaign({ templates: [template, { ...template, id: 'template-2', audience: 'elderly', title: '给老人家', body: '您好' }] })
const newer = sampleCampaign({ template: { ...template, id: 'template-9', body: '新的' }, templates: [{ ...template, id: 'template-9', body: '新的' }] })
const STROKES: Draft['strokes'] = [[[1, 2, 0], [30, 40, 16]]]

function blank(): Draft {
  return reactive({
    household_id: 'door-1', outcome: 'taught', way: 'signed', reason: '', paper_code: '', note: '', witness: '', signer_name: '吕建国',
    signer_relation: 'self', strokes: [], audience: null, read: null, signed_as: null, saved_at: '',
  } as Draft)
}

function opened(draft: Draft, of: Campaign = campaign) {
  const proof = shallowRef<ArrayBuffer[]>([])
  const way = computed(() => wayOf(draft.way, draft.signer_relation))
  const notice = effectScope().run(() => useNotice({ draft, way, proof }, sampleDoor(), of, '李芳'))!
  return { ...notice, proof, way }
}

async function sign(draft: Draft): Promise<void> {
  draft.strokes = STROKES
  await nextTick()
}

describe('the notice of a visit', () => {
  it('speaks to whoever usually opens, until another is chosen', () => {
    const draft = blank()
    const { audience, audiences, notice, readTo } = opened(draft)
    expect([audience.value, audiences, notice.value.template_id]).toEqual(['family', ['family', 'elderly'], 'template-1'])

    expect(readTo('elderly')).toBe(false)
    expect([draft.audience, notice.value.title, notice.value.text]).toEqual(['elderly', '给老人家', '您好'])
    readTo('family')
    expect(draft.audience).toBeNull()
  })

  it('gives a signature up when other words are read, and keeps it when the same are', async () => {
    const draft = blank()
    const { readTo } = opened(draft)
    await sign(draft)

    expect(readTo('family')).toBe(false)
    expect(draft.strokes).toEqual(STROKES)
    expect(readTo('elderly')).toBe(true)
    expect([draft.strokes, draft.read]).toEqual([[], null])
  })

  it('is the one that was signed, also when there is a newer one', async () => {
    const draft = blank()
    const { notice } = opened(draft)
    await sign(draft)
    const signed = { ...notice.value }

    // Taken up later, on a phone that was told of another version.
    const later = opened(reactive(JSON.parse(JSON.stringify(draft)) as Draft), newer)
    expect(later.notice.value).toEqual(signed)
    expect(opened(blank(), newer).notice.value.text).toBe('新的')
  })

  it('is read anew once it is to be signed anew', async () => {
    const draft = blank()
    await sign(draft)
    const { notice } = opened(draft, newer)
    draft.read = { template_id: 'template-1', title: '告知单', text: '旧的' }
    draft.strokes = []
    await nextTick()

    expect(notice.value.text).toBe('新的')
  })

  it('gives a signature up when somebody else is said to have signed, and not for a look at another way', async () => {
    const draft = blank()
    const { closeBy, way } = opened(draft)
    await sign(draft)
    expect(draft.signed_as).toBe('signed')

    draft.way = 'paper'
    expect(closeBy('paper')).toBe(false)
    draft.way = 'signed'
    expect(closeBy('signed')).toBe(false)
    draft.signer_relation = 'spouse'
    expect(way.value).toBe('adult')
    expect(closeBy('adult')).toBe(true)
    expect(draft.strokes).toEqual([])
    await nextTick()
    await sign(draft)
    expect(draft.signed_as).toBe('adult')
    // A child or a wife: the closing words are the same.
    draft.signer_relation = 'child'
    expect(closeBy('adult')).toBe(false)
  })
})
