import { expect, it } from 'vitest';
import type { ByteChannel } from '../../../src/drivers/transport/byte-channel.ts';
import { createChannelListeners } from '../../../src/drivers/transport/channel-listeners.ts';
import { keepConnected, reconnectDelayMs } from '../../../src/drivers/transport/keep-connected.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { ManualTime } from '../manual-time.ts';

const chance = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) });

it('waits from 250 ms doubling to 10 s, with jitter down to a half', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => reconnectDelayMs(attempt, chance(255)))).toEqual([
    250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
  expect([0, 1, 2, 6].map((attempt) => reconnectDelayMs(attempt, chance(0)))).toEqual([250, 250, 500, 5000]);
});

it('opens a new line after each loss, tells a loss once and stops when closed', async () => {
  const time = new ManualTime();
  const heard: string[] = [];
  const lines: Array<ReturnType<typeof createChannelListeners>> = [];
  let missing = true;
  const connection = keepConnected({
    open: async () => {
      if (missing) return err('port-missing');
      const listeners = createChannelListeners();
      lines.push(listeners);
      const channel: ByteChannel = {
        write: async () => ok(undefined),
        onData: listeners.onData,
        onLost: listeners.onLost,
        close: () => heard.push('closed'),
      };
      return ok(channel);
    },
    scheduler: time,
    random: chance(255),
    onOpen: () => heard.push('open'),
    onDown: (fault) => heard.push(fault),
  });
  const settle = async (ms: number): Promise<void> => {
    time.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await settle(0);
  await settle(250);
  expect(time.planned()).toEqual([500]);
  missing = false;
  await settle(500);
  expect(heard).toEqual(['port-missing', 'port-missing', 'open']);
  // An unplugged port speaks of its end up to three times.
  lines[0]?.lost();
  lines[0]?.lost();
  expect(time.planned()).toEqual([250]);
  await settle(250);
  expect(heard.slice(3)).toEqual(['disconnected', 'open']);
  lines[1]?.lost();
  const [first, second] = [connection.tryNow(), connection.tryNow()];
  await Promise.all([first, second]);
  expect(heard.slice(5)).toEqual(['disconnected', 'open']);
  await connection.tryNow();
  expect(lines).toHaveLength(3);
  connection.close();
  lines[2]?.lost();
  await settle(20_000);
  expect(heard.slice(7)).toEqual(['closed']);
  expect(lines).toHaveLength(3);
});
