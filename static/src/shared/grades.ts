// How far a visit's place and time are supported, in words: a grade says so much and no more.
import type { components } from './schema'

export type Letter = components['schemas']['Grade']['grade']

export const GRADES: Readonly<Record<Letter, string>> = {
  A: '地点和时间互相印证',
  B: '地点或时间有一样能印证',
  C: '没有什么能印证，也没有矛盾',
  D: '地点对不上，请看原因',
}
export const LETTERS = Object.keys(GRADES) as Letter[]
