// A proxy that breaks one connection after so many bytes of its request and answer together.
import { type AddressInfo, type Server as Listener, type Socket, connect, createServer } from 'node:net'

/** Which request is to be cut, and after how many bytes. */
export interface Cut {
  method: string
  path: string
  after: number
}

export class Cutter {
  /** Whether the cut that was planned has been made. */
  made = false
  private plan: Cut | null = null
  private readonly listener: Listener

  constructor(private readonly upstream: number) {
    this.listener = createServer((client) => this.serve(client))
  }

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.listener.listen(0, '127.0.0.1', done))
    return (this.listener.address() as AddressInfo).port
  }

  close(): void {
    this.listener.close()
  }

  /** The next request that fits is cut. */
  cutNext(plan: Cut): void {
    this.plan = plan
    this.made = false
  }

  private serve(client: Socket): void {
    client.on('error', () => undefined)
    client.once('data', (first: Buffer) => {
      const plan = this.takePlan(first)
      const server = connect(this.upstream, '127.0.0.1')
      server.on('error', () => client.destroy())
      client.on('close', () => server.destroy())
      if (plan) return this.cut(client, server, first, plan.after)
      server.write(first)
      client.pipe(server)
      server.pipe(client)
    })
  }

  private takePlan(first: Buffer): Cut | null {
    const plan = this.plan
    if (!plan || !first.toString('latin1').startsWith(`${plan.method} ${plan.path}`)) return null
    this.plan = null
    return plan
  }

  private cut(client: Socket, server: Socket, first: Buffer, after: number): void {
    let left = after
    const passOn = (to: Socket) => (chunk: Buffer) => {
      if (this.made) return
      to.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left < 0) this.breakBoth(client, server)
    }
    client.on('data', passOn(server))
    server.on('data', passOn(client))
    server.on('end', () => client.end())
    passOn(server)(first)
  }

  // What was written still goes out; then both ends find the line dead.
  private breakBoth(client: Socket, server: Socket): void {
    this.made = true
    for (const socket of [client, server]) socket.end(() => socket.destroy())
  }
}
