import { expect, it } from 'vitest';
import { canEmulateHid, readEmulatedHid } from '../../support/hid-emulation.ts';
import {
  honeywellScanner as honeywell,
  magtekReader,
  posReport,
  stripeReport,
} from '../../support/hid-reports.ts';

const config = {
  id: 's',
  preset: 'honeywell',
  transport: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61 },
};

const without = 'HID through the real library was not run: umockdev is not installed here.';
it.runIf(!canEmulateHid)(without, () => console.warn(without));

const patient = { timeout: 60_000 };

it.runIf(canEmulateHid)(
  'reads a HID scanner through node-hid, a long code over two reports',
  patient,
  async () => {
    const reports = [
      posReport('4601234567893'),
      posReport('a'.repeat(56), { continued: true }),
      posReport('bc'),
    ];
    const said = await readEmulatedHid(honeywell, reports, config, 2);
    expect(said.filter((one) => typeof one === 'object' && one !== null && 'text' in one)).toEqual([
      { text: '4601234567893', aim: 'E0' },
      { text: `${'a'.repeat(56)}bc`, aim: 'E0' },
    ]);
  },
);

it.runIf(canEmulateHid)('reads a magnetic stripe through node-hid', patient, async () => {
  const track = ';2900000000018=?';
  const swipe = { id: 'c', preset: 'magtek', transport: { kind: 'hid', vendorId: 0x0801, productId: 2 } };
  const said = await readEmulatedHid(magtekReader, [stripeReport(track)], swipe, 1);
  expect(said).toContainEqual({ text: track, aim: null });
});

it.runIf(canEmulateHid)(
  'says that a scanner is set up for IBM registers, and that another one is missing',
  patient,
  async () => {
    const ibm = { ...honeywell, usagePage: 0xff45, usage: 0x4b };
    expect(await readEmulatedHid(ibm, [], config, 0)).toContainEqual({
      state: 'offline',
      reason: 'wrong-usb-mode',
    });
    const other = { ...config, transport: { ...config.transport, serialNumber: 'S999' } };
    expect(await readEmulatedHid(honeywell, [], other, 0)).toContainEqual({
      state: 'offline',
      reason: 'port-missing',
    });
  },
);

it.runIf(canEmulateHid)('finds a HID scanner again that was unplugged', patient, async () => {
  const reports = ['4601234567893', '4601234567909'].map((code) => posReport(code));
  const said = await readEmulatedHid(honeywell, reports, config, 2, { unplug: true });
  // The driver says how it is more often than it changes; the host around it tells changes only.
  const changes = said.filter((one, index) => JSON.stringify(one) !== JSON.stringify(said[index - 1]));
  expect(changes).toEqual([
    { state: 'ready', reason: null },
    { text: '4601234567893', aim: 'E0' },
    { state: 'offline', reason: 'disconnected' },
    { state: 'offline', reason: 'port-missing' },
    { state: 'ready', reason: null },
    { text: '4601234567909', aim: 'E0' },
  ]);
});
