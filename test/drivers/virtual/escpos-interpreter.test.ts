import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EscposInterpreter } from '../../../src/drivers/virtual/escpos-interpreter.ts';
import { paperForViewer, paperText } from '../../../src/drivers/virtual/paper.ts';
import {
  epsonRom,
  gbStartRom,
  type PrinterRom,
  printerRoms,
} from '../../../src/drivers/virtual/printer-rom.ts';

function printerOf(rom: PrinterRom): {
  printer: EscposInterpreter;
  replies: string[];
  unknown: string[];
  pulses: () => number;
} {
  const replies: string[] = [];
  const unknown: string[] = [];
  let pulses = 0;
  const printer = new EscposInterpreter({
    rom,
    reply: (bytes) => replies.push(Buffer.from(bytes).toString('hex')),
    onUnknown: (bytes) => unknown.push(Buffer.from(bytes).toString('latin1')),
    onDrawerPulse: () => {
      pulses += 1;
    },
  });
  return { printer, replies, unknown, pulses: () => pulses };
}
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const sevens = (count: number): string => '7'.repeat(count);
/** 79 bytes with 7 % correction are 37 modules: at 16 dots each they are wider than 80 mm paper. */
const wideQr = `\x1d(k\x03\x001C\x10\x1d(k\x52\x001P0${'a'.repeat(79)}\x1d(k\x03\x001Q0`;

