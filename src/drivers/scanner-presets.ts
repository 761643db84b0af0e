import type { CardNumberSpelling } from '../shared/card-number.ts';

/** Settings as the makers ship their readers; a reader's own setup sheet can change each. */
export interface ScannerPreset {
  readonly kind: 'scanner' | 'cardreader';
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
  readonly parity: 'none' | 'even' | 'odd';
  readonly rtscts: boolean;
  readonly xonxoff: boolean;
  readonly framing: 'line' | 'rdm6300' | 'rdm6300-binary';
  readonly prefix: string;
  readonly suffix: string;
  readonly interByteGapMs: number;
  /** Whether the reader waits for ACK or NAK after each code. */
  readonly acknowledge: boolean;
  readonly numbers: CardNumberSpelling | null;
  readonly passTypeCharacters: string;
  readonly repeatHoldOffMs: number;
  /** How the reports of this reader look where it is on USB HID. */
  readonly reports: 'pos-honeywell' | 'pos-without-aim' | 'pos-shifted' | 'stripe';
}

/** With a suffix the gap only gives up a code that was cut short. */
const gapWithSuffixMs = 100;

/** 9600 8N1 and CR, and a CR LF does as well. */
const plain = {
  kind: 'scanner',
  baudRate: 9600,
  dataBits: 8,
  stopBits: 1,
  parity: 'none',
  rtscts: false,
  xonxoff: false,
  framing: 'line',
  prefix: '',
  suffix: '\r',
  interByteGapMs: gapWithSuffixMs,
  acknowledge: false,
  numbers: null,
  passTypeCharacters: '',
  repeatHoldOffMs: 0,
  reports: 'pos-honeywell',
} as const satisfies ScannerPreset;

/** Olivetti and NCR: STX data ETX in seven bits. */
const stxEtx = { ...plain, dataBits: 7, parity: 'even', prefix: '\u0002', suffix: '\u0003' } as const;

/** Ten digits, the lower eight of them the number; repeated every 50 ms while the card lies there. */
const rdm6300 = {
  ...plain,
  kind: 'cardreader',
  framing: 'rdm6300',
  numbers: { digits: 'hexadecimal', reversed: false, keepBytes: 4 },
  repeatHoldOffMs: 1000,
} as const;

export const scannerPresets = {
  generic: plain,
  honeywell: { ...plain, baudRate: 115_200, suffix: '\r\n' },
  /** No suffix as shipped: silence ends a code. */
  zebra: { ...plain, suffix: '', interByteGapMs: 80 },
  mindeo: plain,
  /** Atol sells scanners of several makers, set up alike. */
  atol: plain,
  unitech: { ...plain, reports: 'pos-without-aim' },
  wincor: { ...plain, parity: 'odd', rtscts: true },
  icl: { ...plain, parity: 'even' },
  olivetti: { ...stxEtx, acknowledge: true },
  ncr: stxEtx,
  magtek: { ...plain, kind: 'cardreader', reports: 'stripe' },
  idtech: { ...plain, kind: 'cardreader', reports: 'stripe' },
  rdm6300,
  'rdm6300-binary': { ...rdm6300, framing: 'rdm6300-binary' },
  /** Readers of phone passes hand on the pass as a line; those of type VTAP on USB serial. */
  vtap: { ...plain, kind: 'cardreader', baudRate: 115_200, repeatHoldOffMs: 1000 },
  /** Biometric terminals hand on a token as a line; never a print of a finger. */
  biometric: { ...plain, kind: 'cardreader', baudRate: 115_200 },
} as const satisfies Readonly<Record<string, ScannerPreset>>;

export type ScannerPresetName = keyof typeof scannerPresets;
export const scannerPresetNames = Object.keys(scannerPresets) as [ScannerPresetName, ...ScannerPresetName[]];
