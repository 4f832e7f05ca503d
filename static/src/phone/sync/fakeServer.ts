// A server for tests that remembers: a second time is a duplicate, and a backup can be taken and put back.
import { Refusal } from '../api/failures'
import type { Piece } from '../api/client'
import { sampleDoorData, samplePage, sampleSnapshot } from '../domain/samples'
import type { BlobTaken, Heard, Progress, PullAnswer, PushAnswer, PushRequest, SnapshotAnswer, Speaker } from '../domain/wire'

interface Kept {
  seq: number
  events: Map<string, number>
  blobs: Map<string, number>
  pieces: Map<string, number>
}

const copy = ({ seq, events, blobs, pieces }: Kept): Kept => ({
  seq,
  events: new Map(events),
  blobs: new Map(blobs),
  pieces: new Map(pieces),
})

export class FakeServer {
  kept: Kept = { seq: 100, events: new Map(), blobs: new Map(), pieces: new Map() }
  backedUp = 0
  /** Whose cookie the browser sends; null for whoever asks. */
  session: string | null = null
  scope = ['341825100201001']
  doors = [sampleDoorData()]
  /** Every history has hashes of its own. */
  private history = 'a'
  /** The number from which on this history is another than the one before. */
  private forkedAt = 0

  private hashAt(seq: number): string {
    return (seq > this.forkedAt ? this.history : 'a').repeat(64)
  }

  heard(): Heard {
    const { seq } = this.kept
    return { server_time: '2026-11-22T06:00:00Z', anchor: { seq, hash: this.hashAt(seq) }, backed_up: this.backedUp }
  }

  backup(): Kept {
    return copy(this.kept)
  }

  /** Put a backup back: what came since is gone, and numbers are used again. */
  restore(backup: Kept): void {
    this.kept = copy(backup)
    this.forkedAt = backup.seq
    this.history = 'b'
  }

  private check(speaker: Speaker | undefined): void {
    if (speaker && this.session && speaker.account !== this.session) {
      throw new Refusal(401, 'session_of_another', '此浏览器已换别的账号登录', 0)
    }
    const anchor = speaker?.anchor
    if (anchor && (anchor.seq > this.kept.seq || anchor.hash !== this.hashAt(anchor.seq))) {
      throw new Refusal(409, 'history_diverged', '服务器恢复过备份', 0)
    }
  }

  private number(): number {
    this.kept.seq += 1
    return this.kept.seq
  }

  push = async (request: PushRequest, speaker?: Speaker): Promise<PushAnswer> => {
    this.check(speaker)
    const results = request.items.map(({ id }) => {
      const isNew = !this.kept.events.has(id)
      if (isNew) this.kept.events.set(id, this.number())
      const receipt = this.kept.events.get(id) ?? null
      return { id, status: isNew ? ('created' as const) : ('duplicate' as const), receipt, code: null, message: null }
    })
    const blobs = request.blobs.map(({ sha256 }) => {
      this.keep(sha256)
      return { sha256, ok: true, code: null, message: null }
    })
    return { ...this.heard(), device_secret: 'secret', results, blobs }
  }

  private keep(sha256: string): void {
    if (!this.kept.blobs.has(sha256)) this.kept.blobs.set(sha256, this.number())
  }

  putBlob = async (sha256: string, _data: ArrayBuffer, speaker?: Speaker): Promise<BlobTaken> => {
    this.check(speaker)
    this.keep(sha256)
    return { ...this.heard(), receipt: this.kept.seq }
  }

  findOffset = async (sha256: string, speaker?: Speaker): Promise<number | null> => {
    this.check(speaker)
    return this.kept.blobs.has(sha256) ? null : (this.kept.pieces.get(sha256) ?? 0)
  }

  patchBlob = async ({ sha256, offset, length, data }: Piece, speaker?: Speaker): Promise<BlobTaken | number> => {
    this.check(speaker)
    const here = this.kept.pieces.get(sha256) ?? 0
    if (!this.kept.blobs.has(sha256)) {
      if (offset !== here) throw new Refusal(409, 'wrong_offset', '接不上', 0)
      this.kept.pieces.set(sha256, here + data.byteLength)
      if (here + data.byteLength < length) return here + data.byteLength
    }
    this.keep(sha256)
    return { ...this.heard(), receipt: this.kept.seq }
  }

  pull = async <Item>(since: number, _limit: number, speaker?: Speaker): Promise<PullAnswer<Item>> => {
    this.check(speaker)
    return samplePage<Item>({ ...this.heard(), scope: this.scope, next: Math.max(since, this.kept.seq) })
  }

  snapshot = async <Item>(progress: Progress | undefined, _limit: number, speaker?: Speaker): Promise<SnapshotAnswer<Item>> => {
    this.check(speaker)
    const as_of = progress?.as_of ?? this.kept.seq
    const items = this.doors.map((data) => ({ seq: as_of, kind: 'household', id: data.id, data })) as Item[]
    return sampleSnapshot<Item>({ ...this.heard(), scope: this.scope, items, as_of })
  }
}
