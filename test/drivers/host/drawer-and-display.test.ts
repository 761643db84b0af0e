import { afterEach, expect, it, vi } from 'vitest';
import { displayLines, displayStart } from '../../../src/drivers/display/cd5220.ts';
import { drawerPulse, drawerPulseAtOnce } from '../../../src/drivers/drawer/drawer-pulse.ts';
import { startTcpPrinter } from '../../../src/drivers/virtual/tcp-printer.ts';
import { openPty } from '../../support/pty.ts';
import { startHostBench } from './host-bench.ts';

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

it('opens the drawer through the printer and follows its health', async () => {
  let pulses = 0;
  const printer = await startTcpPrinter({ port: 0, onPaper: () => undefined, onDrawerPulse: () => pulses++ });
  cleanups.push(() => printer.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const bench = startHostBench({ printer: { id: 'slips', transport }, drawer: { id: 'cash' } });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('cash')).toBe('ready'), 20_000);
  bench.host.print('drawer-1', drawerPulse({ pin: 2, onMs: 120, offMs: 240 }));
  await vi.waitFor(() => expect(bench.statesOf('drawer-1')).toEqual(['sent', 'confirmed']), 20_000);
  expect(pulses).toBe(1);
  await printer.close();
  bench.host.print('drawer-2', drawerPulse({ pin: 2, onMs: 120, offMs: 240 }));
  await vi.waitFor(() => expect(bench.stateOf('cash')).toBe('offline unreachable'), 20_000);
});

it('opens the drawer of a printer that is out of paper', async () => {
  let pulses = 0;
  const printer = await startTcpPrinter({ port: 0, onPaper: () => undefined, onDrawerPulse: () => pulses++ });
  cleanups.push(() => printer.close());
  printer.setSensors({ paperEnd: true });
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const bench = startHostBench({ printer: { id: 'slips', transport }, drawer: { id: 'cash' } });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('degraded paper-out'), 20_000);
  bench.host.print('slip', Buffer.from('nothing\n'));
  await vi.waitFor(() => expect(bench.statesOf('slip')).toEqual(['failed paper-out']), 20_000);
  const pulse = { pin: 2, onMs: 120, offMs: 240 } as const;
  bench.host.print('drawer', drawerPulse(pulse), drawerPulseAtOnce(pulse));
  await vi.waitFor(() => expect(pulses).toBe(1), 20_000);
  // And never by itself when the paper is in.
  printer.setSensors({ paperEnd: false });
  bench.host.checkHealth();
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('ready'), 20_000);
  expect(pulses).toBe(1);
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
