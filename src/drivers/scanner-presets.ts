/** Line settings as the makers ship them; a scanner's own setup sheet can change each. */
export interface ScannerPreset {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
  readonly parity: 'none' | 'even' | 'odd';
  readonly rtscts: boolean;
  readonly prefix: string;
  readonly suffix: string;
  readonly interByteGapMs: number;
}

const plainLine = { baudRate: 9600, dataBits: 8, stopBits: 1, parity: 'none', rtscts: false } as const;
/** With a suffix the gap only gives up a code that was cut short. */
const gapWithSuffixMs = 100;

export const scannerPresets = {
  /** CR, and a CR LF does as well. */
  generic: { ...plainLine, prefix: '', suffix: '\r', interByteGapMs: gapWithSuffixMs },
  honeywell: { ...plainLine, baudRate: 115_200, prefix: '', suffix: '\r\n', interByteGapMs: gapWithSuffixMs },
  /** No suffix as shipped: silence ends a code. */
  zebra: { ...plainLine, prefix: '', suffix: '', interByteGapMs: 80 },
  mindeo: { ...plainLine, prefix: '', suffix: '\r', interByteGapMs: gapWithSuffixMs },
  wincor: {
    ...plainLine,
    parity: 'odd',
    rtscts: true,
    prefix: '',
    suffix: '\r',
    interByteGapMs: gapWithSuffixMs,
  },
  icl: { ...plainLine, parity: 'even', prefix: '', suffix: '\r', interByteGapMs: gapWithSuffixMs },
  /** Olivetti and NCR: STX data ETX in seven bits. */
  olivetti: {
    ...plainLine,
    dataBits: 7,
    parity: 'even',
    prefix: '\u0002',
    suffix: '\u0003',
    interByteGapMs: gapWithSuffixMs,
  },
} as const satisfies Readonly<Record<string, ScannerPreset>>;

export type ScannerPresetName = keyof typeof scannerPresets;
export const scannerPresetNames = Object.keys(scannerPresets) as [ScannerPresetName, ...ScannerPresetName[]];
