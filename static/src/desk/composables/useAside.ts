// What phones of a place handed in that was not counted.
import * as calls from '../api/calls'
import { PAGE, usePages } from './usePages'

export function useAside(scope: () => string) {
  return usePages((after) => calls.listAside({ scope: scope(), after, limit: PAGE }), scope)
}
