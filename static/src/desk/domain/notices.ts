// The notices of a campaign on the desk: which version is read, what it teaches, and the next one while it is being written.
import { type Audience, AUDIENCES, BLANKS, type Fraud, FRAUD_WORDS, FRAUDS } from '@shared/notice'
import { wordFor } from '@shared/words'
import type { NoticeVersion, Wording } from './records'

export const AUDIENCE_OPTIONS = (Object.keys(AUDIENCES) as Audience[]).map((value) => ({ value, label: AUDIENCES[value] }))

/** Which audience an address asks for; the family's when it names none. */
export function readAudience(asked: unknown): Audience {
  return AUDIENCE_OPTIONS.find(({ value }) => value === asked)?.value ?? 'family'
}

/** The versions of an audience, the newest first, as the server lists them. */
export function versionsOf(all: readonly NoticeVersion[], audience: Audience): NoticeVersion[] {
  return all.filter((one) => one.audience === audience)
}

/** What is read to an audience now: its own words, else the family's. */
export function currentFor(all: readonly NoticeVersion[], audience: Audience): NoticeVersion | null {
  const [own] = versionsOf(all, audience)
  return own ?? versionsOf(all, 'family')[0] ?? null
}

export function teachesWords(teaches: readonly string[]): string {
  return teaches.length ? teaches.map((code) => wordFor(FRAUDS, code)).join('、') : '没有记录（这一版写在勾选诈骗类型之前）'
}

export const wordedBy = ({ worded_by_name: name }: NoticeVersion) => name ?? '系统自带'

/** A next version begins with what is read now. */
export function draftOf(from: NoticeVersion | null, audience: Audience): Wording {
  return { audience, title: from?.title ?? '', body: from?.body ?? '', teaches: [...(from?.teaches ?? [])] as Fraud[] }
}

/** Whether a draft says something else than what is there. */
export function isChanged(draft: Wording, now: NoticeVersion | undefined): boolean {
  if (!now) return true
  const ticked = (teaches: readonly string[]) => [...teaches].sort().join()
  return draft.title.trim() !== now.title || draft.body.trim() !== now.body.trim() || ticked(draft.teaches) !== ticked(now.teaches)
}

/** What keeps a draft from becoming a version, before anybody asks the server; nothing when it may. */
export function draftProblem(draft: Wording, now: NoticeVersion | undefined): string {
  if (!draft.title.trim()) return '请写标题'
  if (!draft.body.trim()) return '请写正文'
  if (!draft.teaches.length) return '请勾选讲到了哪些诈骗类型'
  return isChanged(draft, now) ? '' : '还没有改动'
}

export type Part = 'title' | 'body' | 'teaches'

/** Where that is mended, with what the server says of it: the first part of the form that is not right. */
export function partToMend(draft: Wording, lacks: string, problem: string): Part | null {
  if (!draft.title.trim() || (problem && /[{}｛｝]/.test(draft.title))) return 'title'
  if (!draft.body.trim() || problem) return 'body'
  if (!draft.teaches.length) return 'teaches'
  return lacks ? 'body' : null
}

/** The ticked frauds that a text names by none of their own words, in Chinese; 其他 has none. */
export function unmentioned({ title, body, teaches }: Wording): string[] {
  const said = `${title}\n${body}`.normalize('NFKC')
  const isSilent = (fraud: Fraud) => FRAUD_WORDS[fraud]?.every((word) => !said.includes(word)) ?? false
  return (Object.keys(FRAUDS) as Fraud[]).filter((fraud) => teaches.includes(fraud) && isSilent(fraud)).map((fraud) => FRAUDS[fraud])
}

const WORDS = new Map<string, string>(Object.entries(BLANKS))
const NAMES = new Map([...WORDS].map(([name, words]) => [words, name]))
const renamed = (body: string, names: ReadonlyMap<string, string>) =>
  body.replace(/\{([^{}\n]+)\}/g, (whole, name: string) => (names.has(name) ? `{${names.get(name)}}` : whole))

/** A text as whoever words it sees it, its blanks named as on the buttons: {户主（负责人）}. */
export const inWords = (body: string): string => renamed(body, WORDS)

/** And as it is kept: {householder}. */
export const asKept = (body: string): string => renamed(body, NAMES)

/** A text with a blank put where the cursor stands, in the place of what is selected, and where the cursor stands then. */
export function withBlank(text: string, words: string, from: number, to: number): { text: string, at: number } {
  const blank = `{${words}}`
  return { text: text.slice(0, from) + blank + text.slice(to), at: from + blank.length }
}
