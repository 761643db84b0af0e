import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSimulation } from '../../../src/cli/simulate/run-simulation.ts';
import { folderOfFile } from './folder-of-file.ts';
import { manyLines, program } from './shop-receipts.ts';

const file = join(folderOfFile(), 'many.ndjson');
writeFileSync(file, manyLines(400));

const run = (jobs: number, rangeBytes: number, controller = new AbortController(), onProgress = () => {}) =>
  runSimulation({
    file,
    sizeBytes: statSync(file).size,
    language: 'en',
    programs: [program, { ...program, promotions: program.promotions.slice(1) }],
    jobs,
    rangeBytes,
    signal: controller.signal,
    onProgress,
  });

describe('a simulation on several threads', () => {
  it('gives the same outcome as one thread that reads the file at once, whatever the cuts', async () => {
    const serial = await run(1, 1 << 30);
    expect(serial?.tallies[0]?.receipts).toBeGreaterThan(300);
    expect(serial?.refused[0]?.line).toBe(6);
    for (const [jobs, rangeBytes] of [
      [3, 1000],
      [2, 97],
      [4, 20_000],
    ] as const) {
      expect(await run(jobs, rangeBytes)).toEqual(serial);
    }
  });

  it('ends without an outcome when it is stopped on the way', async () => {
    const controller = new AbortController();
    let ranges = 0;
    const outcome = await run(2, 1000, controller, () => {
      ranges += 1;
      if (ranges === 3) controller.abort();
    });
    expect(outcome).toBeNull();
    expect(ranges).toBeLessThan(statSync(file).size / 1000);
  });

  it('does not start when it was stopped before', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await run(2, 1000, controller)).toBeNull();
  });

  it('says which thread broke instead of waiting for it', async () => {
    const missing = runSimulation({
      file: `${file}.gone`,
      sizeBytes: 1000,
      language: 'en',
      programs: [program],
      jobs: 1,
      rangeBytes: 1000,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    await expect(missing).rejects.toThrow('ENOENT');
  });
});
