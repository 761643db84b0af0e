import { closeSync, openSync, writeSync } from 'node:fs';
import { test } from 'node:test';
import { honeywell, stripeReader } from './devices.ts';
import { lastScan, till } from './till.ts';
import { plugUhid } from './uhid-device.ts';
import { until } from './wait.ts';

/** Input report 2 as Honeywell lays it out, of a Code 128. */
export function posReport(data: string, continued = false): Uint8Array {
  const report = new Uint8Array(64).fill(0x2e);
  report[0] = 2;
  report[1] = data.length;
  report.set(Buffer.from(']C0'), 2);
  report.set(Buffer.from(data), 5);
  report[63] = continued ? 1 : 0;
  return report;
}

/** Track 2 alone, and behind it what a longer card left there. */
function swipe(track: string): Uint8Array {
  const report = new Uint8Array(337).fill(0x35, 117, 227);
  report[4] = track.length;
  report.set(Buffer.from(track), 117);
  return report;
}

test('a HID scanner is asked to start, read, unplugged and found again', async () => {
  await until(() => till.stateOf('hid'), 'offline port-missing');
  const first = plugUhid(honeywell);
  await until(() => till.stateOf('hid'), 'ready');
  await until(() => first.featureReports, [Uint8Array.of(0xfe, 1)]);
  first.send(posReport('a'.repeat(56), true));
  first.send(posReport('bc'));
  await until(lastScan, { from: 'hid', text: `${'a'.repeat(56)}bc`, aim: 'C0' });
  first.unplug();
  await until(() => till.stateOf('hid').startsWith('offline'), true);
  const second = plugUhid(honeywell);
  await until(() => till.stateOf('hid'), 'ready');
  second.send(posReport('KP1000000001'));
  await until(lastScan, { from: 'hid', text: 'KP1000000001', aim: 'C0' });
  second.unplug();
});

test('a stripe reader is read over USB, unplugged and found again', async () => {
  const reader = stripeReader();
  for (const track of [';2900000000018=?', ';2900000000025=?']) {
    reader.plug();
    await until(() => till.stateOf('stripe'), 'ready');
    const device = openSync('/dev/hidg0', 'w');
    writeSync(device, swipe(track));
    await until(lastScan, { from: 'stripe', text: track, aim: null });
    closeSync(device);
    reader.unplug();
    await until(() => till.stateOf('stripe').startsWith('offline'), true);
  }
});
