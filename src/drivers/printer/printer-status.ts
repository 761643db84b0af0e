/** What a printer says of itself. A null means that it has not said so: unknown is not well. */
export interface PrinterStatus {
  readonly coverOpen: boolean | null;
  readonly paperEnd: boolean | null;
  readonly paperNearEnd: boolean | null;
  readonly error: boolean | null;
}

export const unknownPrinterStatus: PrinterStatus = {
  coverOpen: null,
  paperEnd: null,
  paperNearEnd: null,
  error: null,
};

/** Why a printer cannot print now, or soon will not; the worst first. */
export type PrinterTrouble = 'paper-out' | 'cover-open' | 'printer-error' | 'paper-near-end';

/**
 * Reads the answer to `DLE EOT question` (Epson ESC/POS reference) into what is known already. Question 2 begins a
 * round: what it says of the paper replaces what was known, question 4 only adds to it.
 */
export function withRealTimeStatus(status: PrinterStatus, question: number, answer: number): PrinterStatus {
  const has = (mask: number): boolean => (answer & mask) !== 0;
  switch (question) {
    case 2:
      return { ...status, coverOpen: has(0x04), paperEnd: has(0x20), error: has(0x40) };
    case 4:
      // Printers without a sensor at the roll call it adequate; the word before, that they stopped for paper, stands.
      return { ...status, paperNearEnd: has(0x0c), paperEnd: has(0x60) || status.paperEnd === true };
    default:
      return status;
  }
}

/** Reads the four bytes of automatic status (`GS a`). */
export function withAutomaticStatus(status: PrinterStatus, block: Uint8Array): PrinterStatus {
  const [first = 0, second = 0, third = 0] = block;
  return {
    ...status,
    coverOpen: (first & 0x20) !== 0,
    error: (second & 0x2c) !== 0,
    paperNearEnd: (third & 0x03) !== 0,
    paperEnd: (third & 0x0c) !== 0,
  };
}

/**
 * Reads the answer to `GS r 1`, whose bits 2 and 3 say that there is no paper (Epson ESC/POS reference). Clones without
 * sensors answer it too, hence paper that is "there" only takes back that it was out: unknown stays unknown.
 */
export function withBufferedStatus(status: PrinterStatus, answer: number): PrinterStatus {
  const isOut = (answer & 0x0c) !== 0;
  return isOut === (status.paperEnd === true) ? status : { ...status, paperEnd: isOut };
}

/** What keeps the printer from printing, null when nothing known does. */
export function blockingTrouble(status: PrinterStatus): PrinterTrouble | null {
  if (status.paperEnd === true) return 'paper-out';
  if (status.coverOpen === true) return 'cover-open';
  if (status.error === true) return 'printer-error';
  return null;
}

/** The worst thing to tell the cashier, null when all is well. */
export function printerTrouble(status: PrinterStatus): PrinterTrouble | null {
  return blockingTrouble(status) ?? (status.paperNearEnd === true ? 'paper-near-end' : null);
}
