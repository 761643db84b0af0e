import { expect, it } from 'vitest';
import { runPrintJob } from '../../../src/drivers/printer/print-job.ts';
import type { ByteChannel } from '../../../src/drivers/transport/byte-channel.ts';
import { createChannelListeners } from '../../../src/drivers/transport/channel-listeners.ts';
import { ok } from '../../../src/shared/result.ts';
import { ManualTime } from '../manual-time.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

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
    whenBlocked: null,
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
