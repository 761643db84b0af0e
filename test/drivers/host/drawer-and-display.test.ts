import { afterEach, expect, it, vi } from 'vitest';
import { devicesConfigSchema } from '../../../src/drivers/config.ts';
import { displayLines, displayStart } from '../../../src/drivers/display/cd5220.ts';
import { drawerPulse, drawerPulseAtOnce } from '../../../src/drivers/drawer/drawer-pulse.ts';
import { createHost } from '../../../src/drivers/host/host.ts';
import type { FromHost } from '../../../src/drivers/host/messages.ts';
import { pulseLifeMs } from '../../../src/drivers/printer/pulse-queue.ts';
import { systemScheduler } from '../../../src/drivers/scheduler.ts';
import { systemClock } from '../../../src/drivers/system-clock.ts';
import { systemRandom } from '../../../src/drivers/system-random.ts';
import { epsonRom, rongtaRom } from '../../../src/drivers/virtual/printer-rom.ts';
import { startTcpPrinter } from '../../../src/drivers/virtual/tcp-printer.ts';
import { VirtualPrinter } from '../../../src/drivers/virtual/virtual-printer.ts';
import { openPty } from '../../support/pty.ts';
import { type HostBench, startHostBench } from './host-bench.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('spells a pulse as the printers want it', () => {
  expect(Buffer.from(drawerPulse({ pin: 2, onMs: 120, offMs: 240 })).toString('hex')).toBe('1b70003c78');
  expect(Buffer.from(drawerPulseAtOnce({ pin: 2, onMs: 120, offMs: 240 })).toString('hex')).toBe(
    '1014010001',
  );
  expect(Buffer.from(drawerPulse({ pin: 5, onMs: 2000, offMs: 1 })).toString('hex')).toBe('1b7001ff01');
});

const pulse = { pin: 2, onMs: 120, offMs: 240 } as const;
const open = ({ host }: HostBench) => host.openDrawer(drawerPulse(pulse), drawerPulseAtOnce(pulse));

/** A strict printer in the network with a drawer at its plug, and a till's devices. */
async function shop({ profile = 'epson', ...more }: { profile?: string; timeoutMs?: number } = {}) {
  const drawer = { pulses: 0 };
  const unknown: Uint8Array[] = [];
  const printer = await startTcpPrinter({
    port: 0,
    rom: profile === 'epson' ? epsonRom : rongtaRom,
    onPaper: () => undefined,
    onUnknown: (bytes) => unknown.push(bytes),
    onDrawerPulse: () => {
      drawer.pulses += 1;
    },
  });
  cleanups.push(() => printer.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const bench = startHostBench({
    printer: { id: 'slips', profile, transport, ...more },
    drawer: { id: 'cash' },
  });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('cash')).toBe('ready'), 20_000);
  return { printer, bench, drawer, unknown };
}

it.each(['epson', 'rongta'])(
  'opens the drawer through the printer and follows its health (%s)',
  async (profile) => {
    const { printer, bench, drawer, unknown } = await shop({ profile });
    expect(await open(bench)).toEqual({ state: 'confirmed', reason: null });
    expect([drawer.pulses, unknown]).toEqual([1, []]);
    await printer.close();
    expect(await open(bench)).toEqual({ state: 'failed', reason: 'unreachable' });
    expect(bench.stateOf('cash')).toBe('offline unreachable');
  },
);

it('opens the drawer of a printer that is out of paper', async () => {
  const { printer, bench, drawer } = await shop();
  printer.setSensors({ paperEnd: true });
  bench.host.print('slip', Buffer.from('nothing\n'));
  await vi.waitFor(() => expect(bench.statesOf('slip')).toEqual(['failed paper-out']), 20_000);
  expect(await open(bench)).toEqual({ state: 'unknown', reason: 'cannot-confirm' });
  expect(drawer.pulses).toBe(1);
  // And never by itself when the paper is in.
  printer.setSensors({ paperEnd: false });
  await bench.host.checkHealth();
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('ready'), 20_000);
  expect(drawer.pulses).toBe(1);
});

