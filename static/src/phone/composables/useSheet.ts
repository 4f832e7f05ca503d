// Whose paper slip was photographed, as far as this phone can tell: the code in the picture and the one that was typed.
import { householdOnSheet } from '@shared/paperCode'
import { computed, type Ref, shallowRef, watch } from 'vue'
import type { Household } from '../domain/records'
import { sheetDoubts } from '../domain/slip'
import { findDoor } from './useDoors'
import { useWorkspace } from './workspace'

/** The household that a photo's code names; null where none can be read, which keeps nobody from anything. */
async function onSheet(photo: ArrayBuffer): Promise<string | null> {
  try {
    // With the reader, which only paper needs.
    const { readPhoto } = await import('@shared/qr')
    const text = await readPhoto(photo)
    return text && householdOnSheet(text)
  } catch (failure) {
    console.warn('the photo was not looked through', failure)
    return null
  }
}

/** What speaks against the sheet in `proof` being this door's, asked only while `isPaper`. */
export function useSheet(door: Household, typed: () => string, proof: Readonly<Ref<ArrayBuffer[]>>, isPaper: () => boolean) {
  const { db } = useWorkspace()
  const named = shallowRef<string | null>(null)
  // Whose it is, where that door is on this phone.
  const other = shallowRef<Household | null>(null)
  let reading = Promise.resolve()

  async function read(photo: ArrayBuffer): Promise<void> {
    const found = await onSheet(photo)
    const known = found && found !== door.id && db.value ? await findDoor(db.value, found) : null
    if (proof.value[0] === photo) [named.value, other.value] = [found, known]
  }
  watch([proof, isPaper], ([[photo], paper]) => {
    named.value = null
    if (photo && paper) reading = read(photo)
  })

  const nameOf = () => other.value && `${other.value.title || other.value.householder}，${other.value.address}`
  const doubts = computed(() => (isPaper() ? sheetDoubts(typed(), named.value, door.id, nameOf) : []))

  /** The same, once the photo was looked through. */
  async function settled(): Promise<string[]> {
    await reading
    return doubts.value
  }
  return { doubts, settled }
}
