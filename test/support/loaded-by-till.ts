import { createRequire } from 'node:module';

// Run as a process of its own: prints what a till has loaded before anybody asks it anything.
await import('../../src/agent/till.ts');
const own = Object.keys(createRequire(import.meta.url).cache);
process.stdout.write(
  JSON.stringify([...(process as unknown as { moduleLoadList: string[] }).moduleLoadList, ...own]),
);
