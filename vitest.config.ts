import { defineConfig } from 'vitest/config';

const APP_TEST_LIMIT_MS = 120_000;
const ELECTRON_STAND_IN = `${import.meta.dirname}/test/support/electron-stand-in/electron.ts`;

/** `unit` is everything that needs no window; `app` drives the built page in a real Chromium, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        // The desktop app runs here without Electron; what only Electron can do is in test/app/electron.test.ts.
        resolve: { alias: [{ find: /^electron$/, replacement: ELECTRON_STAND_IN }] },
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/app/**'],
          testTimeout: 30_000,
          // Vitest keeps one core free for itself, which on two cores is half of them; it does not need it here.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          globalSetup: ['electron/setup/prepare-app-tests.mjs'],
          testTimeout: APP_TEST_LIMIT_MS,
          hookTimeout: APP_TEST_LIMIT_MS,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
