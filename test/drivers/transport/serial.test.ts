import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished, vi } from 'vitest';
import { devicesConfigSchema } from '../../../src/drivers/config.ts';
import { openSerial } from '../../../src/drivers/transport/serial.ts';
import { openPty } from '../../support/pty.ts';

/** A line of the kernel and the port that the till opens on it. */
async function connect(settings: object = {}) {
  const pty = openPty();
  onTestFinished(pty.close);
  const { scanners } = devicesConfigSchema.parse({
    scanners: [{ id: 's', transport: { kind: 'serial', path: pty.path, ...settings } }],
  });
  const transport = scanners[0]?.transport;
  if (transport?.kind !== 'serial') throw new Error('the transport is serial');
  const opened = await openSerial(transport);
  if (!opened.ok) throw new Error(opened.error);
  onTestFinished(() => opened.value.close());
  return { pty, port: opened.value };
}

it('loses the line that is pulled while its last bytes are being read', async () => {
  const { pty, port } = await connect();
  const lost = new Promise<string>((resolve) => port.onLost(() => resolve('lost')));
  // Between two reads: the next one finds the end of the line, where it usually waits and is told of it.
  port.onData(() => pty.close());
  pty.write('29000');
  expect(await lost).toBe('lost');
});

it('sends nothing while the device has said XOFF, and the rest after XON', async () => {
  const { pty, port } = await connect({ xonxoff: true });
  let heard = '';
  pty.onData((bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
  });
  const told: string[] = [];
  port.onData((bytes) => told.push(Buffer.from(bytes).toString('latin1')));
  // What comes behind XOFF shows that it has arrived; flow control itself is never taken for a code.
  pty.write('\u0013a');
  await vi.waitFor(() => expect(told.join('')).toBe('a'), { timeout: 10_000 });
  const written = port.write(Buffer.from('slip'));
  // What a stalled printer says of its paper is heard while the slip waits, however long.
  for (let said = 'a'; said.length < 20; said += 'b') {
    await vi.waitFor(() => expect(told.join('')).toBe(said), { timeout: 10_000 });
    pty.write('b');
  }
  expect(heard).toBe('');
  pty.write('\u0011');
  expect((await written).ok).toBe(true);
  await vi.waitFor(() => expect(heard).toBe('slip'), { timeout: 10_000 });
});

it('takes XON and XOFF for bytes of a code where nobody asked for flow control', async () => {
  const { pty, port } = await connect();
  const told: string[] = [];
  port.onData((bytes) => told.push(Buffer.from(bytes).toString('latin1')));
  pty.write('\u0013\u0011a');
  await vi.waitFor(() => expect(told.join('')).toBe('\u0013\u0011a'), { timeout: 10_000 });
});

/** A pseudo-terminal keeps what it is told of flow control and stop bits; its characters always have eight bits. */
it.skipIf(process.platform !== 'linux').each([
  [{ rtscts: true }, ['crtscts', '-ixon', '-ixoff', '-cstopb']],
  [{ xonxoff: true }, ['-crtscts', 'ixon', 'ixoff', '-cstopb']],
  [{ stopBits: 2 }, ['-crtscts', '-ixon', '-ixoff', 'cstopb']],
  [{ parity: 'mark' }, ['cstopb']],
])('opens a line with %j as the kernel has it', async (settings, expected) => {
  const { pty } = await connect(settings);
  const flags = execFileSync('stty', ['-a', '-F', pty.path], { encoding: 'utf8' }).split(/[\s;]+/);
  expect(expected.filter((flag) => !flags.includes(flag))).toEqual([]);
});
