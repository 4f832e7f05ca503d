// Decides when to sync and what a failure means: push, then pull, one run at a time, deleting nothing.
import * as client from '../api/client'
import type { SyncPhase } from '../domain/badge'
import type { PhoneDb } from '../local/db'
import { ifFree } from '../local/locks'
import { writeMeta } from '../local/meta'
import { backoffSeconds } from './backoff'
import { pullChanges } from './pull'
import { pushWaiting } from './push'
import type { Trigger } from './triggers'

export interface SyncStatus {
  phase: SyncPhase
  message: string | null
  /** How many records this run has downloaded so far. */
  downloaded: number
}

// What a worker does by hand, and a network that comes back, need not sit out the backoff.
const IMPATIENT: readonly Trigger[] = ['start', 'hand', 'online']
const OFFLINE: SyncStatus = { phase: 'offline', message: '没有网络，记录都存在本机，联网后自动上传。', downloaded: 0 }

export class Engine {
  private failures = 0
  private notBefore = 0
  private busy = false
  private again = false
  private retry: ReturnType<typeof setTimeout> | undefined
  private phase: SyncPhase = 'idle'

  constructor(
    private readonly db: PhoneDb,
    private readonly userId: string,
    private readonly report: (status: SyncStatus) => void,
  ) {}

  /** Something happened that may be worth a run. */
  async wake(trigger: Trigger): Promise<void> {
    if (!navigator.onLine || trigger === 'offline') return this.say(OFFLINE)
    if (this.busy) {
      this.again = true
      return
    }
    if (!IMPATIENT.includes(trigger) && !this.mayRun(trigger)) return
    this.busy = true
    try {
      await ifFree(`${this.db.name}-sync`, () => this.run())
    } finally {
      this.busy = false
    }
    await this.runAgain()
  }

  /** No more runs are planned; one under way finishes. */
  stop(): void {
    clearTimeout(this.retry)
  }

  private mayRun(trigger: Trigger): boolean {
    if (this.phase === 'signed_out') return trigger === 'visible'
    return Date.now() >= this.notBefore
  }

  // An entry recorded while a run was under way must not wait for the next minute.
  private async runAgain(): Promise<void> {
    const wanted = this.again && this.phase === 'idle'
    this.again = false
    if (wanted) await this.wake('entry')
  }

  private async run(): Promise<void> {
    this.say({ phase: 'running', message: null, downloaded: 0 })
    try {
      // The office may have signed in on this browser since: another's session must never carry my records.
      const user = await client.showSession()
      if (user.id !== this.userId) return this.signedOut('此浏览器已换别的账号登录，请重新登录。')
      const complete = await pushWaiting(this.db)
      await pullChanges(this.db, (downloaded) => this.say({ phase: 'running', message: null, downloaded }))
      await writeMeta(this.db, 'last_sync_at', new Date().toISOString())
      if (!complete) return this.backOff('failed', '服务器忙，部分记录稍后自动重传。', 0)
      this.failures = 0
      this.notBefore = 0
      this.say({ phase: 'idle', message: null, downloaded: 0 })
    } catch (failure) {
      this.fail(failure)
    }
  }

  private fail(failure: unknown): void {
    if (failure instanceof client.NetworkFailure) {
      this.backOff('offline', '暂时连不上服务器，记录都存在本机，会自动重试。', 0)
    } else if (failure instanceof client.Refusal && failure.status === 401) {
      this.signedOut('登录已过期，记录都在本机，请重新登录后上传。')
    } else if (failure instanceof client.Refusal) {
      this.backOff('failed', failure.message, failure.retryAfterS)
    } else {
      this.backOff('failed', '同步时出错，记录都在本机，会自动重试。', 0)
      throw failure
    }
  }

  private signedOut(message: string): void {
    this.say({ phase: 'signed_out', message, downloaded: 0 })
  }

  private backOff(phase: SyncPhase, message: string, atLeastS: number): void {
    this.failures += 1
    const waitMs = Math.max(atLeastS, backoffSeconds(this.failures)) * 1000
    this.notBefore = Date.now() + waitMs
    clearTimeout(this.retry)
    this.retry = setTimeout(() => void this.wake('timer'), waitMs)
    this.say({ phase, message, downloaded: 0 })
  }

  private say(status: SyncStatus): void {
    this.phase = status.phase
    this.report(status)
  }
}
