import { defineConfig } from 'vitest/config';

const APP_TEST_LIMIT_MS = 120_000;

/** `unit` is everything that needs no window; `app` drives the built page in a real Chromium, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/app/**'],
          testTimeout: 30_000,
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
        },
      },
    ],
  },
});