describe('the virtual printer', () => {
  it('reads bar codes in letters and in pairs of digits, as wide as their bars', () => {
    const { printer, unknown } = printerOf(epsonRom);
    printer.push(bytes(`\x1dw\x02\x1dk\x49\x19{B${sevens(23)}\x1dk\x49\x0a{BA{{1{C\x00\x2a`));
    expect(unknown).toEqual([]);
    expect(printer.paper().items).toEqual([
      { kind: 'barcode', align: 'left', text: sevens(23) },
      { kind: 'barcode', align: 'left', text: 'A{10042' },
    ]);
    printer.push(bytes(`\x1dk\x49\x1a{B${sevens(24)}`));
    expect(unknown).toHaveLength(1);
  });

  it('ends a full line by itself', () => {
    const { printer } = printerOf({ ...epsonRom, columns: 10 });
    printer.push(bytes('0123456789AB\n\x1d!\x1101234\n012345\n'));
    expect(paperText(printer.paper())).toEqual(['0123456789', 'AB', '01234', '01234', '5']);
  });

  it('goes back to its power-on state at ESC @', () => {
    const { printer, replies } = printerOf(epsonRom);
    printer.push(bytes('\x1da\x0f\x1bt\x11\x1bE\x01\x1ba\x01\x1b@'));
    printer.setSensors({ coverOpen: true });
    printer.push(bytes('\x9f\n'));
    expect(replies).toEqual(['1000000f']);
    expect(printer.paper().items).toEqual([
      {
        kind: 'line',
        align: 'left',
        runs: [{ text: 'ƒ', bold: false, underline: false, width: 1, height: 1 }],
      },
    ]);
  });

  it('announces its sensors when automatic status is on', () => {
    const { printer, replies } = printerOf(epsonRom);
    printer.push(bytes('\x1da\x0f'));
    printer.setSensors({ coverOpen: true });
    printer.setSensors({ coverOpen: false, paperEnd: true });
    expect(replies).toEqual(['1000000f', '3800000f', '18000f0f']);
  });

  it('answers questions in the order of the job', () => {
    const { printer, replies } = printerOf(epsonRom);
    printer.push(bytes('\x10\x04\x02text\n\x1d(H\x06\x0000ABCD\x1dr\x01\x1dIC'));
    expect(replies).toEqual([
      '12',
      '37224142434400',
      '00',
      `5f${Buffer.from('TM-T20III').toString('hex')}00`,
    ]);
  });

  it('prints hieroglyphs in Chinese mode until it is cancelled', () => {
    const { printer } = printerOf(gbStartRom);
    printer.push(bytes('\xc4\xe3\n\x1c.\x1bt\x11\x8f\xe0\xa8\n'));
    expect(paperText(printer.paper())).toEqual(['你', 'При']);
  });

  it.each([
    ['a command nobody knows', '\x1b5', '\x1b5'],
    ['a page the ROM lacks', '\x1bt\x63', 'ESC t \x63'],
    ['a control byte', '\x07', '\x07'],
    ['another dialect of QR codes', '\x1dZ\x02', '\x1dZ'],
    ['a QR function nobody knows', '\x1d(k\x03\x0011\x30', 'GS (k \x03\x0011\x30'],
    ['bars of one dot', '\x1dw\x01', 'GS w \x01'],
    ['a bar code wider than the paper', `\x1dk\x49\x11{B${sevens(15)}`, `GS k \x49\x11{B${sevens(15)}`],
    ['a bar code of pairs with half a pair', '\x1dk\x49\x04{C\x07\x64', 'GS k \x49\x04{C\x07\x64'],
    ['a QR code wider than the paper', wideQr, 'GS (k \x03\x001Q0'],
    ['a bar code it cannot draw', '\x1dk\x02123456789012\x00', 'GS k \x02123456789012\x00'],
  ])('reports %s', (_name, sent, reported) => {
    const { printer, unknown } = printerOf(epsonRom);
    printer.push(bytes(sent));
    expect(unknown[0]).toBe(reported);
  });

  it('kicks the drawer', () => {
    const { printer, pulses, unknown } = printerOf(epsonRom);
    printer.push(bytes('\x1bp\x00\x19\xfa'));
    expect([pulses(), unknown]).toEqual([1, []]);
  });

  it('shows pictures sent in portions as one, and leaves them out for a viewer of characters', () => {
    const { printer } = printerOf(epsonRom);
    printer.push(bytes('\x1dv0\x00\x01\x00\x02\x00\xf0\x0f\x1dv0\x00\x01\x00\x01\x00\xff'));
    expect(printer.paper().items).toEqual([
      {
        kind: 'picture',
        align: 'left',
        rows: [Uint8Array.of(0xf0), Uint8Array.of(0x0f), Uint8Array.of(0xff)],
      },
    ]);
    expect(paperForViewer(printer.paper()).items).toEqual([]);
  });

  it('prints the same however the bytes are cut into portions, and survives any', () => {
    const command = fc.constantFrom(
      '\x1b@',
      '\x1bt\x11',
      '\x1b!\x30',
      '\x1bE\x01',
      '\x1ba\x01',
      '\x1dV\x00',
      '\x1dVA\x03',
      '\x1c.',
      'Text\n',
      '\x1d(k\x03\x001C\x05',
      '\x1d(k\x05\x001P0ab',
      '\x1d(k\x03\x001Q0',
      '\x1dv0\x00\x01\x00\x02\x00ab',
      '\x1dkI\x05{Babc',
      '\x10\x04\x01',
      '\x1d(H\x06\x0000ABCD',
    );
    const piece = fc.oneof(command.map(bytes), fc.uint8Array({ maxLength: 12 }));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(fc.nat(200), { maxLength: 10 }),
        fc.constantFrom(...printerRoms),
        (pieces, cuts, rom) => {
          const stream = Buffer.concat(pieces);
          const whole = printerOf(rom);
          whole.printer.push(stream);
          const cut = printerOf(rom);
          let start = 0;
          for (const end of [
            ...cuts.filter((place) => place < stream.length).sort((a, b) => a - b),
            stream.length,
          ]) {
            cut.printer.push(stream.subarray(start, end));
            start = end;
          }
          expect(cut.printer.paper()).toEqual(whole.printer.paper());
          expect(cut.replies).toEqual(whole.replies);
          expect(cut.unknown).toEqual(whole.unknown);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
