// The pipe to the Python side: one question, one answer, in lock-step, so that nothing depends on which process is faster.
import { readSync, writeSync } from 'node:fs'

export interface Frame {
  head: Record<string, unknown>
  body: Uint8Array
}

const NOTHING = new Uint8Array(0)

function readExactly(fd: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let have = 0
  while (have < length) {
    const got = readSync(fd, bytes, have, length - have, null)
    if (got === 0) process.exit(0)
    have += got
  }
  return bytes
}

/** Frames over two file descriptors: lengths of head and body, the head as JSON, the body as bytes. */
export class Wire {
  constructor(
    private readonly input: number,
    private readonly output: number,
  ) {}

  send(head: Record<string, unknown>, body: Uint8Array = NOTHING): void {
    const text = Buffer.from(JSON.stringify(head))
    const frame = Buffer.allocUnsafe(8 + text.length + body.length)
    frame.writeUInt32BE(text.length, 0)
    frame.writeUInt32BE(body.length, 4)
    text.copy(frame, 8)
    frame.set(body, 8 + text.length)
    for (let done = 0; done < frame.length; ) done += writeSync(this.output, frame, done)
  }

  read(): Frame {
    const lengths = readExactly(this.input, 8)
    const head = readExactly(this.input, lengths.readUInt32BE(0))
    const body = readExactly(this.input, lengths.readUInt32BE(4))
    return { head: JSON.parse(head.toString()) as Record<string, unknown>, body }
  }

  /** Ask the Python side, and wait for its answer. */
  ask<Answer>(op: string, question: Record<string, unknown> = {}): Answer {
    this.send({ op, ...question })
    return this.read().head as Answer
  }
}
