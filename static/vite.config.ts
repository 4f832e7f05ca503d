// Builds one of the two apps: `vite build --mode phone` or `--mode desk`.
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import pkg from './package.json' with { type: 'json' }

const here = import.meta.dirname

// The phone works with no network, so its worker carries the whole app; the office is always online.
function pwa() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'sw',
    filename: 'sw.ts',
    injectRegister: false,
    manifest: {
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
    },
  })
}

export default defineConfig(({ mode }) => {
  const app = mode === 'desk' ? 'desk' : 'phone'
  return {
    root: resolve(here, 'src', app),
    base: `/${app}/`,
    plugins: [vue(), ...(app === 'phone' ? [pwa()] : [])],
    define: { __APP_VERSION__: JSON.stringify(pkg.version) },
    resolve: { alias: { '@shared': resolve(here, 'src/shared') } },
    build: {
      outDir: resolve(here, 'dist', app),
      emptyOutDir: true,
      target: ['chrome87', 'safari14'],
      // Phones with weak WebViews gain nothing from inlined images, and the CSP forbids data: scripts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
    server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  }
})
