/** The devices of one till as its config file names them, with defaults that work for the usual makes. */
import { z } from 'zod';
import { scannerPresetNames, scannerPresets } from './scanner-presets.ts';

const idSchema = z.string().min(1).max(64);
const pathSchema = z.string().min(1).max(256);
const delimiterSchema = z.string().max(16);
const gapSchema = z.int().min(5).max(2000);

const serialTransportSchema = z.strictObject({
  kind: z.literal('serial'),
  /** `/dev/serial/by-id/…` (does not move between boots), `/dev/ttyUSB0`, `COM3`. */
  path: pathSchema,
  baudRate: z.int().min(110).max(4_000_000),
  dataBits: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
  stopBits: z.union([z.literal(1), z.literal(2)]),
  parity: z.enum(['none', 'even', 'odd']),
  rtscts: z.boolean(),
});
const virtualTransportSchema = z.strictObject({ kind: z.literal('virtual') });
const tcpTransportSchema = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535).default(9100),
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
    }),
    virtualTransportSchema,
  ]),
  prefix: delimiterSchema.optional(),
  suffix: delimiterSchema.optional(),
  interByteGapMs: gapSchema.optional(),
});

const printerFileSchema = z.strictObject({
  id: idSchema,
  /** Id of a printer profile, such as `epson`. */
  profile: z.string().min(1).max(64).default('epson'),
  /** Characters on a line, where the paper is narrower than the profile says. */
  width: z.int().min(16).max(96).nullable().default(null),
  transport: z.discriminatedUnion('kind', [
    tcpTransportSchema,
    serialTransportSchema.extend({
      baudRate: serialTransportSchema.shape.baudRate.default(115_200),
      dataBits: serialTransportSchema.shape.dataBits.default(8),
      stopBits: serialTransportSchema.shape.stopBits.default(1),
      parity: serialTransportSchema.shape.parity.default('none'),
      // A printer slower than its line loses bytes of a picture without it.
      rtscts: serialTransportSchema.shape.rtscts.default(true),
    }),
  ]),
  /** How long one slip may take from the first byte to the printer's answer. */
  timeoutMs: z.int().min(500).max(120_000).default(8000),
  /** What proves that a slip came out; with `none` every slip ends as `unknown` / `cannot-confirm`. */
  confirmBy: z.enum(['process-id', 'buffered-status', 'none']).optional(),
});

/** Profiles of printers that answer a process id; clones of them only answer what `GS r` asks. */
const answersProcessId = new Set(['epson', 'epson-42', 'epson-58', 'bixolon', 'citizen']);

const fillPrinter = ({ confirmBy, ...given }: z.infer<typeof printerFileSchema>) => ({
  ...given,
  confirmBy: confirmBy ?? (answersProcessId.has(given.profile) ? 'process-id' : 'buffered-status'),
});

type ScannerFile = z.infer<typeof scannerFileSchema>;

/** Writes the maker's settings into what the file leaves out. */
function fillScanner({ id, preset, transport, ...given }: ScannerFile) {
  const { prefix, suffix, interByteGapMs, ...line } = scannerPresets[preset];
  return {
    id,
    preset,
    transport:
      transport.kind === 'virtual'
        ? transport
        : {
            kind: transport.kind,
            path: transport.path,
            baudRate: transport.baudRate ?? line.baudRate,
            dataBits: transport.dataBits ?? line.dataBits,
            stopBits: transport.stopBits ?? line.stopBits,
            parity: transport.parity ?? line.parity,
            rtscts: transport.rtscts ?? line.rtscts,
          },
    prefix: given.prefix ?? prefix,
    suffix: given.suffix ?? suffix,
    interByteGapMs: given.interByteGapMs ?? interByteGapMs,
  };
}

/** Refuses what would not work, each fault with its path; fills in defaults. `{}` is a till without devices. */
export const devicesConfigSchema = z
  .strictObject({
    scanners: z.array(scannerFileSchema.transform(fillScanner)).max(16).default([]),
    printer: printerFileSchema.transform(fillPrinter).nullable().default(null),
  })
  .superRefine((config, context) => {
    const seen = new Set<string>(config.printer === null ? [] : [config.printer.id]);
    for (const [index, scanner] of config.scanners.entries()) {
      if (seen.has(scanner.id)) {
        const message = `another device is already called "${scanner.id}"`;
        context.addIssue({ code: 'custom', path: ['scanners', index, 'id'], message });
      }
      seen.add(scanner.id);
    }
  });

export type DevicesConfig = z.infer<typeof devicesConfigSchema>;
export type ScannerConfig = DevicesConfig['scanners'][number];
export type PrinterConfig = NonNullable<DevicesConfig['printer']>;
export type SerialTransport = Extract<PrinterConfig['transport'], { kind: 'serial' }>;
export type TcpTransport = Extract<PrinterConfig['transport'], { kind: 'tcp' }>;
