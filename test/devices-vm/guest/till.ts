/** The devices' process of a till with everything configured, started once: an emulated processor takes its time. */
import { startHostBench } from '../../drivers/host/host-bench.ts';
import { honeywell } from './devices.ts';

export const till = startHostBench({
  scanners: [
    {
      id: 'hid',
      preset: 'honeywell',
      transport: { kind: 'hid', vendorId: honeywell.vendorId, productId: honeywell.productId },
    },
    { id: 'stripe', preset: 'magtek', transport: { kind: 'hid', vendorId: 0x0801, productId: 0x0002 } },
    { id: 'cdc', preset: 'mindeo', transport: { kind: 'serial', path: '/dev/ttyACM0' } },
  ],
  printer: {
    id: 'slips',
    profile: 'epson',
    transport: { kind: 'usb', ieee1284: 'MDL:TM-T20III' },
    timeoutMs: 10_000,
  },
});

export const lastScan = (): { from: string; text: string; aim: string | null } | null => {
  const scan = till.scans.at(-1);
  return scan === undefined ? null : { from: scan.deviceId, text: scan.text, aim: scan.aim };
};
