import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAnswerReader, processIdOf } from '../../../src/drivers/printer/printer-answers.ts';
import {
  blockingTrouble,
  printerTrouble,
  unknownPrinterStatus,
  withAutomaticStatus,
  withBufferedStatus,
  withRealTimeStatus,
} from '../../../src/drivers/printer/printer-status.ts';
import {
  automaticStatus,
  idleSensors,
  realTimeStatus,
} from '../../../src/drivers/virtual/printer-sensors.ts';

interface Heard {
  realTime: number[];
  automatic: string[];
  ids: string[];
  buffered: number[];
}

function hear(stream: Uint8Array): Heard {
  const heard: Heard = { realTime: [], automatic: [], ids: [], buffered: [] };
  const reader = createAnswerReader({
    onRealTime: (answer) => heard.realTime.push(answer),
    onAutomatic: (block) => heard.automatic.push(Buffer.from(block).toString('hex')),
    onProcessId: (id) => heard.ids.push(Buffer.from(id).toString('hex')),
    onBuffered: (answer) => heard.buffered.push(answer),
  });
  reader.push(stream);
  return heard;
}

const sensors = fc.record({
  paperEnd: fc.boolean(),
  paperNearEnd: fc.boolean(),
  coverOpen: fc.boolean(),
  drawerOpen: fc.boolean(),
});

it('sorts real-time answers out of the middle of any block', () => {
  fc.assert(
    fc.property(
      sensors,
      fc.integer({ min: 0, max: 0xffff }),
      fc.array(fc.tuple(fc.nat(30), fc.constantFrom(1, 2, 3, 4), sensors), { maxLength: 6 }),
      (first, job, answers) => {
        const blocks = [...automaticStatus(first), 0x37, 0x22, ...processIdOf(job), 0x00];
        const stream = [...blocks];
        const expected: Array<[number, number]> = answers.map(([place, question, state]) => [
          Math.min(place, stream.length),
          realTimeStatus(question, state) ?? 0,
        ]);
        expected.sort(([one], [other]) => other - one);
        for (const [place, answer] of expected) stream.splice(place, 0, answer);
        const heard = hear(Uint8Array.from(stream));
        expect(heard.automatic).toEqual([Buffer.from(automaticStatus(first)).toString('hex')]);
        expect(heard.ids).toEqual([Buffer.from(processIdOf(job)).toString('hex')]);
        expect(heard.realTime.toSorted()).toEqual(expected.map(([, answer]) => answer).toSorted());
      },
    ),
    { numRuns: 1000 },
  );
});

it('hears the buffered answer and no flow control', () => {
  expect(hear(Uint8Array.of(0x11, 0x13, 0x0c))).toEqual({
    realTime: [],
    automatic: [],
    ids: [],
    buffered: [0x0c],
  });
});

it('takes any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (stream) => {
      hear(stream);
    }),
    { numRuns: 2000 },
  );
});

it('gives every job of 65,536 an id of its own in letters that no status byte has', () => {
  const ids = new Set(
    Array.from({ length: 0x10000 }, (_unused, job) => Buffer.from(processIdOf(job)).toString()),
  );
  expect(ids.size).toBe(0x10000);
  expect([...ids].every((id) => /^[@A-O]{4}$/.test(id))).toBe(true);
});

it.each([
  ['paper out', { paperEnd: true }, 'paper-out'],
  ['cover open', { coverOpen: true }, 'cover-open'],
  ['paper near its end', { paperNearEnd: true }, 'paper-near-end'],
  ['all well', {}, null],
] as const)('reads the same from either kind of status: %s', (_name, change, trouble) => {
  const state = { ...idleSensors, ...change };
  const asked = [2, 4].reduce(
    (status, question) => withRealTimeStatus(status, question, realTimeStatus(question, state) ?? 0),
    unknownPrinterStatus,
  );
  expect(printerTrouble(asked)).toBe(trouble);
  expect(printerTrouble(withAutomaticStatus(unknownPrinterStatus, automaticStatus(state)))).toBe(trouble);
});

it('takes silence for unknown, not for well or ill', () => {
  expect(unknownPrinterStatus.paperEnd).toBeNull();
  expect(blockingTrouble(unknownPrinterStatus)).toBeNull();
});

const answeredTo = (answers: ReadonlyArray<readonly [question: number, answer: number]>) =>
  answers.reduce(
    (status, [question, answer]) => withRealTimeStatus(status, question, answer),
    unknownPrinterStatus,
  );

it('believes a printer that stopped for paper, though it calls the roll it has no sensor for adequate', () => {
  expect(
    printerTrouble(
      answeredTo([
        [2, 0x32],
        [4, 0x12],
      ]),
    ),
  ).toBe('paper-out');
});

it('lets the next round of questions say that paper is in again', () => {
  const round = [
    [2, 0x32],
    [4, 0x12],
    [2, 0x12],
    [4, 0x12],
  ] as const;
  expect(printerTrouble(answeredTo(round))).toBeNull();
});

it('takes a buffered answer for a word on paper only where it changes what is known', () => {
  const out = { ...unknownPrinterStatus, paperEnd: true };
  expect(withBufferedStatus(unknownPrinterStatus, 0x00)).toEqual(unknownPrinterStatus);
  expect(withBufferedStatus(unknownPrinterStatus, 0x0c)).toEqual(out);
  expect(withBufferedStatus(out, 0x00).paperEnd).toBe(false);
});
