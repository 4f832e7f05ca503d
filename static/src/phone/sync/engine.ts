// Decides when to sync and what a failure means: one run at a time, deleting nothing.
import * as client from '../api/client'
import { isAnothers, isForeign, isGate } from '../api/failures'
import { type SyncPhase, wipedWords } from '../domain/badge'
import { monotonicMs } from '../domain/clock'
import { isOffline } from '../local/browser'
import type { PhoneDb } from '../local/db'
import { ifFree, syncLock } from '../local/locks'
import { StoreLost, withStore } from '../local/reopen'
import { askedSeconds, backoffSeconds } from './backoff'
import type { Left } from './blobs'
import { isEnded, lastWords } from './ending'
import { exchange } from './exchange'
import type { Trigger } from './triggers'

export interface SyncStatus {
  phase: SyncPhase
  message: string | null
  /** How many records this run has downloaded so far. */
  downloaded: number
  /** The office has ended this phone, and nothing of anybody is left here. */
  wiped?: boolean
}

// What a worker does by hand, and a network that comes back, need not sit out the backoff.
const IMPATIENT: readonly Trigger[] = ['start', 'hand', 'online']
const OFFLINE: SyncStatus = { phase: 'offline', message: '没有网络，记录都存在本机，联网后自动上传。', downloaded: 0 }

const ANOTHERS = '此浏览器已换别的账号登录，请重新登录。'

const UPGRADE = 426

export class Engine {
  private failures = 0
  // By the stopwatch: a wall clock set back a year must not keep a phone from syncing for a year.
  private notBefore = 0
  private closedUntil = 0
  private busy = false
  // What happened during a run; a network that came back weighs more than a new entry.
  private meanwhile: Trigger | undefined
  // Asked for by hand, and not heard yet.
  private byHand = false
  private retry: ReturnType<typeof setTimeout> | undefined
  private phase: SyncPhase = 'idle'

  constructor(
    private readonly db: PhoneDb,
    private readonly userId: string,
    private readonly report: (status: SyncStatus) => void,
  ) {}

  /** Something happened that may be worth a run. */
  async wake(trigger: Trigger): Promise<void> {
    if (isOffline() || trigger === 'offline') return this.say(OFFLINE)
    this.byHand ||= trigger === 'hand'
    if (this.busy) {
      if (!this.meanwhile || IMPATIENT.includes(trigger)) this.meanwhile = trigger
      return
    }
    if (!this.mayRun(trigger)) return
    this.busy = true
    try {
      await ifFree(syncLock(this.db.name), () => this.run())
    } finally {
      this.busy = false
    }
    await this.runAgain()
  }

  /** The database is gone, and only a new page brings it back. */
  loseStore(): void {
    this.say({ phase: 'store_lost', message: '本机存储断开了，记录都还在。请重新打开本页；手机空间满了请先清理。', downloaded: 0 })
  }

  /** No more runs are planned; one under way finishes. */
  stop(): void {
    clearTimeout(this.retry)
  }

  private mayRun(trigger: Trigger): boolean {
    const now = monotonicMs()
    // Our server said when to come back; nobody may be more impatient than that.
    if (now < this.closedUntil || this.db.ended) return false
    if (IMPATIENT.includes(trigger)) return true
    if (this.phase === 'signed_out') return trigger === 'visible'
    return now >= this.notBefore
  }

  // An entry recorded while a run was under way, and pictures that are left, must not wait for the next minute. Nor may a
  // run that ended badly sit out its backoff when the network came back while it hung on a broken line.
  private async runAgain(): Promise<void> {
    const { meanwhile } = this
    this.meanwhile = undefined
    if (meanwhile && (this.phase === 'idle' || IMPATIENT.includes(meanwhile))) await this.wake(meanwhile)
  }

