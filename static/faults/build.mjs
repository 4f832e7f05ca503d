// Bundles the players of the fault suite: `node faults/build.mjs <folder>`; with `lock`, the page that measures the lock.
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

async function players() {
  await bundle('realm/entry.ts', 'Shipped', 'phone.js')
  await bundle('page/page.ts', 'Page', 'page.js')
  await build({
    ...shared,
    ssr: { noExternal: true },
    build: { ...inOne, ssr: resolve(here, 'play/main.ts'), rollupOptions: { output: { entryFileNames: 'play.mjs' } } },
  })
}

await (process.argv[3] === 'lock' ? bundle('page/lock.ts', 'Lock', 'lock.js') : players())
