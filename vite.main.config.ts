import { resolve } from 'node:path';
import { defineConfig, type EnvironmentOptions } from 'vite';

const root = import.meta.dirname;

/**
 * Stay packages beside the bundle: they load native code or other files from their own folder. `electron` is there
 * only inside Electron.
 */
const external = [
  /^electron$/,
  /^node:/,
  'better-sqlite3',
  'better-sqlite3-multiple-ciphers',
  'serialport',
  /^@serialport\//,
  'node-hid',
  'escpos',
  /^escpos\//,
  '@point-of-sale/receipt-printer-encoder',
];

const shared = {
  outDir: resolve(root, 'dist/main'),
  target: 'node24',
  minify: false,
  sourcemap: true,
  copyPublicDir: false,
} as const;

const node: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true, external: [], conditions: ['node', 'import', 'default'] },
  build: {
    ...shared,
    ssr: true,
    emptyOutDir: true,
    copyPublicDir: true,
    rolldownOptions: {
      external,
      input: {
        main: resolve(root, 'src/main/main.ts'),
        agent: resolve(root, 'src/agent/electron-process.ts'),
        'device-host': resolve(root, 'src/agent/electron-device-host.ts'),
        'backup-thread': resolve(root, 'src/agent/backup-thread.ts'),
        'copy-thread': resolve(root, 'src/sqlite/copy-thread.ts'),
        'read-through-thread': resolve(root, 'src/agent/read-through-thread.ts'),
      },
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
    },
  },
};

/** A sandboxed preload has no ES modules and no `require` of files: one CommonJS file holds all of it. */
const preload: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true },
  build: {
    ...shared,
    ssr: true,
    // Built second, beside the others.
    emptyOutDir: false,
    rolldownOptions: {
      external,
      input: { preload: resolve(root, 'src/main/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

/** Electron's main process, its preload and its two utility processes, built to dist/main. */
export default defineConfig({
  root,
  publicDir: resolve(root, 'src/main/icons'),
  environments: { node, preload },
  builder: {
    buildApp: async (builder) => {
      for (const name of ['node', 'preload']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
