import assert from 'node:assert/strict';
import { test } from 'node:test';
import { posReport } from '../../support/hid-reports.ts';
import { honeywell, usbPrinter } from './devices.ts';
import { lastScan, till } from './till.ts';
import { plugUhid } from './uhid-device.ts';
import { startUsbPrinter } from './usb-printer-device.ts';
import { until } from './wait.ts';

const slip = (text: string): Uint8Array => Buffer.from(`\x1b@\x1da\x0f${text}\n\n\x1dV\x00`, 'latin1');
/** More than the line and the printer's buffers hold together. */
const longSlip = slip('too long for a buffer\n'.repeat(4000));

test('a USB printer confirms, stalls, is unplugged in a slip and found again', async (t) => {
  till.host.print('nowhere', slip('nowhere'));
  await until(() => till.statesOf('nowhere'), ['failed port-missing']);
  const line = usbPrinter();
  line.plug();
  const printer = await startUsbPrinter();
  till.host.checkHealth();
  await until(() => till.stateOf('slips'), 'ready');
  till.host.print('first', slip('first'));
  await until(() => till.statesOf('first'), ['sent', 'confirmed']);
  assert.deepEqual(printer.slips, ['first']);

  await t.test('a stalled printer holds up nothing else', async () => {
    printer.stallAfter(5000);
    till.host.print('stalled', longSlip);
    await until(printer.isStalled, true);
    const scanner = plugUhid(honeywell);
    await until(() => till.stateOf('hid'), 'ready');
    scanner.send(posReport('KP1000000002'));
    await until(lastScan, { from: 'hid', text: 'KP1000000002', aim: 'E0' });
    assert.deepEqual(till.statesOf('stalled'), []);
    scanner.unplug();
    await until(() => till.statesOf('stalled'), ['unknown no-confirmation']);
    printer.resume();
    till.host.print('after', slip('after'));
    await until(() => till.statesOf('after'), ['sent', 'confirmed']);
    assert.match(printer.slips.at(-1) ?? '', /after$/);
  });

  await t.test('a slip whose plug is pulled is unknown, and the next one comes out', async () => {
    printer.stallAfter(5000);
    till.host.print('cut off', longSlip);
    await until(printer.isStalled, true);
    line.unplug();
    await until(() => till.statesOf('cut off'), ['unknown disconnected']);
    assert.deepEqual(printer.unknown, []);
    printer.close();
    line.plug();
    const again = await startUsbPrinter();
    till.host.checkHealth();
    await until(() => till.stateOf('slips'), 'ready');
    till.host.print('last', slip('last'));
    await until(() => till.statesOf('last'), ['sent', 'confirmed']);
    assert.deepEqual([again.slips, again.unknown], [['last'], []]);
    line.unplug();
    again.close();
  });
});
