/** Runs inside the virtual machine: each import is a set of tests, one after another with the same till. */
import { after } from 'node:test';
import './hid-readers.ts';
import './cdc-scanner.ts';
import './usb-printer.ts';
import { till } from './till.ts';

after(async () => {
  console.log(`# the devices' process was started ${till.starts()} times`);
  for (const line of till.logs) console.log(`# ${line}`);
  await till.host.close();
});
