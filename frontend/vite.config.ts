import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const lib = fileURLToPath(new URL('./src/lib', import.meta.url));

// The page must run in WebView2 of 2023 and in WebKitGTK; nothing is inlined, so that a strict content policy holds.
export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: { $lib: lib },
    conditions: process.env['VITEST'] ? ['browser'] : ['svelte', 'browser', 'module', 'import', 'default'],
  },
  build: {
    target: ['chrome109', 'safari15'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: false },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
    maxWorkers: '100%', // left to itself, one core stays idle
  },
});
