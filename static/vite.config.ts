// Builds one of the apps: `vite build --mode phone`, `--mode desk` or `--mode verify`; `--mode saved` is verify as one file to save.
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { type UserConfig, defineConfig } from 'vite'
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa'
import pkg from './package.json' with { type: 'json' }

const here = import.meta.dirname

const PHONE_MANIFEST: Partial<ManifestOptions> = {
  name: '敲门 · 反诈入户宣传',
  short_name: '敲门',
  lang: 'zh-CN',
  start_url: '/phone/',
  scope: '/phone/',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#1a5fb4',
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
  ],
}

// What works with no network has a worker that carries the whole app; the office is always online.
function worker(manifest: Partial<ManifestOptions> | false) {
  return VitePWA({ strategies: 'injectManifest', srcDir: 'sw', filename: 'sw.ts', injectRegister: false, manifest })
}

const APPS = {
  phone: { base: '/phone/', plugins: [vue(), worker(PHONE_MANIFEST)] },
  desk: { base: '/desk/', plugins: [vue()] },
  // Where the address in a slip's QR code leads.
  verify: { base: '/S/', plugins: [worker(false)] },
}

// Neither our pages nor Vant's components are written in the options' way, so phones need not fetch what that takes.
const SMALLER = { __VUE_OPTIONS_API__: 'false' }

const common: UserConfig = {
  define: { __APP_VERSION__: JSON.stringify(pkg.version) },
  resolve: { alias: { '@shared': resolve(here, 'src/shared') } },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
}
const target = ['chrome87', 'safari14']

// One script and one stylesheet, which app/pwa.py puts into one page together with the county's keys.
const saved: UserConfig = {
  ...common,
  root: resolve(here, 'src/verify'),
  publicDir: false,
  build: {
    outDir: resolve(here, 'dist/verify/saved'),
    emptyOutDir: true,
    target,
    lib: { entry: 'main.ts', formats: ['iife'], name: 'verify', fileName: () => 'page.js', cssFileName: 'page' },
    rollupOptions: { output: { codeSplitting: false } },
    chunkSizeWarningLimit: 1500,
  },
}

export default defineConfig(({ mode }) => {
  if (mode === 'saved') return saved
  const app = mode === 'desk' || mode === 'verify' ? mode : 'phone'
  return {
    ...common,
    root: resolve(here, 'src', app),
    ...APPS[app],
    define: { ...common.define, ...(app === 'phone' && SMALLER) },
    build: {
      outDir: resolve(here, 'dist', app),
      emptyOutDir: true,
      target,
      // Phones with weak WebViews gain nothing from inlined images, and the CSP forbids data: scripts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
  }
})
