// How the app may look: what is chosen on 我的 and kept on the phone (pure).

export const COLOURS = { system: '跟随系统', light: '浅色', dark: '深色' } as const
export const TEXT_SIZES = { normal: '标准', large: '大', huge: '特大' } as const

export interface Look {
  colours: keyof typeof COLOURS
  text: keyof typeof TEXT_SIZES
}

const oneOf = <Key extends string>(choices: Record<Key, string>, said: unknown, usual: Key): Key =>
  typeof said === 'string' && said in choices ? (said as Key) : usual

/** What was kept, as far as it is a choice that there is. */
export function lookOf(said: unknown): Look {
  const { colours, text } = (said ?? {}) as Partial<Record<keyof Look, unknown>>
  return { colours: oneOf(COLOURS, colours, 'system'), text: oneOf(TEXT_SIZES, text, 'normal') }
}
