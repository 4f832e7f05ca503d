// The photos of one form: made ready and kept in their turn, and waited for by whoever saves.
import { type ShallowRef, shallowRef } from 'vue'
import type { PhotoChange } from '../domain/photos'

/** A list of photos, and its one way to change. */
export interface PhotoList {
  photos: ShallowRef<ArrayBuffer[]>
  change: (by: PhotoChange) => Promise<void>
}

/** Lists that are waited for together. */
export function photosInHand() {
  const inHand = new Set<Promise<void>>()

  /** One of them; each change begins with what the one before has left, and is shown once `keep` has kept it. */
  function listKeptBy(keep: (photos: ArrayBuffer[]) => Promise<unknown>, then: () => Promise<void>): PhotoList {
    const photos = shallowRef<ArrayBuffer[]>([])
    let last: Promise<void> = Promise.resolve()

    async function take(by: PhotoChange): Promise<void> {
      const changed = await by(photos.value)
      await keep(changed)
      photos.value = changed
      await then()
    }

    function change(by: PhotoChange): Promise<void> {
      const mine = last.then(() => take(by))
      const end = () => void inHand.delete(mine)
      // One that fails holds up no other; its own caller hears of it, and so does whoever waits for all.
      last = mine.then(end, end)
      inHand.add(mine)
      return mine
    }
    return { photos, change }
  }

  /** When nothing is in hand any more; fails with the first that fails meanwhile. */
  async function allKept(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand)
  }

  return { listKeptBy, allKept }
}
