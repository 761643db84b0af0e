/** The devices of one till as its config file names them, with defaults that work for the usual makes. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { usualKeyboardReader } from '../shared/keyboard-reader.ts';
import { answersEscPos } from './answers-esc-pos.ts';
import { fallbackCodePages, usualCodePage } from './codec/decode-text.ts';
import { readersHeardTwice } from './readers-heard-twice.ts';
import { type ScannerPreset, scannerPresetNames, scannerPresets } from './scanner-presets.ts';
import { signFaults, signsOf } from './signs-around-codes.ts';
import { isHost } from './transport/host.ts';
import { lineSettingsOn } from './transport/line-settings.ts';
import { portName } from './transport/port-name.ts';

const idSchema = z.string().min(1).max(64);
const pathSchema = z.string().min(1).max(256);
/** Readers put single bytes before and behind a code. */
const delimiterSchema = z
  .string()
  .max(16)
  .refine((text) => [...text].every((sign) => sign <= '\xff'), {
    error: 'Only signs of one byte, as the reader sends them: Latin letters, digits, control characters.',
    params: { ru: 'Только знаки из одного байта, как их шлёт сканер: латиница, цифры, управляющие символы.' },
  });
const gapSchema = z.int().min(5).max(2000);

const serialTransportSchema = z.strictObject({
  kind: z.literal('serial'),
  /** `/dev/serial/by-id/…` (does not move between boots), `/dev/ttyUSB0`, `COM3`. */
  path: pathSchema,
  baudRate: z.int().min(110).max(4_000_000),
  dataBits: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
  stopBits: z.union([z.literal(1), z.literal(1.5), z.literal(2)]),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']),
  /** Flow control by wires; printers and long codes lose bytes without any. */
  rtscts: z.boolean(),
  /** Flow control by the bytes 11 and 13, both ways. */
  xonxoff: z.boolean(),
});
/** USB ids as numbers; `kopilka devices` writes them. */
const usbIdSchema = z.int().min(0).max(0xffff);
const hidTransportSchema = z.strictObject({
  kind: z.literal('hid'),
  vendorId: usbIdSchema,
  productId: usbIdSchema,
  /** Null takes any reader of this make; needed where a till has two. */
  serialNumber: z.string().min(1).max(128).nullable().default(null),
  reports: z.enum(['pos-honeywell', 'pos-without-aim', 'pos-shifted', 'stripe']),
});
const virtualTransportSchema = z.strictObject({ kind: z.literal('virtual') });
const tcpTransportSchema = z.strictObject({
  kind: z.literal('tcp'),
  host: z
    .string()
    .max(253)
    .refine(isHost, {
      error: 'No address: give one such as 192.168.1.50, or a name, without port or blanks.',
      params: { ru: 'Это не адрес: укажите адрес вида 192.168.1.50 или имя, без порта и пробелов.' },
    }),
  port: z.int().min(1).max(65_535).default(9100),
});

/** A printer at a USB port of Linux, by words of its IEEE 1284 id such as `MDL:TM-T20`. */
const usbTransportSchema = z.strictObject({
  kind: z.literal('usb'),
  ieee1284: z.string().min(2).max(200),
});

const cardNumbersSchema = z.strictObject({
  digits: z.enum(['decimal', 'hexadecimal']),
  reversed: z.boolean().default(false),
  keepBytes: z.int().min(3).max(10).nullable().default(null),
});

/** Characters a reader can be set to type: those that every layout has a key for, as the US layout names them. */
const typedSchema = z
  .string()
  .max(16)
  .refine((text) => /^[\x21-\x7e]*$/.test(text), {
    error: 'Only Latin letters, digits and signs, without blanks.',
    params: { ru: 'Только латинские буквы, цифры и знаки, без пробелов.' },
  });

const functionKeySchema = z.string().refine((key) => /^F(?:[1-9]|1\d|2[0-4])$/.test(key), {
  error: 'A function key: F1 to F24.',
  params: { ru: 'Функциональная клавиша: от F1 до F24.' },
});

