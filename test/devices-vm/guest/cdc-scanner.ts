import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SerialPort } from 'serialport';
import { cdcScanner } from './devices.ts';
import { lastScan, till } from './till.ts';
import { until } from './wait.ts';

/** The device's end of the line. */
async function openScanner(): Promise<SerialPort> {
  const port = new SerialPort({ path: '/dev/ttyGS0', baudRate: 9600, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((failure) => (failure === null ? resolve() : reject(failure)));
  });
  return port;
}

test('a USB serial scanner is read, unplugged in the middle of a code and found again', async () => {
  const scanner = cdcScanner();
  scanner.plug();
  await until(() => till.stateOf('cdc'), 'ready');
  const first = await openScanner();
  first.write('4601234567893\r');
  await until(lastScan, { from: 'cdc', text: '4601234567893', aim: null });
  first.write('46012');
  await new Promise<void>((resolve) => first.drain(() => resolve()));
  scanner.unplug();
  await until(() => till.stateOf('cdc').startsWith('offline'), true);
  first.close();
  const scansBefore = till.scans.length;
  scanner.plug();
  await until(() => till.stateOf('cdc'), 'ready');
  const second = await openScanner();
  second.write('4601234567909\r');
  await until(lastScan, { from: 'cdc', text: '4601234567909', aim: null });
  assert.equal(till.scans.length, scansBefore + 1);
  second.close();
  scanner.unplug();
});
