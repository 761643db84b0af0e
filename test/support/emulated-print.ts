import { expect } from 'vitest';
import { EscposInterpreter } from '../../src/drivers/virtual/escpos-interpreter.ts';
import type { PrintedPaper } from '../../src/drivers/virtual/paper.ts';
import type { PrinterRom } from '../../src/drivers/virtual/printer-rom.ts';

/** Prints on an emulated printer; a command it does not know fails the test. */
export function emulatedPrint(bytes: Uint8Array, rom: PrinterRom): PrintedPaper {
  const printer = new EscposInterpreter({
    rom,
    reply: () => undefined,
    onUnknown: (unknown) => expect.fail(`${rom.id} does not know ${Buffer.from(unknown).toString('hex')}`),
  });
  printer.push(bytes);
  return printer.takePaper();
}