/** A reader that types; what is left out is as with the usual one. */
export const keyboardReaderSchema = z.strictObject({
  prefix: typedSchema.default(usualKeyboardReader.prefix),
  suffix: typedSchema.default(usualKeyboardReader.suffix),
  length: z.int().min(1).max(256).nullable().default(usualKeyboardReader.length),
  slowestKeyMs: z.int().min(5).max(150).default(usualKeyboardReader.slowestKeyMs),
  separatorKey: functionKeySchema.nullable().default(usualKeyboardReader.separatorKey),
  numbers: cardNumbersSchema.nullable().default(usualKeyboardReader.numbers),
});

const scannerFileSchema = z.strictObject({
  id: idSchema,
  /** Fills in the maker's line settings, prefix and suffix where they are not given. */
  preset: z.enum(scannerPresetNames).default('generic'),
  transport: z.discriminatedUnion('kind', [
    serialTransportSchema.partial({
      baudRate: true,
      dataBits: true,
      stopBits: true,
      parity: true,
      rtscts: true,
      xonxoff: true,
    }),
    hidTransportSchema.partial({ reports: true }),
    virtualTransportSchema,
  ]),
  /** How windows call it: a scanner of codes, or a reader of cards. */
  kind: z.enum(['scanner', 'cardreader']).optional(),
  framing: z.enum(['line', 'rdm6300', 'rdm6300-binary']).optional(),
  prefix: delimiterSchema.optional(),
  suffix: delimiterSchema.optional(),
  interByteGapMs: gapSchema.optional(),
  /** Answer every code with ACK, a spoiled one with NAK. */
  acknowledge: z.boolean().optional(),
  /** How the reader spells card numbers; null leaves codes as they are. */
  numbers: cardNumbersSchema.nullable().optional(),
  /** Characters of which one may stand in front of a phone pass. */
  passTypeCharacters: z.string().max(32).optional(),
  /** How a code is read whose bytes are no UTF-8. */
  fallbackCodePage: z.enum(fallbackCodePages).default(usualCodePage),
  /** The same code again within this time is one scan. */
  repeatHoldOffMs: z.int().min(0).max(10_000).optional(),
});

/** Refuses what this reader would not heed. */
const checkedScannerSchema = scannerFileSchema.superRefine((reader, context) => {
  for (const { field, message, ru } of signFaults(reader)) {
    context.addIssue({ code: 'custom', path: [field], message, params: { ru } });
  }
});

const printerFileSchema = z.strictObject({
  id: idSchema,
  /** Id of a printer profile, such as `epson`. */
  profile: z.string().min(1).max(64).default('epson'),
  /** Characters on a line, where the paper is narrower than the profile says. */
  width: z.int().min(16).max(96).nullable().default(null),
  /** Number for `ESC t` that holds Cyrillic, where this printer differs from its profile; null: the profile's. */
  codePage: z.int().min(0).max(255).nullable().default(null),
  /** What that number holds: the fallback of a printer that has cp866 nowhere is cp1251. */
  encoding: z.enum(['cp866', 'cp1251']).default('cp866'),
  /** A PNG that stands at the head of every slip; its size in pixels is its size in dots. Null: none. */
  logo: z
    .string()
    .min(1)
    .max(256)
    .refine(isAbsolute, { error: 'Give an absolute path.', params: { ru: 'Нужен полный путь.' } })
    .nullable()
    .default(null),
  transport: z.discriminatedUnion('kind', [
    tcpTransportSchema,
    usbTransportSchema,
    serialTransportSchema.extend({
      baudRate: serialTransportSchema.shape.baudRate.default(115_200),
      dataBits: serialTransportSchema.shape.dataBits.default(8),
      stopBits: serialTransportSchema.shape.stopBits.default(1),
      parity: serialTransportSchema.shape.parity.default('none'),
      // A printer slower than its line loses bytes of a picture without it.
      rtscts: serialTransportSchema.shape.rtscts.default(true),
      xonxoff: serialTransportSchema.shape.xonxoff.default(false),
    }),
  ]),
  /** How long one slip may take from the first byte to the printer's answer. */
  timeoutMs: z.int().min(500).max(120_000).default(8000),
  /** What proves that a slip came out; with `none` every slip ends as `unknown` / `cannot-confirm`. */
  confirmBy: z.enum(['process-id', 'buffered-status', 'none']).optional(),
});

