import { closeSync, openSync, writeSync } from 'node:fs';
import { test } from 'node:test';
import { posReport, stripeReport } from '../../support/hid-reports.ts';
import { honeywell, stripeReader } from './devices.ts';
import { lastScan, till } from './till.ts';
import { plugUhid } from './uhid-device.ts';
import { until } from './wait.ts';

test('a HID scanner is asked to start, read, unplugged and found again', async () => {
  await until(() => till.stateOf('hid'), 'offline port-missing');
  const first = plugUhid(honeywell);
  await until(() => till.stateOf('hid'), 'ready');
  await until(() => first.featureReports, [Uint8Array.of(0xfe, 1)]);
  first.send(posReport('a'.repeat(56), { continued: true }));
  first.send(posReport('bc'));
  await until(lastScan, { from: 'hid', text: `${'a'.repeat(56)}bc`, aim: 'E0' });
  first.unplug();
  await until(() => till.stateOf('hid').startsWith('offline'), true);
  const second = plugUhid(honeywell);
  await until(() => till.stateOf('hid'), 'ready');
  second.send(posReport('KP1000000001'));
  await until(lastScan, { from: 'hid', text: 'KP1000000001', aim: 'E0' });
  second.unplug();
});

test('a stripe reader is read over USB, unplugged and found again', async () => {
  const reader = stripeReader();
  for (const track of [';2900000000018=?', ';2900000000025=?']) {
    reader.plug();
    await until(() => till.stateOf('stripe'), 'ready');
    const device = openSync('/dev/hidg0', 'w');
    writeSync(device, stripeReport(track));
    await until(lastScan, { from: 'stripe', text: track, aim: null });
    closeSync(device);
    reader.unplug();
    await until(() => till.stateOf('stripe').startsWith('offline'), true);
  }
});
