import { createRequire } from 'node:module';

/**
 * The calls of the `escpos` package that do what they say. The rest is left alone: `style` sends `ESC 5`, which
 * is no ESC/POS command, `qrcode` speaks another dialect, `cashdraw` swallows the two bytes after it, and
 * `print(string)` ignores the encoding. What is missing goes through `print` as ready bytes.
 */
export interface EscposPrinter {
  hardware(what: 'init'): EscposPrinter;
  align(align: 'lt' | 'ct' | 'rt'): EscposPrinter;
  size(width: 1 | 2, height: 1 | 2): EscposPrinter;
  text(line: string): EscposPrinter;
  feed(lines: number): EscposPrinter;
  cut(partial: boolean, feedLines: number): EscposPrinter;
  print(bytes: Buffer): EscposPrinter;
  flush(): EscposPrinter;
}

type PrinterConstructor = new (
  adapter: { write(bytes: Uint8Array): void },
  options: { encoding: string },
) => EscposPrinter;

// The package's main file loads USB, serial and Bluetooth adapters; only its byte builder is wanted.
const Printer: PrinterConstructor = createRequire(import.meta.url)('escpos/printer');

/** A printer object that collects bytes; `build` tells it what to print. */
export function collectEscpos(encoding: string, build: (printer: EscposPrinter) => void): Uint8Array {
  let collected = new Uint8Array(0);
  const adapter = {
    write(bytes: Uint8Array): void {
      collected = new Uint8Array(bytes);
    },
  };
  const printer = new Printer(adapter, { encoding });
  build(printer);
  printer.flush();
  return collected;
}