/** Refuses what this profile's printers would garble or never answer. */
const checkedPrinterSchema = printerFileSchema.superRefine((printer, context) => {
  const refuse = (field: keyof typeof printer, message: string, ru: string): void =>
    context.addIssue({ code: 'custom', path: [field], message, params: { ru } });
  // An encoding says what a number holds; without the number it would garble what the profile says.
  if (printer.encoding !== 'cp866' && printer.codePage === null) {
    const message = 'An encoding belongs to a codePage: give the number under which the printer has it.';
    const ru = 'Кодировка задаётся вместе с codePage: укажите номер, под которым она есть в принтере.';
    refuse('encoding', message, ru);
  }
  if (answersEscPos(printer.profile)) return;
  if (printer.codePage !== null) {
    const ru = 'У StarPRNT нет номеров кодовых страниц: уберите это поле.';
    refuse('codePage', 'StarPRNT has no numbers for code pages: leave this field out.', ru);
  }
  if (printer.confirmBy !== undefined && printer.confirmBy !== 'none') {
    const ru = 'Принтеры StarPRNT на такой вопрос не отвечают: уберите это поле.';
    refuse('confirmBy', 'StarPRNT printers do not answer this question: leave this field out.', ru);
  }
});

/** A drawer at the printer's plug. */
const drawerFileSchema = z.strictObject({
  id: idSchema,
  pin: z.union([z.literal(2), z.literal(5)]).default(2),
  onMs: z.int().min(20).max(500).default(120),
  offMs: z.int().min(20).max(500).default(240),
});

/** A CD5220-type customer display of two lines. */
const displayFileSchema = z.strictObject({
  id: idSchema,
  transport: serialTransportSchema.extend({
    baudRate: serialTransportSchema.shape.baudRate.default(9600),
    dataBits: serialTransportSchema.shape.dataBits.default(8),
    stopBits: serialTransportSchema.shape.stopBits.default(1),
    parity: serialTransportSchema.shape.parity.default('none'),
    rtscts: serialTransportSchema.shape.rtscts.default(false),
    xonxoff: serialTransportSchema.shape.xonxoff.default(false),
  }),
  /** Number for `ESC t` that selects cp866; null where the display's switches do. */
  codePage: z.int().min(0).max(255).nullable().default(null),
});

/** Profiles of printers that answer a process id; clones of them only answer what `GS r` asks. */
const answersProcessId = new Set(['epson', 'epson-42', 'epson-58', 'bixolon', 'citizen']);

const confirmedBy = (profile: string, given: 'process-id' | 'buffered-status' | 'none' | undefined) => {
  if (!answersEscPos(profile)) return 'none';
  return given ?? (answersProcessId.has(profile) ? 'process-id' : 'buffered-status');
};

const fillPrinter = ({ confirmBy, ...given }: z.infer<typeof printerFileSchema>) => ({
  ...given,
  confirmBy: confirmedBy(given.profile, confirmBy),
});

type ScannerFile = z.infer<typeof scannerFileSchema>;

/** Writes the maker's settings into what the file leaves out. */
function fillScanner(file: ScannerFile) {
  const { id, preset, transport, ...given } = file;
  const maker: ScannerPreset = scannerPresets[preset];
  return {
    id,
    preset,
    kind: given.kind ?? maker.kind,
    transport: fillTransport(transport, maker),
    framing: given.framing ?? maker.framing,
    ...signsOf(file),
    interByteGapMs: given.interByteGapMs ?? maker.interByteGapMs,
    acknowledge: given.acknowledge ?? maker.acknowledge,
    numbers: given.numbers === undefined ? maker.numbers : given.numbers,
    passTypeCharacters: given.passTypeCharacters ?? maker.passTypeCharacters,
    fallbackCodePage: given.fallbackCodePage,
    repeatHoldOffMs: given.repeatHoldOffMs ?? maker.repeatHoldOffMs,
  };
}

function fillTransport(transport: ScannerFile['transport'], maker: ScannerPreset) {
  switch (transport.kind) {
    case 'virtual':
      return transport;
    case 'hid':
      return { ...transport, reports: transport.reports ?? maker.reports };
    case 'serial':
      return {
        kind: transport.kind,
        path: transport.path,
        baudRate: transport.baudRate ?? maker.baudRate,
        dataBits: transport.dataBits ?? maker.dataBits,
        stopBits: transport.stopBits ?? maker.stopBits,
        parity: transport.parity ?? maker.parity,
        rtscts: transport.rtscts ?? maker.rtscts,
        xonxoff: transport.xonxoff ?? maker.xonxoff,
      };
  }
}

