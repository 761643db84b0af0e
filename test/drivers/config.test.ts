import { describe, expect, it } from 'vitest';
import { describeIssues } from '../../src/contracts/describe-issues.ts';
import { devicesConfigSchema } from '../../src/drivers/config.ts';
import { scannerPresetNames } from '../../src/drivers/scanner-presets.ts';
import { profileOfPrinter } from '../../src/receipts/escpos/find-profile.ts';

const faults = (document: unknown): string[] =>
  devicesConfigSchema.safeParse(document).error?.issues.map((issue) => issue.path.join('.')) ?? [];

const sentences = (language: 'ru' | 'en', document: unknown): string[] => {
  const { error } = devicesConfigSchema.safeParse(document);
  const issues = error === undefined ? [] : describeIssues(error, language);
  return issues.map(({ path, message }) => `${path}: ${message}`);
};

describe('config of the devices', () => {
  it('takes an empty document as a till without devices', () => {
    expect(devicesConfigSchema.parse({})).toEqual({
      scanners: [],
      keyboards: [],
      printer: null,
      drawer: null,
      display: null,
    });
  });

  it.each(scannerPresetNames)('needs no more of a %s scanner than its port', (preset) => {
    const config = devicesConfigSchema.parse({
      scanners: [{ id: 's', preset, transport: { kind: 'serial', path: '/dev/ttyS0' } }],
    });
    expect(config.scanners[0]?.transport).toMatchObject({ kind: 'serial', stopBits: 1 });
  });

  it('lets the file overrule a maker, value by value', () => {
    const [scanner] = devicesConfigSchema.parse({
      scanners: [
        {
          id: 's',
          preset: 'honeywell',
          transport: { kind: 'serial', path: 'COM3', parity: 'even' },
          suffix: '',
        },
      ],
    }).scanners;
    expect(scanner).toEqual({
      id: 's',
      preset: 'honeywell',
      transport: {
        kind: 'serial',
        path: 'COM3',
        baudRate: 115_200,
        dataBits: 8,
        stopBits: 1,
        parity: 'even',
        rtscts: false,
        xonxoff: false,
      },
      kind: 'scanner',
      framing: 'line',
      prefix: '',
      suffix: '',
      interByteGapMs: 100,
      acknowledge: false,
      numbers: null,
      passTypeCharacters: '',
      fallbackCodePage: 'cp1251',
      repeatHoldOffMs: 0,
    });
  });

  it('gives an Epson on the network its usual port and profile', () => {
    expect(
      devicesConfigSchema.parse({ printer: { id: 'p', transport: { kind: 'tcp', host: '10.0.0.9' } } })
        .printer,
    ).toEqual({
      id: 'p',
      profile: 'epson',
      logo: null,
      width: null,
      codePage: null,
      encoding: 'cp866',
      transport: { kind: 'tcp', host: '10.0.0.9', port: 9100 },
      timeoutMs: 8000,
      confirmBy: 'process-id',
    });
  });

  it('takes the code page of a reader and of a printer, and names the path of a wrong one', () => {
    const scanner = (fallbackCodePage?: string) => ({
      scanners: [{ id: 's', transport: { kind: 'virtual' }, fallbackCodePage }],
    });
    const printer = (fields: object) => ({
      printer: { id: 'p', transport: { kind: 'tcp', host: 'a' }, ...fields },
    });
    expect(devicesConfigSchema.parse(scanner()).scanners[0]?.fallbackCodePage).toBe('cp1251');
    expect(devicesConfigSchema.parse(scanner('cp866')).scanners[0]?.fallbackCodePage).toBe('cp866');
    const own = devicesConfigSchema.parse(printer({ codePage: 46, encoding: 'cp1251' })).printer;
    expect(profileOfPrinter(own).codePage).toEqual({ number: 46, encoding: 'cp1251' });
    const faultsOf = (config: object) =>
      devicesConfigSchema.safeParse(config).error?.issues.map(({ path }) => path.join('.'));
    expect(faultsOf(scanner('cp1253'))).toEqual(['scanners.0.fallbackCodePage']);
    expect(faultsOf(printer({ codePage: 46, encoding: 'latin1' }))).toEqual(['printer.encoding']);
    expect(faultsOf(printer({ encoding: 'cp1251' }))).toEqual(['printer.encoding']);
  });

  it('asks a clone in the way it can answer, unless the file knows better', () => {
    const printer = { id: 'p', profile: 'rongta', transport: { kind: 'tcp', host: 'a' } };
    expect(devicesConfigSchema.parse({ printer }).printer?.confirmBy).toBe('buffered-status');
    expect(devicesConfigSchema.parse({ printer: { ...printer, confirmBy: 'none' } }).printer?.confirmBy).toBe(
      'none',
    );
  });

  it('names the path of a wrong value', () => {
    expect(
      faults({ scanners: [{ id: 's', transport: { kind: 'serial', path: 'x', parity: 'both' } }] }),
    ).toEqual(['scanners.0.transport.parity']);
    const line = (path: string) => ({ kind: 'serial', path, stopBits: 1.5 });
    expect(
      faults({ printer: { id: 'p', transport: line('x') }, display: { id: 'd', transport: line('y') } }),
    ).toEqual(['printer.transport.stopBits', 'display.transport.stopBits']);
    expect(faults({ printer: { id: 'p', transport: { kind: 'tcp', host: 'a', port: 70_000 } } })).toEqual([
      'printer.transport.port',
    ]);
    const virtual = { id: 's', transport: { kind: 'virtual' } };
    expect(faults({ scanners: [virtual, virtual] })).toEqual(['scanners.1.id']);
    expect(faults({ scaners: [] })).toEqual(['']);
  });

  it('says which values there are where one is not among them', () => {
    const serial = { kind: 'serial', path: 'x', dataBits: 9, stopBits: 3 };
    expect(sentences('en', { scanners: [{ id: 's', transport: serial }] })).toEqual([
      'scanners[0].transport.dataBits: This must be one of 5, 6, 7, 8.',
      'scanners[0].transport.stopBits: This must be one of 1, 1.5, 2.',
    ]);
    expect(sentences('ru', { scanners: [{ id: 's', transport: { kind: 'usb' } }] })).toEqual([
      'scanners[0].transport.kind: Должно быть одно из: serial, hid, virtual.',
    ]);
  });

  it('refuses signs around codes that no reader sends as one byte', () => {
    const serial = { kind: 'serial', path: 'x' };
    expect(faults({ scanners: [{ id: 's', prefix: 'Ж', suffix: '₽', transport: serial }] })).toEqual([
      'scanners.0.prefix',
      'scanners.0.suffix',
    ]);
    expect(faults({ scanners: [{ id: 's', prefix: '\u0002', suffix: '\r\n', transport: serial }] })).toEqual(
      [],
    );
  });

  it('refuses signs around codes of a reader that has its own or none, in both languages', () => {
    const serial = { kind: 'serial', path: 'x' };
    const hid = { kind: 'hid', vendorId: 1, productId: 2 };
    const reader = (fields: object) => ({ scanners: [{ id: 's', transport: serial, ...fields }] });
    const both = ['scanners.0.prefix', 'scanners.0.suffix'];
    const signs = { prefix: 'x', suffix: '\r\n' };
    expect(faults(reader({ framing: 'rdm6300', ...signs }))).toEqual(both);
    expect(faults(reader({ preset: 'rdm6300-binary', ...signs }))).toEqual(both);
    expect(faults(reader({ transport: hid, ...signs }))).toEqual(both);
    for (const preset of ['olivetti', 'ncr']) {
      expect(faults(reader({ preset, suffix: '' })), preset).toEqual(['scanners.0.suffix']);
      expect(faults(reader({ preset, suffix: '\r' })), preset).toEqual([]);
      expect(faults(reader({ preset, suffix: '', transport: hid })), preset).toEqual([]);
    }
    expect(faults(reader({ preset: 'rdm6300', framing: 'line', ...signs }))).toEqual([]);
    expect(sentences('en', reader({ framing: 'rdm6300', suffix: '\r' }))).toEqual([
      'scanners[0].suffix: An RDM6300 has signs of its own around each card: leave this field out, or give "framing": "line".',
    ]);
    expect(sentences('ru', reader({ framing: 'rdm6300', suffix: '\r' }))).toEqual([
      'scanners[0].suffix: У RDM6300 вокруг карты свои знаки: уберите это поле или укажите "framing": "line".',
    ]);
    expect(sentences('en', reader({ transport: hid, prefix: 'x' }))).toEqual([
      'scanners[0].prefix: A USB HID reader sends its codes without signs around them: leave this field out.',
    ]);
    expect(sentences('ru', reader({ transport: hid, prefix: 'x' }))).toEqual([
      'scanners[0].prefix: Считыватель USB HID шлёт коды без знаков вокруг них: уберите это поле.',
    ]);
    expect(sentences('en', reader({ preset: 'olivetti', suffix: '' }))).toEqual([
      'scanners[0].suffix: The readers of this preset end each code with ETX, which would stay in the code: leave this field out, or give the suffix that yours sends.',
    ]);
    expect(sentences('ru', reader({ preset: 'olivetti', suffix: '' }))).toEqual([
      'scanners[0].suffix: Сканеры с этим preset завершают код знаком ETX, и он остался бы в коде: уберите это поле или укажите суффикс вашего сканера.',
    ]);
  });

  it('refuses two HID readers that nothing tells apart, but not one reader with two parts', () => {
    const hid = (id: string, serialNumber: string | null, reports = 'pos-honeywell') => ({
      id,
      transport: { kind: 'hid', vendorId: 1, productId: 2, serialNumber, reports },
    });
    const second = ['scanners.1.transport.serialNumber'];
    expect(faults({ scanners: [hid('a', null), hid('b', null)] })).toEqual(second);
    expect(faults({ scanners: [hid('a', null), hid('b', 'B1')] })).toEqual(second);
    expect(faults({ scanners: [hid('a', 'B1'), hid('b', 'B1', 'pos-shifted')] })).toEqual(second);
    expect(faults({ scanners: [hid('a', 'A1'), hid('b', 'B1')] })).toEqual([]);
    expect(faults({ scanners: [hid('a', null), hid('b', null, 'stripe')] })).toEqual([]);
    const other = { ...hid('b', null), transport: { ...hid('b', null).transport, productId: 3 } };
    expect(faults({ scanners: [hid('a', null), other] })).toEqual([]);
    expect(sentences('ru', { scanners: [hid('a', null), hid('b', null)] })).toEqual([
      'scanners[1].transport.serialNumber: Настроен ещё один такой считыватель: укажите у каждого его serialNumber.',
    ]);
  });

  it('refuses what StarPRNT has not', () => {
    const star = { id: 'p', profile: 'star-prnt', transport: { kind: 'tcp', host: 'a' } };
    expect(faults({ printer: { ...star, codePage: 17 } })).toEqual(['printer.codePage']);
    expect(faults({ printer: { ...star, profile: 'star-prnt-58', confirmBy: 'process-id' } })).toEqual([
      'printer.confirmBy',
    ]);
    expect(faults({ printer: { ...star, confirmBy: 'none' } })).toEqual([]);
    expect(sentences('ru', { printer: { ...star, codePage: 17, confirmBy: 'buffered-status' } })).toEqual([
      'printer.codePage: У StarPRNT нет номеров кодовых страниц: уберите это поле.',
      'printer.confirmBy: Принтеры StarPRNT на такой вопрос не отвечают: уберите это поле.',
    ]);
  });

  it('refuses a printer at no address', () => {
    const at = (host: string) => ({ printer: { id: 'p', transport: { kind: 'tcp', host } } });
    const none = [
      '192.168.1.300',
      'not a host!!',
      '192.168.1',
      '10.0.0.9.',
      'http://printer',
      'a:9100',
      '-a',
      'a..b',
    ];
    for (const host of [...none, '', '.', '::g', 'a/b', 'x'.repeat(64)]) {
      expect(faults(at(host)), host).toEqual(['printer.transport.host']);
    }
    const real = [
      '192.168.1.30',
      'printer',
      'kassa_1.shop.local',
      'printer.shop.',
      'fe80::1',
      'fe80::1%eth0',
      '::1',
    ];
    for (const host of [...real, 'принтер', '1-printer', 'x'.repeat(63)])
      expect(faults(at(host)), host).toEqual([]);
    expect(sentences('ru', at('a:9100'))).toEqual([
      'printer.transport.host: Это не адрес: укажите адрес вида 192.168.1.50 или имя, без порта и пробелов.',
    ]);
  });

  it('refuses two devices at one serial port, and settings that no port has, in both languages', () => {
    const at = (id: string, path: string) => ({ id, transport: { kind: 'serial', path } });
    const twice = { scanners: [at('s', 'COM3')], printer: at('p', 'COM4'), display: at('d', 'com3') };
    expect(sentences('en', twice)).toEqual(['display.transport.path: Another device is already at com3.']);
    expect(sentences('ru', twice)).toEqual(['display.transport.path: Другое устройство уже стоит на com3.']);
    expect(faults({ scanners: [at('s', '/dev/ttyS0'), at('t', '/dev/ttyS0')] })).toEqual([
      'scanners.1.transport.path',
    ]);
    expect(faults({ scanners: [at('s', '/dev/ttyS0'), at('t', '/dev/ttys0')] })).toEqual([]);
    expect(faults({ scanners: [at('s', '/dev/ttyS0'), at('t', '/dev/../dev//ttyS0')] })).toEqual([
      'scanners.1.transport.path',
    ]);
    const half = { scanners: [{ id: 's', transport: { kind: 'serial', path: 'x', stopBits: 1.5 } }] };
    expect(sentences('en', half)).toEqual([
      'scanners[0].transport.stopBits: 1.5 goes with 5 data bits only.',
    ]);
    expect(sentences('ru', half)).toEqual([
      'scanners[0].transport.stopBits: 1,5 бывает только при 5 битах данных.',
    ]);
  });

  it('gives a stripe reader its reports and a card reader its spelling of numbers', () => {
    const [magtek, rfid] = devicesConfigSchema.parse({
      scanners: [
        { id: 'swipe', preset: 'magtek', transport: { kind: 'hid', vendorId: 0x0801, productId: 2 } },
        { id: 'tap', preset: 'rdm6300', transport: { kind: 'serial', path: 'COM4' } },
      ],
    }).scanners;
    expect(magtek).toMatchObject({
      kind: 'cardreader',
      transport: { kind: 'hid', vendorId: 0x0801, productId: 2, serialNumber: null, reports: 'stripe' },
    });
    expect(rfid).toMatchObject({
      kind: 'cardreader',
      framing: 'rdm6300',
      numbers: { digits: 'hexadecimal', reversed: false, keepBytes: 4 },
      repeatHoldOffMs: 1000,
    });
  });

  it('reads its own filled-in form back unchanged, because the device host is sent that', () => {
    const filled = devicesConfigSchema.parse({
      scanners: [
        { id: 's', preset: 'olivetti', transport: { kind: 'serial', path: 'COM3' } },
        { id: 'tap', preset: 'rdm6300', transport: { kind: 'serial', path: 'COM4' } },
        { id: 'front', preset: 'honeywell', transport: { kind: 'hid', vendorId: 1, productId: 2 } },
        { id: 'side', preset: 'ncr', transport: { kind: 'hid', vendorId: 1, productId: 3 } },
        { id: 'card', preset: 'ncr', framing: 'rdm6300', transport: { kind: 'serial', path: 'COM5' } },
      ],
      printer: { id: 'p', transport: { kind: 'tcp', host: '10.0.0.9' } },
    });
    expect(devicesConfigSchema.parse(JSON.parse(JSON.stringify(filled)))).toEqual(filled);
  });

  it('knows a drawer and a display, and wants a printer for the drawer', () => {
    const filled = devicesConfigSchema.parse({
      printer: { id: 'p', transport: { kind: 'usb', ieee1284: 'MDL:TM-T20' } },
      drawer: { id: 'd' },
      display: { id: 'pole', transport: { kind: 'serial', path: 'COM7' } },
    });
    expect(filled.drawer).toEqual({ id: 'd', pin: 2, onMs: 120, offMs: 240 });
    expect(filled.display?.transport.baudRate).toBe(9600);
    const alone = devicesConfigSchema.safeParse({ drawer: { id: 'd' } });
    expect(alone.error?.issues.map(({ path }) => path)).toEqual([['drawer']]);
    const twice = devicesConfigSchema.safeParse({
      printer: { id: 'p', transport: { kind: 'usb', ieee1284: 'MDL:TM-T20' } },
      drawer: { id: 'p' },
    });
    expect(twice.error?.issues.map(({ path }) => path)).toEqual([['drawer', 'id']]);
  });
});
