// Which notice is read at a door, and filled with what is true there.
import { AUDIENCE_OF_KIND, AUDIENCES, type Audience, fillNotice } from '@shared/notice'
import type { Campaign, Household, NoticeTemplate, ReadNotice } from './records'

/** Who usually opens a door. */
export const usualAudience = (door: Pick<Household, 'kind'>): Audience => AUDIENCE_OF_KIND[door.kind]

/** Each notice of the campaign; where an older server or an older app kept but one, that. */
function templatesOf({ templates, template }: Campaign): readonly NoticeTemplate[] {
  return (templates as NoticeTemplate[] | undefined) ?? [template]
}

/** An audience's own words, else the family's. */
function templateFor(campaign: Campaign, audience: Audience): NoticeTemplate {
  return templatesOf(campaign).find((one) => one.audience === audience) ?? campaign.template
}

/** Whom there are words for, in the table's order; fewer than two leave nothing to choose. */
export function audiencesOf(campaign: Campaign): Audience[] {
  const worded = new Set<string>(templatesOf(campaign).map((one) => one.audience))
  return (Object.keys(AUDIENCES) as Audience[]).filter((one) => worded.has(one))
}

/** The notice as it is read to an audience at this door. */
export function readAt(door: Household, campaign: Campaign, audience: Audience, by: { day: string; worker: string }): ReadNotice {
  const { id, title, body } = templateFor(campaign, audience)
  const { address, village_name } = door
  // A shop or firm by its name, with who answers for it; app/prints/blanks.py says the same on paper.
  const householder = door.title ? `${door.title} ${door.householder}` : door.householder
  return { template_id: id, title, text: fillNotice(body, { householder, address, village: village_name ?? '', ...by }) }
}
