// The audit log under a filter, page after page, and the state of its chain.
import { computed, type Ref } from 'vue'
import * as calls from '../api/calls'
import { type AuditFilter, writeAuditFilter } from '../domain/audit'
import { useLoad } from './useLoad'
import { PAGE, usePages } from './usePages'

export function useAudit(filter: Ref<AuditFilter>) {
  const list = usePages(
    (after) => calls.listAudit({ ...filter.value, after, limit: PAGE }),
    () => JSON.stringify(filter.value),
  )
  return { ...list, file: computed(() => calls.auditFile(writeAuditFilter(filter.value))) }
}

export function useAuditState() {
  return useLoad(calls.getAuditState)
}
