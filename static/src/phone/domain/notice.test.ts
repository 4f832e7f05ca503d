// Which notice is read at a door: by who opens, else the family's.
import { describe, expect, it } from 'vitest'
import { audiencesOf, readAt, usualAudience } from './notice'
import type { Campaign } from './records'
import { sampleCampaign, sampleDoor } from './samples'

const BY = { day: '2026-11-22', worker: '李芳' }
const { template } = sampleCampaign()
const merchant = { ...template, id: 'template-2', audience: 'merchant' as const, title: '致商户', body: '{worker}：{address}' }
const elderly = { ...template, id: 'template-3', audience: 'elderly' as const, body: '您好' }
const both = sampleCampaign({ templates: [elderly, template, merchant] })

describe('the notice at a door', () => {
  it('is filled word for word', () => {
    expect(readAt(sampleDoor(), both, 'family', BY)).toEqual({
      template_id: 'template-1', title: '告知单', text: '吕建国（柳溪村河滨路1号）2026年11月22日',
    })
    expect(readAt(sampleDoor(), both, 'merchant', BY)).toEqual({ template_id: 'template-2', title: '致商户', text: '李芳：河滨路1号' })
  })

  it('names a shop with who answers for it', () => {
    const shop = sampleDoor({ kind: 'merchant', title: '老杜理发店' })

    expect(readAt(shop, both, 'family', BY).text).toBe('老杜理发店 吕建国（柳溪村河滨路1号）2026年11月22日')
  })

  it('is the family\'s where an audience has no words of its own', () => {
    expect(readAt(sampleDoor(), both, 'finance', BY).template_id).toBe('template-1')
  })

  it('is the one there is, where an older app kept but one', () => {
    const older = { ...sampleCampaign(), templates: undefined } as unknown as Campaign

    expect(readAt(sampleDoor(), older, 'merchant', BY).template_id).toBe('template-1')
    expect(audiencesOf(older).length).toBeLessThan(2)
  })

  it('is chosen by who opens', () => {
    expect((['family', 'merchant', 'enterprise'] as const).map((kind) => usualAudience({ kind }))).toEqual(['family', 'merchant', 'finance'])
    expect(audiencesOf(both)).toEqual(['family', 'merchant', 'elderly'])
  })
})
