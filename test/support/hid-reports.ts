import type { EmulatedHid } from './hid-emulation.ts';

export const honeywellScanner: EmulatedHid = {
  vendorId: 0x0c2e,
  productId: 0x0b61,
  serialNumber: 'S123',
  usagePage: 0x8c,
  usage: 2,
  reportId: 2,
  reportBytes: 64,
};
export const magtekReader: EmulatedHid = {
  vendorId: 0x0801,
  productId: 2,
  serialNumber: 'S123',
  usagePage: 0xff00,
  usage: 1,
  reportId: null,
  reportBytes: 337,
};

/** Input report 2 of a Honeywell: up to 56 characters, and whether the code goes on in the next one. */
export function posReport(data: string, { continued = false } = {}): Uint8Array {
  const report = new Uint8Array(64).fill(0x2e);
  report[0] = 2;
  report[1] = data.length;
  report.set(Buffer.from(']E0'), 2);
  report.set(Buffer.from(data), 5);
  report[63] = continued ? 1 : 0;
  return report;
}

/** A report of a MagTek: the second track of a card, and behind it what a longer one left there. */
export function stripeReport(track: string): Uint8Array {
  const report = new Uint8Array(337).fill(0x35, 117, 227);
  report[4] = track.length;
  report.set(Buffer.from(track), 117);
  return report;
}
