// What workers of a place proposed about the register, in one state, and the decisions on it.
import { ref, type Ref } from 'vue'
import * as calls from '../api/calls'
import { decidedWords } from '../domain/proposals'
import type { Proposal, ProposalPage, ProposalState } from '../domain/records'
import { useDecide } from './useDecide'
import { PAGE, usePages } from './usePages'

export function useProposals(scope: () => string, state: Ref<ProposalState>) {
  const counts = ref<ProposalPage['counts'] | null>(null)
  const list = usePages(
    async (after) => {
      const page = await calls.listProposals({ scope: scope(), state: state.value, after, limit: PAGE })
      counts.value = page.counts
      return page
    },
    () => scope() + state.value,
  )
  const decide = useDecide(list.reload)

  return {
    list,
    counts,
    confirm: (one: Proposal) => decide(calls.confirmProposal(one.id), decidedWords(one)),
    refuse: (id: string, why: string) => decide(calls.refuseProposal(id, why), '没有采纳，网格员的手机会看到原因'),
  }
}
