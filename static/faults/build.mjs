// Bundles the players of the fault suite: `node faults/build.mjs <folder>`; with `lock`, the page that measures the lock;
// with `statements`, what states slips for tests/slips.
// The phone is bundled as it ships.
import { resolve } from 'node:path'
import { build } from 'vite'

const here = import.meta.dirname
const out = resolve(process.argv[2] ?? 'dist-faults')
const shared = {
  root: here,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  define: { __APP_VERSION__: JSON.stringify('faults'), 'process.env.NODE_ENV': JSON.stringify('production') },
  resolve: { alias: { '@shared': resolve(here, '../src/shared') } },
}
const inOne = { outDir: out, emptyOutDir: false, minify: false, sourcemap: 'inline', target: 'es2022' }

function bundle(entry, name, fileName) {
  return build({ ...shared, build: { ...inOne, lib: { entry: resolve(here, entry), name, formats: ['iife'], fileName: () => fileName } } })
}

function bundleForNode(entry, fileName) {
  const output = { entryFileNames: fileName }
  return build({ ...shared, ssr: { noExternal: true }, build: { ...inOne, ssr: resolve(here, entry), rollupOptions: { output } } })
}

async function players() {
  await bundle('realm/entry.ts', 'Shipped', 'phone.js')
  await bundle('page/page.ts', 'Page', 'page.js')
  await bundleForNode('play/main.ts', 'play.mjs')
}

const WANTED = {
  lock: () => bundle('page/lock.ts', 'Lock', 'lock.js'),
  statements: () => bundleForNode('play/statements.ts', 'statements.mjs'),
}

await (WANTED[process.argv[3]] ?? players)()