it.each(['epson', 'rongta'])(
  'opens the drawer of a printer that hangs behind a slip (%s)',
  async (profile) => {
    const { printer, bench, drawer, unknown } = await shop({ profile, timeoutMs: 30_000 });
    // Until it has worked something off, a printer that stands still gets no slip.
    bench.host.print('first', Buffer.from('text\n'));
    await vi.waitFor(() => expect(bench.statesOf('first').at(-1)).toBe('confirmed'), 20_000);
    printer.setFault('hold');
    bench.host.print('slip', Buffer.from('text\n'));
    await vi.waitFor(() => expect(bench.statesOf('slip')).toEqual(['sent']), 20_000);
    const askedMs = performance.now();
    expect(await open(bench)).toEqual({ state: 'unknown', reason: 'cannot-confirm' });
    expect(performance.now() - askedMs).toBeLessThan(pulseLifeMs + 1000);
    await vi.waitFor(() => expect(drawer.pulses).toBe(1), 20_000);
    // The slip is still under way, and its end opens nothing.
    expect(bench.statesOf('slip')).toEqual(['sent']);
    printer.setFault('none');
    await vi.waitFor(() => expect(bench.statesOf('slip').at(-1)).toBe('confirmed'), 20_000);
    expect([drawer.pulses, unknown]).toEqual([1, []]);
  },
);

it.each([
  ['epson', 'no-answer'],
  ['rongta', 'drawer-not-opened'],
])('gives a pulse up that a stalled printer does not take, for good (%s)', async (profile, reason) => {
  const { printer, bench, drawer } = await shop({ profile });
  printer.setFault('stall');
  expect(await open(bench)).toEqual({ state: 'failed', reason });
  printer.setFault('none');
  await vi.waitFor(async () => {
    await bench.host.checkHealth();
    expect(bench.stateOf('slips')).toBe('ready');
  }, 20_000);
  expect(drawer.pulses).toBe(0);
  expect((await open(bench)).state).toBe('confirmed');
  expect(drawer.pulses).toBe(1);
});

it('gives a pulse up for good while a slip fills a stalled line, and says so', async () => {
  const pty = openPty();
  cleanups.push(() => pty.close());
  let pulses = 0;
  let taken = 0;
  const printer = new VirtualPrinter({ onPaper: () => undefined, onDrawerPulse: () => pulses++ });
  const line = {
    pause: () => pty.hold(),
    resume: () => pty.flow(),
    write: (bytes: Uint8Array) => pty.write(bytes),
    drop: () => undefined,
  };
  printer.attach(line);
  pty.onData((bytes) => {
    taken += bytes.length;
    if (taken > 10_000) printer.setFault('stall');
    printer.receive(line, bytes);
  });
  const bench = startHostBench({
    printer: { id: 'slips', transport: { kind: 'serial', path: pty.path, rtscts: false }, timeoutMs: 6000 },
    drawer: { id: 'cash' },
  });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('cash')).toBe('ready'), 20_000);
  // More than the system takes in for a printer that takes nothing.
  bench.host.print('slip', Buffer.alloc(400_000, 'text\n'));
  await vi.waitFor(() => expect(taken).toBeGreaterThan(10_000), 20_000);
  expect(await open(bench)).toEqual({ state: 'failed', reason: 'drawer-not-opened' });
  expect(bench.stateOf('cash')).toBe('degraded drawer-not-opened');
  await vi.waitFor(() => expect(bench.statesOf('slip').at(-1)).toMatch(/^unknown/), 20_000);
  taken = -Infinity;
  printer.setFault('none');
  await vi.waitFor(async () => {
    await bench.host.checkHealth();
    expect(bench.stateOf('slips')).toBe('ready');
  }, 20_000);
  expect(pulses).toBe(0);
  expect((await open(bench)).state).toBe('confirmed');
  expect([pulses, bench.stateOf('cash')]).toEqual([1, 'ready']);
});

it('opens the drawer once for each of several quick sales', async () => {
  const { bench, drawer, unknown } = await shop();
  const ends = [];
  for (let sale = 0; sale < 12; sale++) {
    ends.push(open(bench));
    bench.host.print(`slip-${sale}`, Buffer.from('text\n'));
    await new Promise((resolve) => setTimeout(resolve, sale * 2));
  }
  for (const { reason } of await Promise.all(ends)) expect(reason).not.toBe('drawer-not-opened');
  await vi.waitFor(() => expect(bench.statesOf('slip-11').at(-1)).toBe('confirmed'), 20_000);
  expect([drawer.pulses, unknown]).toEqual([12, []]);
});

