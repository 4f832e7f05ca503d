// One door with all that happened there, and what the office may do about it.
import { sha256Hex } from '@shared/hash'
import { ref, watch } from 'vue'
import * as calls from '../api/calls'
import type { AskedExclusion } from '../domain/exclusions'
import type { ForgettingAsked, Grade, PaperMatch, Revealed, RevealReason, Seal, Visit } from '../domain/records'
import { photosOfExclusion } from './useExclusions'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { useSession } from './useSession'

/** The photos first: a request whose photos are not here cannot be approved. */
async function askFor(household_id: string, { words, photos, ...asked }: AskedExclusion): Promise<void> {
  const names: string[] = []
  for (const data of photos) {
    const sha256 = await sha256Hex(data)
    await calls.bringPhoto(sha256, data)
    if (!names.includes(sha256)) names.push(sha256)
  }
  await calls.askExclusion({ ...asked, household_id, evidence: words, photos: names })
}

async function papersByVisit(visits: readonly Visit[]): Promise<Record<string, PaperMatch>> {
  const onPaper = visits.filter(({ slip }) => slip?.way === 'paper' && !slip.forgotten)
  return Object.fromEntries(await Promise.all(onPaper.map(async ({ id }) => [id, await calls.matchPaper(id)] as const)))
}

async function gradesByVisit(household: string): Promise<Record<string, Grade>> {
  const { items } = await calls.gradesOf(household)
  return Object.fromEntries(items.map((one) => [one.visit_id, one]))
}

export function useDoor(id: () => string) {
  const door = useLoad(() => calls.getHousehold(id()), id)
  const { attempt } = useNotices()
  const revealed = ref<Revealed | null>(null)
  watch(id, () => { revealed.value = null })

  // Notes beside the visits, and no reason to show the door later or not at all.
  const papers = useLoad(() => papersByVisit(door.data.value?.visits ?? []), () => door.data.value)
  const { can } = useSession()
  const grades = useLoad<Record<string, Grade>>(async () => {
    const shown = door.data.value
    return shown?.visits.length && can('grades') ? gradesByVisit(shown.id) : {}
  }, () => door.data.value)

  async function andReload(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    if (well) await door.reload()
    return well
  }

  return {
    ...door,
    revealed,
    papers: papers.data,
    grades: grades.data,
    slipFile: calls.slipFile,
    blankFile: calls.blankSlipFile,
    reveal: (reason: RevealReason) =>
      attempt(async () => { revealed.value = await calls.revealNumbers(id(), reason) }, '已显示完整号码，已记入审计'),
    signatureOf: calls.signatureOf,
    async lookAtSeal(visit: string): Promise<Seal | null> {
      let seen: Seal | null = null
      await attempt(async () => { seen = await calls.lookAtSeal(visit) }, '')
      return seen
    },
    photosOf: ({ id, photos }: Visit) => photos.map((sha256) => calls.photoOf(id, sha256)),
    withdraw: (visit: string, reason: string, reachesBack: boolean) =>
      andReload(calls.withdrawVisit(visit, reason, reachesBack), '已撤回这次走访'),
    ask: (asked: AskedExclusion) => andReload(askFor(id(), asked), '剔除申请已提交，需他人审批后才生效'),
    takeBack: (exclusion: string) => andReload(calls.withdrawExclusion(exclusion), '已撤回申请'),
    exclusionPhotosOf: photosOfExclusion,
    /** Asks that the people of this door be forgotten; answers the request's id. */
    async askForgetting(asked: ForgettingAsked): Promise<string | null> {
      let made = null
      await attempt(async () => { made = (await calls.askForgetting(id(), asked)).id }, '已提出，须由另一位县级管理员批准')
      return made
    },
  }
}
