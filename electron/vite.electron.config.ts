/** Owns the desktop app's build: our own TypeScript into plain files; packages stay where npm put them. */
export default {
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    rolldownOptions: {
      // Each thread is a program of its own, found beside whatever file asks for it: no folders for chunks.
      input: {
        main: 'electron/main.ts',
        'editing-worker': 'electron/studio/imaging/editing/editing-worker.ts',
        'sketch-worker': 'electron/studio/providers/sketch/sketch-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};
