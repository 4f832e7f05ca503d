// What the denominator of a view is made of.
import type { Ref } from 'vue'
import * as calls from '../api/calls'
import type { View } from '../domain/view'
import { useLoad } from './useLoad'

export function useDenominator(view: Ref<View>) {
  const params = () => ({ scope: view.value.scope, kind: view.value.kind, on: view.value.on })
  return useLoad(() => calls.getDenominator(params()), () => JSON.stringify(params()))
}
