// The little pictures of the talk cards, as lines on a square of 48: our own, so that they need no network and no licence.

/** What is drawn; a scene of what not to do is crossed out. */
interface Drawing {
  lines: string
  isWrong: boolean
}

const PHONE = 'M15 5h18v38H15zM22 39h4'
const PERSON = 'M24 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM14 30c0-7 4-11 10-11s10 4 10 11'

export const SCENES = {
  police: { lines: 'M12 15c3-7 21-7 24 0l-3 4H15zM24 12v3M17 19c0 9 14 9 14 0M10 43c0-9 6-13 14-13s14 4 14 13', isWrong: true },
  screen: { lines: `${PHONE}M19 12h10v12H19zM22 28h4M36 14l6-4M36 19h7M36 24l6 4`, isWrong: true },
  hotline: { lines: 'M12 6h7l4 10-6 4c2 5 6 9 11 11l4-6 10 4v7c0 4-2 6-6 6C20 42 6 28 6 12c0-4 2-6 6-6zM30 8c6 1 9 4 10 10', isWrong: false },
  gift: { lines: 'M8 18h32v8H8zM11 26v16h26V26M24 18v24M24 18c-9 0-11-11-5-11 4 0 5 6 5 11zm0 0c9 0 11-11 5-11-4 0-5 6-5 11z', isWrong: true },
  relative: { lines: `${PHONE}M24 14a4 4 0 1 0 0 .1M18 28c0-5 2-7 6-7s6 2 6 7M38 12v8M38 25v1`, isWrong: true },
  together: { lines: 'M16 16a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM32 18a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM6 38c0-11 4-17 10-17s9 5 10 12M24 40c0-10 3-16 8-16s9 6 10 16', isWrong: false },
  game: { lines: 'M14 16h20c7 0 9 20 4 20-3 0-5-7-8-7H18c-3 0-5 7-8 7-5 0-3-20 4-20zM16 20v6M13 23h6M31 21v.1M35 25v.1', isWrong: true },
  task: { lines: `${PHONE}M20 14l2 2 4-4M20 24l2 2 4-4M30 14v.1M30 24v.1`, isWrong: true },
  card: { lines: 'M6 12h36v24H6zM6 19h36M12 29h8', isWrong: true },
  abroad: { lines: 'M6 28l36-16-8 28-9-9zM25 31l-3 10-4-9M18 32L42 12', isWrong: true },
  loan: { lines: 'M24 43a19 19 0 1 0 0-38 19 19 0 0 0 0 38zM17 14l7 9 7-9M24 23v13M18 25h12M18 30h12', isWrong: true },
  order: { lines: 'M6 12h24v22H6zM30 19h7l5 7v8H30M14 39a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM35 39a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', isWrong: true },
  refund: { lines: 'M10 10h10v10H10zM28 10h10v10H28zM10 28h10v10H10zM28 28h4v4M38 28v10M28 38h4', isWrong: true },
  callback: { lines: `${PERSON}M6 42h36M12 36l4 4 8-8M30 36h8`, isWrong: false },
  boss: { lines: 'M6 8h26v18H18l-7 6v-6H6zM13 15h12M13 20h8M36 16h6v18h-5v6l-7-6h-9', isWrong: true },
  mail: { lines: 'M6 12h36v26H6zM6 14l18 14 18-14', isWrong: true },
} as const satisfies Record<string, Drawing>

export type Scene = keyof typeof SCENES
