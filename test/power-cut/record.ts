import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptRecording, writeRecording } from './recording-file.ts';
import { buildShim } from './shim.ts';
import { recordDay } from './shop-day.ts';

// Makes the recording that is kept for machines without a C compiler: `node test/power-cut/record.ts`.
const folder = mkdtempSync(join(tmpdir(), 'kopilka-record-'));
try {
  const shim = buildShim(folder);
  if (shim === null) throw new Error('A recording needs a C compiler and Linux.');
  writeRecording(keptRecording, await recordDay({ folder, shim, sales: [6, 6, 6] }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
