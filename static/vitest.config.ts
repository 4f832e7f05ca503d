// Tests of the apps' own rules; IndexedDB is faked, the browser itself is tested by tests/browser.
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: { include: ['src/**/*.test.ts'] },
})
