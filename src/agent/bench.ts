import type { AgentEvent } from '../contracts/events.ts';
import type { Paper } from '../contracts/paper.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import type { BenchItem } from '../contracts/ui-api.ts';
import { type DevicesConfig, devicesConfigSchema } from '../drivers/config.ts';
import { EscposInterpreter } from '../drivers/virtual/escpos-interpreter.ts';
import { type PrintedPaper, paperForViewer } from '../drivers/virtual/paper.ts';
import { epsonRom, type PrinterRom } from '../drivers/virtual/printer-rom.ts';
import { isStarPrnt, printStarPrnt } from '../drivers/virtual/star-prnt-interpreter.ts';
import { startTcpPrinter, type TcpPrinter } from '../drivers/virtual/tcp-printer.ts';
import { printerProfiles } from '../receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { BenchConfig } from './till-config.ts';

const SCANNER_ID = 'bench-scanner';
const PRINTER_ID = 'bench-printer';
/** Slips kept for a window that opens later. */
const MAX_PAPERS = 20;

/** Every profile's Cyrillic page: a slip names the page of the profile that it was compiled for. */
const cyrillicPages = Object.fromEntries(
  printerProfiles.flatMap(({ codePage }) =>
    codePage === null ? [] : [[codePage.number, codePage.encoding]],
  ),
);

const romOfProfile = ({ columns, widthDots }: PrinterProfile): PrinterRom => ({
  ...epsonRom,
  columns,
  widthDots,
  codePages: { ...epsonRom.codePages, ...cyrillicPages },
});

const benchScanner = devicesConfigSchema.parse({
  scanners: [{ id: SCANNER_ID, transport: { kind: 'virtual' }, interByteGapMs: 50 }],
});

export type Bench = {
  /** A till's devices with the bench's own beside them. */
  readonly beside: (devices: DevicesConfig) => DevicesConfig;
  readonly items: readonly BenchItem[];
  /** What a scanner sends for an item or a typed code: the text and a carriage return. */
  readonly bytesOf: (
    what: { readonly item: string } | { readonly text: string },
  ) => Result<Uint8Array, Refusal>;
  readonly scannerId: string;
  readonly papers: () => Paper[];
  readonly close: () => Promise<void>;
};

/** The interpreter's paper as the windows' contract has it. */
function toPaper(printed: PrintedPaper): Paper {
  const { columns, items } = paperForViewer(printed);
  return {
    columns,
    items: items.map((item) => (item.kind === 'line' ? { ...item, runs: [...item.runs] } : { ...item })),
  };
}

/** What the printer of a profile would print of a slip compiled for it. */
export function paperOfBytes(bytes: Uint8Array, profile: PrinterProfile): Paper {
  // Told by the bytes: a stored slip may be older than the printer that the till has now.
  if (isStarPrnt(bytes)) return toPaper(printStarPrnt(bytes, profile, () => {}));
  const interpreter = new EscposInterpreter({
    rom: romOfProfile(profile),
    reply: () => {},
    onUnknown: () => {},
  });
  interpreter.push(bytes);
  return toPaper(interpreter.paper());
}

/**
 * The demo's simulated hardware: a scanner whose bytes take the way of real ones, and a receipt printer on a loopback
 * port that draws what it is sent.
 */
export async function startBench(config: BenchConfig, publish: (event: AgentEvent) => void): Promise<Bench> {
  const papers: Paper[] = [];
  const printer: TcpPrinter = await startTcpPrinter({
    port: 0,
    onPaper: (printed) => {
      const paper = toPaper(printed);
      papers.push(paper);
      if (papers.length > MAX_PAPERS) papers.shift();
      publish({ event: 'paper', data: { paper } });
    },
  });
  return {
    beside: (devices) => ({
      ...devices,
      scanners: [...devices.scanners, ...benchScanner.scanners],
      printer: devices.printer ?? {
        id: PRINTER_ID,
        profile: 'epson',
        width: null,
        codePage: null,
        encoding: 'cp866',
        logo: null,
        transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
        timeoutMs: 8000,
        confirmBy: 'process-id',
      },
    }),
    items: config.items.map(({ text: _text, ...item }) => item),
    bytesOf: (what) => {
      const text = 'text' in what ? what.text : config.items.find((item) => item.id === what.item)?.text;
      if (text === undefined) return err(refusal('not-found', 'There is no such item on the bench.'));
      return ok(new TextEncoder().encode(`${text}\r`));
    },
    scannerId: SCANNER_ID,
    papers: () => papers,
    close: () => printer.close(),
  };
}
