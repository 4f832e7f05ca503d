// The days' roots of the sealed slips.
import * as calls from '../api/calls'
import { PAGE, usePages } from './usePages'

export function useRoots() {
  return { ...usePages((after) => calls.listRoots({ after, limit: PAGE }), () => ''), rootFile: calls.rootFile }
}