it('sends no pulse behind what a printer holds back of an earlier slip', async () => {
  const { printer, bench, drawer } = await shop({ profile: 'rongta', timeoutMs: 1000 });
  printer.setFault('hold');
  bench.host.print('slip', Buffer.from('text\n'));
  await vi.waitFor(() => expect(bench.statesOf('slip')).toEqual(['sent', 'unknown no-confirmation']), 20_000);
  expect((await open(bench)).state).toBe('failed');
  printer.setFault('none');
  await vi.waitFor(async () => {
    await bench.host.checkHealth();
    expect(bench.stateOf('slips')).toBe('ready');
  }, 20_000);
  expect(drawer.pulses).toBe(0);
});

it('drops a pulse that a silent printer on a serial line did not take', async () => {
  const pty = openPty();
  cleanups.push(() => pty.close());
  const received: Uint8Array[] = [];
  pty.onData((bytes) => received.push(Uint8Array.from(bytes)));
  const transport = { kind: 'serial', path: pty.path, rtscts: false, xonxoff: true };
  const bench = startHostBench({
    printer: { id: 'slips', profile: 'star-prnt', transport },
    drawer: { id: 'cash' },
  });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('cash')).toBe('degraded no-status'), 20_000);
  expect(await bench.host.openDrawer(Buffer.from('PULSE-1'), null)).toMatchObject({ state: 'unknown' });
  pty.write('\u0013');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await bench.host.openDrawer(Buffer.from('PULSE-2'), null)).toEqual({
    state: 'failed',
    reason: 'drawer-not-opened',
  });
  pty.write('\u0011');
  await vi.waitFor(async () => {
    expect((await bench.host.openDrawer(Buffer.from('PULSE-3'), null)).state).toBe('unknown');
  }, 20_000);
  await vi.waitFor(() => expect(Buffer.concat(received).toString()).toContain('PULSE-3'), 20_000);
  expect(Buffer.concat(received).toString()).not.toContain('PULSE-2');
});

it('opens nothing for a pulse that a process standing still finds too late', async () => {
  const told: FromHost[] = [];
  const host = createHost({
    send: (message) => told.push(message),
    ...{ clock: systemClock, scheduler: systemScheduler, random: systemRandom },
  });
  cleanups.push(() => host.close());
  const { printer, drawer } = await shop();
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  host.receive({
    type: 'configure',
    config: devicesConfigSchema.parse({ printer: { id: 'slips', transport }, drawer: { id: 'cash' } }),
  });
  const [bytesBase64, atOnceBase64] = [drawerPulse(pulse), drawerPulseAtOnce(pulse)].map((bytes) =>
    Buffer.from(bytes).toString('base64'),
  );
  host.receive({
    type: 'pulse',
    jobId: 'late',
    bytesBase64: bytesBase64 ?? '',
    atOnceBase64: atOnceBase64 ?? '',
    askedMs: systemClock.wallMs() - pulseLifeMs,
  });
  await vi.waitFor(
    () =>
      expect(told).toContainEqual({
        type: 'pulse-result',
        jobId: 'late',
        state: 'failed',
        reason: 'drawer-not-opened',
      }),
    20_000,
  );
  expect(drawer.pulses).toBe(0);
});

it('shows two lines on a customer display', async () => {
  const pty = openPty();
  cleanups.push(() => pty.close());
  const received: Uint8Array[] = [];
  pty.onData((bytes) => received.push(Uint8Array.from(bytes)));
  const bench = startHostBench({ display: { id: 'pole', transport: { kind: 'serial', path: pty.path } } });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('pole')).toBe('ready'), 20_000);
  bench.host.display(['Здравствуйте, Анна', 'Баллов: 120']);
  const expected = Buffer.concat([
    displayStart(null),
    displayLines([]),
    displayLines(['Здравствуйте, Анна', 'Баллов: 120']),
  ]);
  await vi.waitFor(
    () => expect(Buffer.concat(received).toString('hex')).toBe(expected.toString('hex')),
    20_000,
  );
});
