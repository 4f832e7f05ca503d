// The server and what may be done to it, as the Python side offers it.
import type { Request, Response } from './network'
import { overSocket } from './socket'
import type { Wire } from './wire'
import type { World } from './world'

export interface Door {
  id: string
  division_code: string
}

export interface County {
  workers: string[]
  worker_ids: Record<string, string>
  grids: string[]
  doors: Door[]
  campaign_id: string
  template_id: string
  /** Where a real server listens; without it the Python side carries requests itself. */
  port?: number
}

export class Server {
  /** How often it was restored from a backup. */
  restores = 0

  constructor(
    private readonly wire: Wire,
    private readonly world: World,
  ) {}

  /** Where it listens. */
  port: number | undefined

  begin(seed: number): County {
    const county = this.wire.ask<County>('begin', { seed, now: this.world.now })
    this.port = county.port
    return county
  }

  carry = (request: Request): Response | Promise<Response> =>
    this.port ? overSocket(this.port, request) : this.carryHere(request)

  /** One request and its answer with no network in between. */
  carryHere(request: Request): Response {
    const { method, path, headers, body } = request
    this.wire.send({ op: 'http', now: this.world.now, method, path, headers }, body)
    const answer = this.wire.read()
    const { status, headers: fields } = answer.head as { status: number; headers: [string, string][] }
    return { status, headers: fields, body: answer.body, restored: this.restores }
  }

  /** Its process ends, and another begins on the same database. */
  restart(): void {
    this.wire.ask('restart')
  }

  /** From now on nobody kills it. */
  calm(): void {
    this.wire.ask('calm')
  }

  /** A backup is written; answers how many there are. */
  backUp(): number {
    return this.wire.ask<{ backups: number }>('back_up', { now: this.world.now }).backups
  }

  /** One of the backups is verified: phones may forget what it holds. False when it is of another history. */
  verify(which: number): boolean {
    return this.wire.ask<{ trusted: boolean }>('verify', { which, now: this.world.now }).trusted
  }

  /** The county is put back to one of the backups. False when it would lose what phones may have forgotten. */
  restore(which: number): boolean {
    const { restored } = this.wire.ask<{ restored: boolean }>('restore', { which, now: this.world.now })
    if (restored) this.restores += 1
    return restored
  }

  /** All sign-ins of somebody end. */
  expire(username: string): void {
    this.wire.ask('expire', { username })
  }

  /** What is wrong with what phones show as received and as backed up. */
  audit(received: string[], backedUp: string[]): string[] {
    return this.wire.ask<{ faults: string[] }>('audit', { received, backed_up: backedUp }).faults
  }

  /** What is wrong with the tables, held against what phones were promised. */
  check(phones: object[]): string[] {
    return this.wire.ask<{ faults: string[] }>('check', { phones, now: this.world.now }).faults
  }
}
