import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page. Relative addresses only: it is served byte-identically by the custom scheme and by loopback. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // Inline data: addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
