// Tests of the apps' own rules; IndexedDB is faked, the browser itself is tested by tests/browser.
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: {
    // Hundreds of signatures are looked at one by one; a busy machine takes its time, and a test that hangs is still seen.
    testTimeout: 30_000,
    include: ['src/**/*.test.ts'],
  },
})
