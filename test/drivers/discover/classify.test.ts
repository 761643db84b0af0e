import { describe, expect, it } from 'vitest';
import { judgeMachine } from '../../../src/agent/devices-found.ts';
import { devicesConfigSchema } from '../../../src/drivers/config.ts';
import { classifyDevices, proposeConfig } from '../../../src/drivers/discover/classify.ts';
import type { MachineFacts } from '../../../src/drivers/discover/machine-facts.ts';
import { makers, modelWords, printerWords } from '../../../src/drivers/discover/makers.ts';
import { printerProfiles } from '../../../src/receipts/escpos/find-profile.ts';

const machine = (facts: Partial<MachineFacts>): MachineFacts => ({
  serial: [],
  hid: [],
  usbPrinters: [],
  ...facts,
});
const hid = (vendorId: number, usagePage: number, usage = 1, serialNumber = '') => ({
  vendorId,
  productId: 2,
  usagePage,
  usage,
  serialNumber,
  path: '/dev/hidraw0',
});
const seen = (facts: Partial<MachineFacts>): string[] =>
  classifyDevices(machine(facts)).map(({ kind, name, advice }) => `${kind} ${name} ${advice}`);

describe('devices of a machine', () => {
  it('knows scanners and card readers by maker and usage page', () => {
    expect(
      seen({
        serial: [{ path: '/dev/ttyACM0', vendorId: '05e0', productId: '1701' }],
        hid: [hid(0x0c2e, 0x8c), hid(0x0801, 0xff00), hid(0x046d, 1, 6)],
      }),
    ).toEqual(['scanner Zebra null', 'scanner Honeywell null', 'cardreader MagTek null']);
  });

  it('says what to do with a scanner in a mode nobody can read', () => {
    expect(seen({ hid: [hid(0x0c2e, 0xff45)] })).toEqual(['scanner Honeywell wrong-mode-ibm']);
    expect(seen({ hid: [hid(0x05e0, 1, 6)] })).toEqual(['scanner Zebra wrong-mode-keyboard']);
  });

  it('proposes one of two HID readers that nothing tells apart, and says so of the other', () => {
    const at = (path: string, usage: number, serialNumber = '') => ({
      ...hid(0x0c2e, 0x8c, usage, serialNumber),
      path,
    });
    const proposed = (...interfaces: MachineFacts['hid']) => {
      const found = classifyDevices(machine({ hid: interfaces }));
      const config = devicesConfigSchema.parse(proposeConfig(found));
      return [...found.map(({ advice }) => advice), config.scanners.length];
    };
    expect(proposed(at('/dev/hidraw0', 2), at('/dev/hidraw1', 2))).toEqual([null, 'same-reader', 1]);
    expect(proposed(at('/dev/hidraw0', 2, 'S'), at('/dev/hidraw1', 2, 'S'))).toEqual([
      null,
      'same-reader',
      1,
    ]);
    expect(proposed(at('/dev/hidraw0', 2, 'S'), at('/dev/hidraw1', 2))).toEqual([null, 'same-reader', 1]);
    expect(proposed(at('/dev/hidraw0', 2, 'S'), at('/dev/hidraw1', 2, 'T'))).toEqual([null, null, 2]);
    // One reader, whose system lists its two parts apart.
    expect(proposed(at('/dev/hidraw0', 2), at('/dev/hidraw1', 0x16))).toEqual([null, 1]);
  });

  it('prints on no laser printer, and guesses at no adapter cable', () => {
    const found = classifyDevices(
      machine({
        serial: [{ path: '/dev/ttyUSB0', vendorId: '067b', productId: '2303' }, { path: '/dev/ttyS0' }],
        usbPrinters: [{ path: '/dev/usb/lp0', ieee1284: 'MFG:HP;MDL:LaserJet 1020;' }],
      }),
    );
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'unclear Prolific',
      'unclear HP LaserJet 1020',
    ]);
    expect(proposeConfig(found)).toEqual({ scanners: [], printer: null });
  });

  it.each([
    ['MFG:EPSON;CMD:ESCPL2,BDC,D4,D4PX,ESCPR1;MDL:L3150 Series;CLS:PRINTER;', null],
    ['MFG:EPSON;CMD:ESCPL2,BDC,D4,ESCPR1;MDL:XP-2100 Series;CLS:PRINTER;', null],
    ['MFG:EPSON;MDL:XP-2100 Series;', null],
    ['MFG:HP;CMD:PJL,PCL,POSTSCRIPT;MDL:Star LaserJet;', null],
    ['MFG:Zebra;CMD:ZPL;MDL:ZTC GK420d;', null],
    ['MFG:Xprinter;CMD:TSPL;MDL:XP-365B;', null],
    ['MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;', 'epson'],
    ['MFG:EPSON;MDL:TM-m30;', 'epson'],
    ['MFG:Star;CMD:STAR;MDL:TSP143III;', 'star-prnt'],
    ['MFG:Star;CMD:StarPRNT;MDL:mC-Print2;', 'star-prnt-58'],
    ['MFG:Star;CMD:ESC/POS;MDL:TSP654II;', 'star'],
    ['MFG:ATOL;MDL:RP-326-US;', 'rongta'],
    ['MFG:ATOL;CMD:ESC/POS;MDL:Receipt printer;', 'atol'],
    ['MANUFACTURER:Rongta;COMMAND SET:ESC/POS;MODEL:RP80;', 'rongta'],
    ['MFG:Xprinter ;CMD:EPSON;MDL:XP-80;CLS:PRINTER;', 'xprinter'],
    ['MFG:Printer;CMD:XPP,XL;MDL:POS58;', 'pos-5890'],
    ['MFG:Xprinter;CMD:ESC/POS;MDL:XP-58;', 'pos-5890'],
    ['MFG:Xprinter;CMD:EPSON;MDL:XP-58IIH;', 'pos-5890'],
    ['MFG:EPSON;CMD:ESC/POS;MDL:XP-5800 Series;', 'epson'],
    ['MFG:Star;CMD:STAR;MDL:SP742;', null],
    ['MFG:Star;CMD:ESC/POS;MDL:SP512;', null],
    ['MFG:Nobody;CMD:ESC/POS;MDL:Receipt;', 'xprinter'],
  ])('takes %s for %s', (ieee1284, profile) => {
    const [found] = classifyDevices(machine({ usbPrinters: [{ path: '/dev/usb/lp0', ieee1284 }] }));
    expect(found?.printer?.profile ?? null).toBe(profile);
    expect(found?.kind).toBe(profile === null ? 'unclear' : 'printer');
  });

  it('proposes the name of a port that stays, where it is the name of one port only', () => {
    const voyager = 'usb-Honeywell_Voyager_1202g_S1-if00';
    const cable = 'usb-Prolific_USB-Serial_Controller-if00-port0';
    const serial = [
      { path: '/dev/ttyACM0', vendorId: '0c2e', pnpId: voyager },
      { path: '/dev/ttyUSB0', vendorId: '067b', pnpId: cable },
      { path: '/dev/ttyUSB1', vendorId: '067b', pnpId: cable },
      { path: 'COM3', vendorId: '05e0', pnpId: 'USB\\VID_05E0' },
      { path: '/dev/ttyACM1', vendorId: '05e0', pnpId: undefined },
    ];
    const { config, devices, ports } = judgeMachine({ facts: machine({ serial }), blind: [] });
    const paths = [`/dev/serial/by-id/${voyager}`, '/dev/ttyUSB0', '/dev/ttyUSB1', 'COM3', '/dev/ttyACM1'];
    expect(ports).toEqual(paths);
    expect(devices.map(({ where }) => where)).toEqual(paths);
    const filled = devicesConfigSchema.parse(config);
    expect(filled.scanners.map(({ transport }) => transport.kind === 'serial' && transport.path)).toEqual([
      `/dev/serial/by-id/${voyager}`,
      'COM3',
      '/dev/ttyACM1',
    ]);
  });

  it("takes Atol's port for no printer: it may be a fiscal register", () => {
    expect(seen({ serial: [{ path: '/dev/ttyACM0', vendorId: '2912' }] })).toEqual([
      'unclear Atol which-device',
    ]);
  });

  it('proposes a config that is valid as it is', () => {
    const found = classifyDevices(
      machine({
        serial: [{ path: 'COM3', vendorId: '0C2E', productId: '0B61' }],
        hid: [hid(0x0c2e, 0x8c, 1, 'S1'), hid(0x0801, 0xff00)],
        usbPrinters: [{ path: '/dev/usb/lp1', ieee1284: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;' }],
      }),
    );
    const config = devicesConfigSchema.parse(proposeConfig(found));
    expect(config.scanners.map(({ id, preset, transport }) => `${id} ${preset} ${transport.kind}`)).toEqual([
      'scanner honeywell serial',
      'scanner-2 honeywell hid',
      'card-reader magtek hid',
    ]);
    expect(config.printer).toMatchObject({
      profile: 'epson',
      transport: { kind: 'usb', ieee1284: 'TM-T20III' },
    });
  });

  it('names only printer profiles that exist', () => {
    const known = new Set(printerProfiles.map(({ id }) => id));
    const named = [
      ...[...makers.values()].flatMap(({ printer }) => (printer === undefined ? [] : [printer])),
      ...[...modelWords, ...printerWords].map(([, profile]) => profile),
    ];
    expect(named.filter((profile) => !known.has(profile))).toEqual([]);
  });
});