type Placed = { readonly path: readonly (string | number)[] };

/** Every serial line of a config, and where it stands. */
function linesOf({
  scanners,
  printer,
  display,
}: Lines): (Placed & { readonly transport: SerialTransport })[] {
  const all = [
    ...scanners.map(({ transport }, index) => ({ transport, path: ['scanners', index] })),
    ...(printer === null ? [] : [{ transport: printer.transport, path: ['printer'] }]),
    ...(display === null ? [] : [{ transport: display.transport, path: ['display'] }]),
  ];
  return all.flatMap(({ transport, path }) => (transport.kind === 'serial' ? [{ transport, path }] : []));
}
type Lines = {
  readonly scanners: readonly ReturnType<typeof fillScanner>[];
  readonly printer: ReturnType<typeof fillPrinter> | null;
  readonly display: z.infer<typeof displayFileSchema> | null;
};

/** Refuses what would not work, each fault with its path; fills in defaults. `{}` is a till without devices. */
export const devicesConfigSchema = z
  .strictObject({
    scanners: z.array(checkedScannerSchema.transform(fillScanner)).max(16).default([]),
    /** Readers that type: heard by the windows. The first that fits takes a code; none: the usual one. */
    keyboards: z.array(keyboardReaderSchema).max(8).default([]),
    printer: checkedPrinterSchema.transform(fillPrinter).nullable().default(null),
    drawer: drawerFileSchema.nullable().default(null),
    display: displayFileSchema.nullable().default(null),
  })
  .superRefine((config, context) => {
    const seen = new Set<string>();
    const named = [
      ...(['printer', 'drawer', 'display'] as const).map((part) => ({
        id: config[part]?.id,
        path: [part, 'id'],
      })),
      ...config.scanners.map(({ id }, index) => ({ id, path: ['scanners', index, 'id'] })),
    ];
    for (const { id, path } of named) {
      if (id === undefined) continue;
      if (seen.has(id)) {
        const message = `Another device is already called "${id}".`;
        const ru = `Так уже названо другое устройство: «${id}».`;
        context.addIssue({ code: 'custom', path, message, params: { ru } });
      }
      seen.add(id);
    }
    for (const index of readersHeardTwice(config.scanners)) {
      const message = 'Another reader of this make is configured: give each its own serialNumber.';
      const ru = 'Настроен ещё один такой считыватель: укажите у каждого его serialNumber.';
      const path = ['scanners', index, 'transport', 'serialNumber'];
      context.addIssue({ code: 'custom', path, message, params: { ru } });
    }
    const ports = new Set<string>();
    for (const { transport, path } of linesOf(config)) {
      const port = portName(transport.path);
      if (ports.has(port)) {
        const message = `Another device is already at ${transport.path}.`;
        const ru = `Другое устройство уже стоит на ${transport.path}.`;
        context.addIssue({ code: 'custom', path: [...path, 'transport', 'path'], message, params: { ru } });
      }
      ports.add(port);
      const settings = lineSettingsOn(process.platform, transport);
      if (settings.ok) continue;
      const { field, message, ru } = settings.error;
      context.addIssue({ code: 'custom', path: [...path, 'transport', field], message, params: { ru } });
    }
    if (config.drawer !== null && config.printer === null) {
      const message = 'A drawer opens through the printer: configure the printer too.';
      const ru = 'Ящик открывается через принтер: настройте и принтер.';
      context.addIssue({ code: 'custom', path: ['drawer'], message, params: { ru } });
    }
  });

export type DevicesConfig = z.infer<typeof devicesConfigSchema>;
export type ScannerConfig = DevicesConfig['scanners'][number];
export type PrinterConfig = NonNullable<DevicesConfig['printer']>;
export type SerialTransport = z.infer<typeof serialTransportSchema>;
export type TcpTransport = Extract<PrinterConfig['transport'], { kind: 'tcp' }>;
export type HidTransport = z.infer<typeof hidTransportSchema>;
export type UsbTransport = z.infer<typeof usbTransportSchema>;
export type DrawerConfig = NonNullable<DevicesConfig['drawer']>;
export type DisplayConfig = NonNullable<DevicesConfig['display']>;
