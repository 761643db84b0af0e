import { expect, it } from 'vitest';
import { runPrintJob } from '../../../src/drivers/printer/print-job.ts';
import { processIdOf } from '../../../src/drivers/printer/printer-answers.ts';
import { PrinterStep } from '../../../src/drivers/printer/printer-step.ts';
import { PulseQueue } from '../../../src/drivers/printer/pulse-queue.ts';
import type { ByteChannel } from '../../../src/drivers/transport/byte-channel.ts';
import { createChannelListeners } from '../../../src/drivers/transport/channel-listeners.ts';
import { EscposInterpreter } from '../../../src/drivers/virtual/escpos-interpreter.ts';
import { paperText } from '../../../src/drivers/virtual/paper.ts';
import { epsonRom } from '../../../src/drivers/virtual/printer-rom.ts';
import { ok } from '../../../src/shared/result.ts';
import { ManualTime } from '../manual-time.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A printer that has told the end of all that was sent to it. */
function inStep(): PrinterStep {
  const step = new PrinterStep();
  step.told('buffered-status');
  return step;
}

/** A kept line whose device takes nothing until it is let go, as with RTS/CTS. */
function heldLine() {
  const listeners = createChannelListeners();
  const written: Uint8Array[] = [];
  const waiting: Array<() => void> = [];
  let held = true;
  const channel: ByteChannel = {
    write(bytes) {
      written.push(bytes);
      if (!held) return Promise.resolve(ok(undefined));
      return new Promise((resolve) => waiting.push(() => resolve(ok(undefined))));
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close: () => undefined,
  };
  return {
    channel,
    written: () => Buffer.concat(written).length,
    letGo() {
      held = false;
      for (const leave of waiting.splice(0)) leave();
    },
  };
}

it('writes nothing of a slip that ran out of time, says no "sent" and asks nothing more', async () => {
  const time = new ManualTime();
  const line = heldLine();
  const said: string[] = [];
  const over = runPrintJob({
    channel: line.channel,
    bytes: new Uint8Array(5000),
    jobNumber: 1,
    confirmBy: 'buffered-status',
    asksStatus: false,
    pulses: new PulseQueue(time, () => undefined),
    step: inStep(),
    timeoutMs: 1500,
    scheduler: time,
    onStarted: () => said.push('started'),
    onSent: () => said.push('sent'),
  });
  await settle();
  time.pass(1500);
  expect(await over).toMatchObject({ state: 'unknown', reason: 'no-confirmation' });
  const taken = line.written();
  line.letGo();
  await settle();
  time.pass(10_000);
  await settle();
  expect(line.written()).toBe(taken);
  expect(said).toEqual(['started']);
  expect(time.planned()).toEqual([]);
});

/** A line whose printer is well and answers whatever comes last of a slip with these bytes. */
function answeringLine(word: readonly number[], whilePrinting: readonly number[] = []): ByteChannel {
  const listeners = createChannelListeners();
  return {
    write(bytes) {
      if (bytes[0] === 0x10) listeners.data(Uint8Array.of(0x12, 0x12));
      else listeners.data(Uint8Array.from(bytes[0] === 0x1d ? word : whilePrinting));
      return Promise.resolve(ok(undefined));
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close: () => undefined,
  };
}

async function printOver(
  channel: ByteChannel,
  confirmBy: 'process-id' | 'buffered-status',
  step = inStep(),
  time = new ManualTime(),
  bytes: Uint8Array = Uint8Array.of(0x41, 0x0a),
) {
  const over = runPrintJob({
    channel,
    bytes,
    jobNumber: 7,
    confirmBy,
    asksStatus: true,
    pulses: new PulseQueue(time, () => undefined),
    step,
    timeoutMs: 1500,
    scheduler: time,
    onStarted: () => undefined,
    onSent: () => undefined,
  });
  // Time passes until the job has ended, whatever it waits for.
  for (let steps = 0; steps < 100; steps++) {
    await settle();
    time.pass(50);
  }
  return over;
}

it.each([
  ['process-id', 'its id', [0x37, 0x22, ...processIdOf(7), 0x00], 'confirmed'],
  ['process-id', 'the id of another slip', [0x37, 0x22, ...processIdOf(6), 0x00], 'unknown'],
  ['process-id', 'a stray byte', [0x00], 'unknown'],
  ['process-id', 'a stray byte and its id', [0x00, 0x37, 0x22, ...processIdOf(7), 0x00], 'confirmed'],
  ['buffered-status', 'the answer to its question', [0x00], 'confirmed'],
  ['buffered-status', 'an answer that paper is near its end', [0x03], 'confirmed'],
  ['buffered-status', 'an answer that there is no paper', [0x0c], 'unknown'],
] as const)('by %s: %s makes a slip %s', async (confirmBy, _name, word, state) => {
  expect((await printOver(answeringLine(word), confirmBy)).state).toBe(state);
});

it('tells of a printer that worked a slip off without paper that its paper is out', async () => {
  const outcome = await printOver(answeringLine([0x0c]), 'buffered-status');
  expect(outcome).toMatchObject({ reason: 'paper-out', status: { paperEnd: true }, leavesRest: false });
});

it('takes no byte for the answer to a question that has not left yet', async () => {
  const outcome = await printOver(answeringLine([], [0x00]), 'buffered-status');
  expect(outcome).toMatchObject({ state: 'unknown', reason: 'no-confirmation' });
});

/**
 * A line whose clone still owes answers to `GS r` from before, and has so many more for what is asked from now on. It
 * gives one every 100 ms once it has been asked again.
 */
function lateLine(time: ManualTime, owed: number, more: number) {
  const listeners = createChannelListeners();
  const slips: Uint8Array[] = [];
  let isAsked = false;
  let left = owed + more;
  let asked = owed;
  const answer = (): void => {
    if (asked > 0 && left > 0) {
      asked -= 1;
      left -= 1;
      listeners.data(Uint8Array.of(0x00));
    }
    time.after(100, answer);
  };
  const channel: ByteChannel = {
    write(bytes) {
      if (bytes[0] === 0x10) listeners.data(Uint8Array.of(0x12, 0x12));
      else if (bytes[0] === 0x41) slips.push(bytes);
      else if (bytes[0] === 0x1d) {
        asked += 1;
        if (!isAsked) time.after(100, answer);
        isAsked = true;
      }
      return Promise.resolve(ok(undefined));
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close: () => undefined,
  };
  return { channel, slips };
}

/** A clone that has confirmed slips before, and not the last one. */
function outOfStep(): PrinterStep {
  const step = inStep();
  step.begin();
  return step;
}

it.each([
  ['an answer that is owed, its own to the question before the slip, and none to the slip', 2, 'unknown'],
  ['all its answers', 3, 'confirmed'],
])('judges a slip behind one without an end by %s', async (_name, answers, state) => {
  const time = new ManualTime();
  const { channel, slips } = lateLine(time, 1, answers - 1);
  const outcome = await printOver(channel, 'buffered-status', outOfStep(), time);
  expect([outcome.state, slips.length]).toEqual([state, 1]);
});

it('begins no slip behind one that the printer has not worked off', async () => {
  const time = new ManualTime();
  const { channel, slips } = lateLine(time, 0, 0);
  const step = outOfStep();
  expect(await printOver(channel, 'buffered-status', step, time)).toMatchObject({
    state: 'failed',
    reason: 'held-up',
    leavesRest: false,
  });
  expect(slips).toEqual([]);
});

it('prints at a clone that has never answered, and calls that unknown', async () => {
  const time = new ManualTime();
  const { channel, slips } = lateLine(time, 0, 0);
  const outcome = await printOver(channel, 'buffered-status', new PrinterStep(), time);
  expect(outcome).toMatchObject({ state: 'unknown', reason: 'no-confirmation' });
  expect(slips).toHaveLength(1);
});

it.each([
  ['gives the ids of slips', true, ['confirmed', 'confirmed', 'unknown', 'confirmed']],
  ['says only how it is', false, ['unknown', 'unknown', 'unknown', 'unknown']],
])(
  'prints at a printer of the Epson kind that %s and does not know the other question',
  async (_name, givesIds, states) => {
    const time = new ManualTime();
    const listeners = createChannelListeners();
    let isSilent = !givesIds;
    const interpreter = new EscposInterpreter({
      rom: epsonRom,
      reply: (bytes) => void (isSilent || listeners.data(bytes)),
      onUnknown: () => undefined,
    });
    const channel: ByteChannel = {
      write(bytes) {
        if (bytes[0] === 0x10) listeners.data(Uint8Array.of(0x12, 0x12));
        else if (bytes[0] !== 0x1d || bytes[1] !== 0x72) interpreter.push(bytes);
        return Promise.resolve(ok(undefined));
      },
      onData: listeners.onData,
      onLost: listeners.onLost,
      close: () => undefined,
    };
    const step = new PrinterStep();
    const ends = [];
    for (let n = 0; n < 4; n++) {
      isSilent = !givesIds || n === 2;
      ends.push(
        (await printOver(channel, 'process-id', step, time, Buffer.from(`\x1b@slip ${n}\n`, 'latin1'))).state,
      );
    }
    expect(ends).toEqual(states);
    expect(paperText(interpreter.paper())).toEqual(['slip 0', 'slip 1', 'slip 2', 'slip 3']);
  },
);

it('fills the picture within which a printer was cut off, and prints', async () => {
  const time = new ManualTime();
  const listeners = createChannelListeners();
  const interpreter = new EscposInterpreter({
    rom: epsonRom,
    reply: listeners.data,
    onUnknown: () => undefined,
  });
  // As large as slips send them: 96 rows of 72 bytes, of which a few came.
  interpreter.push(Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, 96, 0, ...new Uint8Array(100)));
  const channel: ByteChannel = {
    write(bytes) {
      // Questions in real time are answered at once, whatever the printer is in the middle of.
      if (bytes[0] === 0x10) listeners.data(Uint8Array.of(0x12, 0x12));
      else interpreter.push(bytes);
      return Promise.resolve(ok(undefined));
    },
    onData: listeners.onData,
    onLost: listeners.onLost,
    close: () => undefined,
  };
  const step = outOfStep();
  const slip = Buffer.from('\x1b@slip\n', 'latin1');
  const tries = [];
  for (let n = 0; n < 2; n++) tries.push((await printOver(channel, 'process-id', step, time, slip)).state);
  expect(tries).toEqual(['failed', 'confirmed']);
  expect(paperText(interpreter.paper()).at(-1)).toBe('slip');
});
