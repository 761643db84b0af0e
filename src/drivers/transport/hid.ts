import type { Device, HIDAsync } from 'node-hid';
import { err, ok, type Result } from '../../shared/result.ts';
import { honeywellActivation } from '../codec/hid-pos-report.ts';
import type { HidTransport } from '../config.ts';
import type { ByteChannel, ChannelFault } from './byte-channel.ts';
import { createChannelListeners } from './channel-listeners.ts';
import { chooseHidInterface } from './hid-choice.ts';

type HidLibrary = typeof import('node-hid');

const honeywellVendor = 0x0c2e;
let library: Promise<HidLibrary | null> | null = null;

/** Loaded at the first use: a till without HID readers does not need the library's system files. */
function hidLibrary(): Promise<HidLibrary | null> {
  library ??= import('node-hid').then(
    (loaded) => ('default' in loaded ? (loaded.default as HidLibrary) : loaded),
    () => null,
  );
  return library;
}

/** Every HID interface of the machine; null where the library cannot be loaded. */
export async function listHid(): Promise<Device[] | null> {
  const hid = await hidLibrary();
  return hid === null ? null : await hid.devicesAsync();
}

/**
 * Opens a HID reader by vendor, product and serial number, never by path: the system gives a path away again. Each
 * portion of data is one whole report. Writing is refused, because nothing but the start has to be written.
 */
export async function openHid(transport: HidTransport): Promise<Result<ByteChannel, ChannelFault>> {
  const hid = await hidLibrary();
  if (hid === null) return err('hid-unavailable');
  const choice = chooseHidInterface(await hid.devicesAsync(), transport);
  if (!choice.ok) return choice;
  let device: HIDAsync;
  try {
    device = await hid.HIDAsync.open(choice.value);
  } catch {
    // The library throws a plain Error whatever the cause; on Linux it nearly always is a missing udev rule.
    return err('port-denied');
  }
  const listeners = createChannelListeners();
  device.on('data', (report: Buffer) => listeners.data(report));
  // Unplugging is told by 'error' alone, with a string; there is no 'close'.
  device.on('error', () => {
    void device.close().catch(() => undefined);
    listeners.lost();
  });
  if (transport.vendorId === honeywellVendor && transport.reports !== 'stripe') {
    // A scanner that knows nothing of the request refuses it and works all the same.
    await device.sendFeatureReport(Buffer.from(honeywellActivation)).catch(() => undefined);
  }
  return ok({
    write: () => Promise.resolve(err('port-failed')),
    onData: listeners.onData,
    onLost: listeners.onLost,
    close: () => void device.close().catch(() => undefined),
  });
}
