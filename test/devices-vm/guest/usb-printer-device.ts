/** A receipt printer at the device's end of the kernel's USB printer gadget, with the strict ESC/POS emulator behind it. */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { EscposInterpreter } from '../../../src/drivers/virtual/escpos-interpreter.ts';
import { paperText } from '../../../src/drivers/virtual/paper.ts';
import { epsonRom } from '../../../src/drivers/virtual/printer-rom.ts';

const pollMs = 5;
const portionBytes = 8192;

export interface UsbPrinterDevice {
  /** Takes so many bytes more and then nothing, as a printer does that jams; a portion of the line is taken whole. */
  stallAfter(bytes: number): void;
  isStalled(): boolean;
  resume(): void;
  /** What came out, a slip an entry. */
  readonly slips: string[];
  /** Bytes that no printer of this make would understand. */
  readonly unknown: Uint8Array[];
  /** Between unplugging and plugging in again: the kernel's gadget does not outlive an open file (6.1). */
  close(): void;
}

/** Resolves when the line's other end has taken notice of the printer: its file cannot be opened before. */
export async function startUsbPrinter(): Promise<UsbPrinterDevice> {
  const fd = await opened('/dev/g_printer0');
  const slips: string[] = [];
  const unknown: Uint8Array[] = [];
  const interpreter = new EscposInterpreter({
    rom: epsonRom,
    reply: (bytes) => say(fd, bytes),
    onUnknown: (bytes) => unknown.push(bytes),
  });
  let bytesToStall = Number.POSITIVE_INFINITY;
  const timer = setInterval(() => {
    while (bytesToStall > 0) {
      const portion = readPortion(fd);
      if (portion === null) return;
      bytesToStall -= portion.length;
      interpreter.push(portion);
      if (interpreter.paper().items.at(-1)?.kind === 'cut') {
        slips.push(paperText(interpreter.takePaper()).join('\n').trim());
      }
    }
  }, pollMs);
  return {
    slips,
    unknown,
    stallAfter(bytes) {
      bytesToStall = bytes;
    },
    isStalled: () => bytesToStall <= 0,
    resume() {
      bytesToStall = Number.POSITIVE_INFINITY;
    },
    close() {
      clearInterval(timer);
      closeSync(fd);
    },
  };
}

async function opened(path: string): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    } catch (failure) {
      if (codeOf(failure) !== 'ENODEV') throw failure;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}

/** An answer that nobody takes is lost when the printer's few buffers are full. */
function say(fd: number, bytes: Uint8Array): void {
  try {
    writeSync(fd, bytes);
  } catch (failure) {
    if (codeOf(failure) !== 'EAGAIN') throw failure;
  }
}

const codeOf = (failure: unknown): unknown =>
  failure instanceof Error && 'code' in failure ? failure.code : null;

/** What has come; null where nothing has, or nobody is plugged in. */
function readPortion(fd: number): Uint8Array | null {
  const buffer = new Uint8Array(portionBytes);
  try {
    const count = readSync(fd, buffer);
    return count > 0 ? buffer.subarray(0, count) : null;
  } catch {
    return null;
  }
}
