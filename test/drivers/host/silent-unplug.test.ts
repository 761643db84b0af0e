import { expect, it, onTestFinished, vi } from 'vitest';
import { devicesConfigSchema } from '../../../src/drivers/config.ts';
import { createHost } from '../../../src/drivers/host/host.ts';
import type { FromHost } from '../../../src/drivers/host/messages.ts';
import { systemScheduler } from '../../../src/drivers/scheduler.ts';
import { systemClock } from '../../../src/drivers/system-clock.ts';
import { systemRandom } from '../../../src/drivers/system-random.ts';
import { openPty } from '../../support/pty.ts';

/** The devices of a till on real lines, over a system that says nothing of a pulled plug and lists what the test says. */
function shopWith(listed: (path: string) => boolean, speed = 100) {
  const lines = { scanner: openPty(), printer: openPty(), pole: openPty() };
  for (const { close } of Object.values(lines)) onTestFinished(close);
  const told: FromHost[] = [];
  const transport = (path: string) => ({ kind: 'serial', path, rtscts: false });
  const host = createHost({
    send: (message) => told.push(message),
    clock: systemClock,
    random: systemRandom,
    // The look that comes by itself comes sooner than in a shop.
    scheduler: { after: (delayMs, action) => systemScheduler.after(delayMs / speed, action) },
    listPorts: async () => Object.values(lines).flatMap(({ path }) => (listed(path) ? [path] : [])),
  });
  onTestFinished(() => host.close());
  const config = devicesConfigSchema.parse({
    scanners: [{ id: 'scanner', transport: transport(lines.scanner.path) }],
    printer: { id: 'printer', confirmBy: 'none', transport: transport(lines.printer.path) },
    display: { id: 'pole', transport: transport(lines.pole.path) },
  });
  host.receive({ type: 'configure', config });
  const last = (id: string): string => {
    const health = told.findLast((message) => message.type === 'device' && message.id === id);
    return health?.type === 'device' ? `${health.state} ${health.reason}` : 'nothing';
  };
  return { host, lines, told, last };
}

it('feels a plug that was pulled in silence, of every kind of serial device, and opens the port again', async () => {
  let gone = false;
  const { told, last } = shopWith(() => !gone);
  await vi.waitFor(
    () => expect([last('scanner'), last('pole')]).toEqual(['ready null', 'ready null']),
    20_000,
  );
  await vi.waitFor(() => expect(last('printer')).toBe('degraded no-status'), 20_000);
  // Each is looked for once when it is opened.
  await new Promise((resolve) => setTimeout(resolve, 100));
  gone = true;
  const lost = (id: string): boolean =>
    told.some((one) => one.type === 'device' && one.id === id && one.reason === 'disconnected');
  await vi.waitFor(() => expect(['scanner', 'printer', 'pole'].filter(lost)).toHaveLength(3), 20_000);
  // The line itself was whole: it is opened anew, and heard, without being listed again.
  await vi.waitFor(() => expect(last('scanner')).toBe('ready null'), 20_000);
});

it('leaves a port alone that the system never lists, and one that is missing from a single list', async () => {
  let lists = 0;
  const { lines, told, last } = shopWith((path) => {
    if (path === lines.pole.path) return false;
    if (path === lines.scanner.path) lists += 1;
    return lists !== 3;
  });
  await vi.waitFor(() => expect(lists).toBeGreaterThan(10), 20_000);
  expect(last('pole')).toBe('ready null');
  expect(told.filter((one) => one.type === 'device' && one.reason === 'disconnected')).toEqual([]);
});

it('looks when it is asked how the devices are', async () => {
  let gone = false;
  const { host, told, last } = shopWith(() => !gone, 1 / 1000);
  await vi.waitFor(() => expect(last('scanner')).toBe('ready null'), 20_000);
  await new Promise((resolve) => setTimeout(resolve, 100));
  gone = true;
  host.receive({ type: 'check-health', n: 1 });
  const lost = { type: 'device', id: 'scanner', reason: 'disconnected' };
  await vi.waitFor(() => expect(told).toContainEqual(expect.objectContaining(lost)), 20_000);
});
