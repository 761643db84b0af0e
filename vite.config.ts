import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, 'src/renderer');

/** The windows: one page an app. Addresses are relative, so the same build runs under http and Electron's scheme. */
export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Fonts and pictures stay files: the content security policy then needs no `data:` exceptions.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: {
        cashier: resolve(root, 'cashier/index.html'),
        console: resolve(root, 'console/index.html'),
      },
    },
  },
});
