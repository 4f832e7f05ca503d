// Somebody at a desk, who hands grids over, moves doors and decides about visits, through the same API as the desk does.
import { PASSWORD } from './phone'
import type { Response } from './network'
import type { Server } from './server'

const ADMIN = 'erin'

interface Page<Item> {
  items: Item[]
}

export class Office {
  private token = ''

  constructor(private readonly server: Server) {}

  /** A code that enrols a phone of somebody's. */
  codeFor(userId: string): string {
    return this.read<{ code: string }>('/phones/enrolments', 'POST', { user_id: userId }).code
  }

  handOver(grid: string, workerIds: string[]): void {
    this.call('PUT', `/divisions/${grid}/workers`, { worker_ids: workerIds })
  }

  move(doorId: string, grid: string): void {
    this.call('POST', '/households/move', { household_ids: [doorId], from_code: null, to_code: grid })
  }

  rename(grid: string, name: string): void {
    this.call('PATCH', `/divisions/${grid}`, { name })
  }

  /** Enter how many households a grid's village has officially. */
  count(grid: string, households: number): void {
    this.call('PATCH', `/divisions/${grid.slice(0, -3)}`, { official_households: households })
  }

  withdraw(visitId: string): void {
    this.call('POST', `/visits/${visitId}/withdraw`, { reason: '签名人不是本户成年人。', reaches_back: false })
  }

  /** What waits for a decision. */
  asides(): { id: string; kind: string }[] {
    return this.read<Page<{ id: string; kind: string }>>('/aside').items
  }

  accept(id: string, doorId: string | null): void {
    this.call('POST', `/aside/${id}/accept`, { household_id: doorId, outcome: null, note: null })
  }

  refuse(id: string): void {
    this.call('POST', `/aside/${id}/refuse`, { reason: '此户不存在。' })
  }

  /** The ids of the exclusions in a state. */
  exclusions(state: string): string[] {
    return this.read<Page<{ id: string }>>(`/exclusions?state=${state}`).items.map(({ id }) => id)
  }

  approve(exclusionId: string): void {
    this.call('POST', `/exclusions/${exclusionId}/approve`)
  }

  refuseExclusion(exclusionId: string): void {
    this.call('POST', `/exclusions/${exclusionId}/refuse`, { reason: '昨天还有人住。' })
  }

  end(exclusionId: string): void {
    this.call('POST', `/exclusions/${exclusionId}/end`)
  }

  /** The ids of those who may ask in a village. */
  checkers(village: string): string[] {
    return this.read<Page<{ id: string }>>(`/check-rounds/checkers?village=${village}`).items.map(({ id }) => id)
  }

  /** Draw a spot check in a village, by lot and by risk. */
  drawCheck(village: string, checker_id: string): void {
    this.call('POST', '/check-rounds', { village, unacceptable_percent: 20, by_risk: 1, checker_id })
  }

  /** End every round that has not ended. */
  endChecks(): void {
    const { items } = this.read<Page<{ id: string; ended_at: string | null }>>('/check-rounds')
    for (const { id, ended_at } of items) if (ended_at === null) this.call('POST', `/check-rounds/${id}/end`)
  }

  private read<T>(path: string, method = 'GET', content?: object): T {
    return JSON.parse(Buffer.from(this.call(method, path, content).body).toString()) as T
  }

  // A refusal is no fault: two decisions may cross, and a restore may have taken the thing away.
  private call(method: string, path: string, content?: object): Response {
    const answer = this.send(method, path, content)
    if (answer.status !== 401) return answer
    const signedIn = this.send('POST', '/session', { username: ADMIN, password: PASSWORD })
    this.token = (JSON.parse(Buffer.from(signedIn.body).toString()) as { token: string }).token
    return this.send(method, path, content)
  }

  private send(method: string, path: string, content?: object): Response {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.token}` }
    if (content) headers['Content-Type'] = 'application/json'
    const body = Buffer.from(content ? JSON.stringify(content) : '')
    return this.server.carryHere({ method, path: `/api/v1${path}`, headers, body })
  }
}
