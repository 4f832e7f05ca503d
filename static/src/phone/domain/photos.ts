// Photos of a form: how their list changes, and what cannot become one.

/** What becomes of a list of photos; one that was just taken may still have to be made ready. */
export type PhotoChange = (photos: ArrayBuffer[]) => Promise<ArrayBuffer[]> | ArrayBuffer[]

/** What was taken is no picture that this browser reads. */
export class UnreadablePhoto extends Error {
  constructor(readonly reason: unknown) {
    super('the photo could not be read')
  }
}
