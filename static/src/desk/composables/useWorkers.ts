// Those who walk, by name, to choose one of.
import * as calls from '../api/calls'
import type { User } from '../domain/records'
import { useLoad } from './useLoad'

export function useWorkers() {
  return useLoad<User[]>(async () => (await calls.listWorkers()).items)
}
