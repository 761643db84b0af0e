import { afterEach, expect, it, vi } from 'vitest';
import { unconfiguredDevices } from '../../src/agent/device-status-view.ts';
import { type Devices, startDevices } from '../../src/agent/devices.ts';
import type { AgentEvent } from '../../src/contracts/events.ts';
import { devicesConfigSchema } from '../../src/drivers/config.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { startTcpPrinter } from '../../src/drivers/virtual/tcp-printer.ts';
import { openTestTill } from '../support/till-sale.ts';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function openDevices(config: unknown): { devices: Devices; events: AgentEvent[] } {
  const till = openTestTill([]);
  const events: AgentEvent[] = [];
  const devices = startDevices({
    config: devicesConfigSchema.parse(config),
    clock: systemClock,
    jobs: till.store.printJobs,
    identify: till.checkout.identify,
    publish: (event) => events.push(event),
    log: () => undefined,
  });
  cleanups.push(devices.close);
  return { devices, events };
}

it('says how every device is when it is asked, with the word of UnifiedPOS, and what the till has none of', async () => {
  const printer = await startTcpPrinter({ port: 0, onPaper: () => undefined });
  cleanups.push(() => printer.close());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const { devices, events } = openDevices({ printer: { id: 'slips', transport }, drawer: { id: 'cash' } });
  const said = () => devices.status().map(({ id, state, unifiedPos }) => `${id} ${state} ${unifiedPos}`);
  const none = ['scanner unconfigured E_NOEXIST', 'display unconfigured E_NOEXIST'];
  await vi.waitFor(() => expect(said()).toEqual(['slips ready null', 'cash ready null', ...none]), 20_000);
  printer.setSensors({ paperEnd: true });
  const checked = await devices.checkHealth();
  expect(checked[0]).toMatchObject({
    id: 'slips',
    state: 'degraded',
    reason: 'paper-out',
    unifiedPos: 'EPTR_REC_EMPTY',
  });
  expect(events.at(-1)).toMatchObject({ event: 'device', data: { unifiedPos: 'EPTR_REC_EMPTY' } });
  // An end of the devices' process, or of the till, must not leave a caller waiting.
  const last = devices.checkHealth();
  await devices.close();
  expect((await last).length).toBe(4);
});

it('gives a kind of device that is missing a name that no device bears', () => {
  const config = devicesConfigSchema.parse({
    scanners: [{ id: 'printer', transport: { kind: 'virtual' } }],
  });
  expect(unconfiguredDevices(config, 0).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'no-printer printer',
    'drawer drawer',
    'display display',
  ]);
});
