// States and signs what it is told of, one event a line, so that the server's statement can be held against it.
import { createInterface } from 'node:readline'
import { makeDeviceKey, signatureOfStatement } from '../../src/phone/domain/signing'
import { canonical, type Stated, statementOf } from '../../src/phone/domain/statement'

const key = await makeDeviceKey()

async function answer(line: string): Promise<object> {
  const { id, body } = JSON.parse(line) as { id: string; body: Stated }
  try {
    const statement = await statementOf(id, body)
    const { public_key } = key
    return { body: canonical(body), statement, public_key, signature: await signatureOfStatement(key, statement) }
  } catch (failure) {
    return { refused: (failure as Error).message }
  }
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(line))}\n`)
  }
}

void main()