  private async run(): Promise<void> {
    this.say({ phase: 'running', message: null, downloaded: 0 })
    try {
      await withStore(this.db, () => this.exchange())
    } catch (failure) {
      if (isEnded(failure)) await this.sayLastWords()
      else this.fail(failure)
    }
  }

  // Told again with every contact, until the server has heard that it is done.
  private async sayLastWords(): Promise<void> {
    this.say({ phase: 'ended', message: '正在交出没上传的记录，并清除本机的住户资料…', downloaded: 0 })
    try {
      const kept = await lastWords(this.db)
      this.say({ phase: 'ended', message: wipedWords(kept), downloaded: 0, wiped: true })
    } catch (failure) {
      if (!(failure instanceof client.NetworkFailure || failure instanceof client.Refusal)) throw failure
      const [said, askedS] = failure instanceof client.Refusal ? [failure.message, failure.retryAfterS] : ['联网后会自动交给服务器。', 0]
      this.backOff('ended', `住户资料已清除。没上传的记录还在本机。${said}`, askedS)
    }
  }

  private async exchange(): Promise<void> {
    // The office may have signed in on this browser since: another's session must never carry my records. Each request
    // says so, too, for it may do so at any moment of the run.
    const user = await client.showSession()
    if (user.id !== this.userId) return this.signedOut(ANOTHERS)
    const { byHand } = this
    this.byHand = false
    this.end(await exchange(this.db, (downloaded) => this.say({ phase: 'running', message: null, downloaded }), byHand))
  }

  private end(left: Left): void {
    if (left === 'some') return this.comeBack('服务器忙，部分记录或照片稍后自动重传。')
    this.failures = 0
    this.notBefore = 0
    if (left === 'more') this.meanwhile ??= 'entry'
    this.say({ phase: 'idle', message: null, downloaded: 0 })
  }

  private fail(failure: unknown): void {
    if (failure instanceof client.NetworkFailure || isGate(failure)) {
      this.backOff('offline', '暂时连不上服务器，记录都存在本机，会自动重试。')
    } else if (failure instanceof StoreLost) {
      this.loseStore()
    } else if (isAnothers(failure)) {
      this.signedOut(ANOTHERS)
    } else if (failure instanceof client.Refusal) {
      this.refused(failure)
    } else if (!this.db.ended) {
      this.backOff('failed', '同步时出错，记录都在本机，会自动重试。')
      throw failure
    }
  }

  private refused(failure: client.Refusal): void {
    if (failure.status === 401) return this.signedOut('登录已过期，记录都在本机，请重新登录后上传。')
    // An app too old to be told anything may hand in all the same.
    if (failure.status === UPGRADE) return this.comeBack(failure.message)
    // What a proxy asks for holds up nobody's own hand.
    if (!isForeign(failure)) this.closedUntil = monotonicMs() + failure.retryAfterS * 1000
    this.backOff('failed', failure.message, failure.retryAfterS)
  }

  private signedOut(message: string): void {
    this.say({ phase: 'signed_out', message, downloaded: 0 })
  }

  // Some of it must be tried again; what is recorded meanwhile need not wait for that.
  private comeBack(message: string): void {
    this.failures += 1
    this.notBefore = 0
    this.retryIn(backoffSeconds(this.failures))
    this.say({ phase: 'failed', message, downloaded: 0 })
  }

  // A server that knows when it will have time is believed: doubling on top would leave it idle.
  private backOff(phase: SyncPhase, message: string, askedS = 0): void {
    this.failures += 1
    const waitS = askedS ? askedSeconds(askedS) : backoffSeconds(this.failures)
    this.notBefore = monotonicMs() + waitS * 1000
    this.retryIn(waitS)
    this.say({ phase, message, downloaded: 0 })
  }

  private retryIn(seconds: number): void {
    clearTimeout(this.retry)
    this.retry = setTimeout(() => void this.wake('timer'), seconds * 1000)
  }

  private say(status: SyncStatus): void {
    this.phase = status.phase
    this.report(status)
  }
}
