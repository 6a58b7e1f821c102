/** Owns the desktop app's build: our own TypeScript into one file; packages stay where npm put them. */
export default {
  publicDir: false,
  build: {
    ssr: 'electron/main.ts',
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
  },
};
