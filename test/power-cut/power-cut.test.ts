import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Promises } from './promises.ts';
import { cutEverywhere } from './rebuild.ts';
import { keptRecording, readRecording } from './recording-file.ts';
import { buildShim } from './shim.ts';
import { type Recording, recordDay } from './shop-day.ts';

/** A thousand states with every change, twenty thousand at night. */
const states = Number(process.env.KOPILKA_CUT_STATES ?? 1000);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const isNightly = states > 5000;
const timeout = isNightly ? 3_600_000 : 300_000;
/** The last part is long enough at night for the log to be moved into the file while the till sells. */
const sales = isNightly ? ([24, 24, 140] as const) : ([8, 8, 8] as const);
const plant = new URL('./plant-normal.ts', import.meta.url).href;

const noCompiler = 'not run: recording a power cut needs Linux and a C compiler; a kept recording was used';

/**
 * The trace shows what others have heard: every answer, every sale and return of the two parts of the day at whose end the
 * hub has everything, and slips. How many of these wait when the agent is killed, twice, is a matter of how quickly the
 * machine sells and prints.
 */
function expectHeard({ told }: Recording, { answered, pushed, handedOut }: Promises): void {
  expect(answered).toEqual(new Set(told.map(({ operationId }) => operationId)));
  const sales = told.filter(({ kind }) => kind === 'confirm');
  const delivered = told.filter(
    ({ kind, purchaseId }) => (kind === 'confirm' || kind === 'return') && /^[AB]-/.test(purchaseId),
  );
  expect(delivered.length).toBeGreaterThan(0);
  expect(delivered.filter(({ operationId }) => !pushed.has(operationId))).toEqual([]);
  expect(handedOut.size).toBeGreaterThanOrEqual(sales.length / 4);
  expect(handedOut.size).toBeLessThanOrEqual(sales.length);
}

describe('a power cut at any moment', () => {
  it('loses nothing that was answered, and leaves a till that starts', { timeout }, async () => {
    const folder = temporaryFolder();
    const shim = buildShim(folder);
    if (shim === null) console.log(noCompiler);
    const recording = shim === null ? readRecording(keptRecording) : await recordDay({ folder, shim, sales });
    const report = cutEverywhere(recording, { seed, states });
    console.log(
      `power cut: ${report.states} states of ${report.moments} moments, ${report.bad} bad, seed ${seed}`,
    );
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ bad: 0, states });
    expectHeard(recording, report.promises);
  });

  it('is what the kept recording shows as well', { timeout }, () => {
    const recording = readRecording(keptRecording);
    const report = cutEverywhere(recording, { seed, states: 100 });
    expect(report).toMatchObject({ bad: 0, states: 100, faults: [] });
    expectHeard(recording, report.promises);
  });

  it.each([
    ['pushes', /POST \/v1\/push/g],
    ['slips', /"type":"print"/g],
  ])('does not go by a recording that has no %s', (_what, sign) => {
    const recording = readRecording(keptRecording);
    // As if that had left the agent where nobody listened.
    const traces = recording.traces.map((trace) =>
      Buffer.from(
        trace.toString('latin1').replace(sign, (found) => '-'.repeat(found.length)),
        'latin1',
      ),
    );
    const report = cutEverywhere({ ...recording, traces }, { seed, states: 1 });
    expect(() => expectHeard(recording, report.promises)).toThrow();
  });

  it('finds an agent that commits without waiting for the disk', { timeout }, async ({ skip }) => {
    const folder = temporaryFolder();
    const shim = buildShim(folder);
    if (shim === null) skip(noCompiler);
    const env = { NODE_OPTIONS: `--import ${plant}` };
    const recording = await recordDay({ folder, shim: shim ?? '', sales: [4, 2, 2], env });
    const report = cutEverywhere(recording, { seed, states: 100 });
    expect(report.promises.answered.size).toBe(recording.told.length);
    // Which promise breaks first is up to the seed: a sale's, or already the enrolment's before it.
    expect(report.faults.join('\n')).toMatch(/was answered, and its answer is lost|calls were answered, and/);
  });
});
