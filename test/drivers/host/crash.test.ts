import { afterEach, expect, it, vi } from 'vitest';
import { startTcpPrinter } from '../../../src/drivers/virtual/tcp-printer.ts';
import { startHostBench } from './host-bench.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('is back after a crash, and scans go on', async () => {
  const bench = startHostBench({ scanners: [{ id: 'bench', transport: { kind: 'virtual' } }] });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('bench')).toBe('ready'), 20_000);
  bench.process().kill();
  await vi.waitFor(() => expect(bench.stateOf('bench')).toBe('offline device-host-down'), {
    timeout: 20_000,
    interval: 5,
  });
  await vi.waitFor(() => expect(bench.stateOf('bench')).toBe('ready'), { timeout: 20_000, interval: 5 });
  expect(bench.starts()).toBe(2);
  bench.host.feed('bench', Buffer.from('2900000000018\r'));
  await vi.waitFor(() => expect(bench.scans).toMatchObject([{ text: '2900000000018' }]), 20_000);
});

it('says unknown of the slip that was being printed and failed of the one that waited', async () => {
  const printer = await startTcpPrinter({ port: 0, onPaper: () => undefined });
  cleanups.push(() => printer.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const bench = startHostBench({ printer: { id: 'slips', transport, timeoutMs: 60_000 } });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('slips')).toBe('ready'), 20_000);
  // Without a process id the printer never confirms: the line is swallowed by an unfinished command.
  bench.host.print('a', Buffer.from('\x1b@slip\n\x1d(k\xff\xff', 'latin1'));
  bench.host.print('b', Buffer.from('\x1b@slip\n', 'latin1'));
  await vi.waitFor(() => expect(bench.statesOf('a')).toEqual(['sent']), 20_000);
  bench.process().kill();
  await vi.waitFor(() => expect(bench.statesOf('b')).toEqual(['failed device-host-down']), 20_000);
  expect(bench.statesOf('a')).toEqual(['sent', 'unknown device-host-down']);
});

it('never lets what was scanned into the log', async () => {
  const bench = startHostBench({ scanners: [{ id: 'bench', transport: { kind: 'virtual' } }] });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('bench')).toBe('ready'), 20_000);
  bench.host.feed('bench', Buffer.from('4111111111111111\r'));
  await vi.waitFor(() => expect(bench.scans).toHaveLength(1), 20_000);
  bench.host.feed('bench', Buffer.from('4111111111111111'));
  bench.process().kill();
  await vi.waitFor(() => expect(bench.starts()).toBe(2), 20_000);
  expect(bench.logs.length).toBeGreaterThan(0);
  expect(bench.logs.join('\n')).not.toContain('4111');
});

it('ends a host that no longer answers and starts another', async () => {
  const bench = startHostBench({ scanners: [{ id: 'bench', transport: { kind: 'virtual' } }] });
  cleanups.push(() => bench.host.close());
  await vi.waitFor(() => expect(bench.stateOf('bench')).toBe('ready'), 20_000);
  bench.hang();
  await vi.waitFor(() => expect(bench.starts()).toBe(2), 20_000);
  await vi.waitFor(() => expect(bench.stateOf('bench')).toBe('ready'), 20_000);
  expect(bench.devices.map((device) => device.reason)).toEqual([null, 'device-host-down', null]);
});
