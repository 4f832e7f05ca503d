// Packs what was built, once and as small as it gets: a phone in a village fetches a third of what stands on the disk.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const DIST = join(import.meta.dirname, 'dist')
const WORDS = /\.(?:js|css|html|svg|webmanifest)$/

const names = readdirSync(DIST, { recursive: true }).filter((name) => WORDS.test(name))
for (const name of names) writeFileSync(join(DIST, `${name}.br`), brotliCompressSync(readFileSync(join(DIST, name))))
