import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests of the screens in Debian's Chromium against the real program (build/bin/ordertrail), which must be built before.
export default defineConfig({
  resolve: { alias: { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) } },
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/setup.ts'],
    testTimeout: 40_000,
    expect: { poll: { timeout: 8_000 } },
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
