// How a notice is laid out to be read on a small screen; not a word of it is changed.

const FIRST_SECTION = /^[ \u3000]*(?:[一二三四五六七八九十]+[、．.]|\d+[、．.]|[（(][一二三四五六七八九十\d]+[）)])/m

/** A notice up to where its first section begins, and from there; one without sections begins after its first paragraph. */
export function opening(text: string): { head: string; body: string } {
  const section = text.search(FIRST_SECTION)
  const paragraph = /\n\s*\n/.exec(text)
  const at = section >= 0 ? section : paragraph ? paragraph.index + paragraph[0].length : 0
  return { head: text.slice(0, at), body: text.slice(at) }
}

/** A title in pieces that are not to be broken: what stands in brackets stays together. */
export function brackets(title: string): string[] {
  return title.match(/[（(][^（）()]*[）)]|[^（(]+|[（(]/g) ?? []
}
