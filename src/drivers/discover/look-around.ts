import { listHid } from '../transport/hid.ts';
import { listUsbPrinters } from '../transport/usb-printer-list.ts';
import type { Blind, MachineFound } from './machine-facts.ts';

/** Everything the system lists; what it cannot list is named and does not hinder the rest. */
export async function lookAround(): Promise<MachineFound> {
  // Only now: the till agent asks this while somebody sets devices up, and its devices are in another process.
  const { SerialPort } = await import('serialport');
  const blind: Blind[] = [];
  // Debian lists serial ports only where `udev` is installed.
  const serial = await SerialPort.list().catch(() => {
    blind.push('serial');
    return [];
  });
  const hid = await listHid();
  if (hid === null) blind.push('hid');
  return { facts: { serial, hid: hid ?? [], usbPrinters: await listUsbPrinters() }, blind };
}
