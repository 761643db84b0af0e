import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { EscposInterpreter } from '../../../src/drivers/virtual/escpos-interpreter.ts';
import { type PrintedPaper, paperText } from '../../../src/drivers/virtual/paper.ts';
import {
  epsonRom,
  gbStartRom,
  type PrinterRom,
  rongtaRom,
} from '../../../src/drivers/virtual/printer-rom.ts';
import { compileSlip } from '../../../src/receipts/escpos/compile.ts';
import { findProfile, printerProfiles, profileOfPrinter } from '../../../src/receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../../../src/receipts/escpos/profile.ts';
import { qrModules } from '../../../src/receipts/escpos/qr-code.ts';
import { withSlipHead } from '../../../src/receipts/escpos/slip-head.ts';
import { loyaltySlip } from '../../../src/receipts/loyalty-slip.ts';
import { columnsBlock, type SlipModel, textBlock } from '../../../src/receipts/model.ts';
import { slipText } from '../../../src/receipts/text.ts';
import { qrCodesOf } from '../../support/printer-emulator-picture.ts';
import { fullSlip } from '../slip-fixtures.ts';

const profile = (id: string): PrinterProfile => {
  const found = findProfile(id);
  if (found === null) throw new Error(`${id} is a profile`);
  return found;
};

function print(bytes: Uint8Array, rom: PrinterRom): { paper: PrintedPaper; unknown: string[] } {
  const unknown: string[] = [];
  const printer = new EscposInterpreter({
    rom,
    reply: () => undefined,
    onUnknown: (found) => unknown.push(Buffer.from(found).toString('hex')),
  });
  printer.push(bytes);
  return { paper: printer.takePaper(), unknown };
}

/** The lines of the full slip as the preview shows them, without those of its QR code. */
const textWithoutCode = (columns: number): string[] =>
  slipText(
    loyaltySlip(fullSlip).map((block) =>
      block.kind === 'qr' ? textBlock(block.caption ?? '', { align: 'center' }) : block,
    ),
    columns,
  )
    .map((line) => line.trim())
    .filter((line) => line !== '');

it('prints Cyrillic under the number and in the encoding of the config', () => {
  const printer = { profile: 'epson', width: null, codePage: 46, encoding: 'cp1251' } as const;
  const bytes = compileSlip([textBlock('Съешь ещё булок № 5')], profileOfPrinter(printer));
  expect(paperText(print(bytes, epsonRom).paper)).toEqual(['Съешь ещё булок № 5']);
});

describe('compileSlip', () => {
  it('starts every job by undoing what another program may have left', () => {
    const hex = Buffer.from(compileSlip([], profile('epson'))).toString('hex');
    expect(hex).toBe('1b401d610f1c2e1b7411');
  });

  it('speaks to every profile in commands that a printer with its facts understands', () => {
    for (const one of printerProfiles.filter(({ language }) => language === 'esc-pos')) {
      const rom: PrinterRom = {
        ...epsonRom,
        columns: one.columns,
        widthDots: one.widthDots,
        codePages: one.codePage === null ? { 0: 'cp437' } : { [one.codePage.number]: one.codePage.encoding },
        answersAutomaticStatus: one.automaticStatus,
        drawsQr: one.qr === 'native',
        startsInChinese: true,
      };
      const { paper, unknown } = print(compileSlip(loyaltySlip(fullSlip), one), rom);
      expect(unknown, one.id).toEqual([]);
      expect(paperText(paper).join('\n'), one.id).toContain(one.codePage === null ? 'ITOGO' : 'ИТОГО');
      if (one.qr !== 'none') expect(qrCodesOf(paper), one.id).toEqual([fullSlip.balanceUrl]);
      else expect(paperText(paper).join(''), one.id).toContain('hub.example/c/2900000000018');
      const shown = paperText(paper).map((line) => line.trim());
      if (one.codePage !== null && one.qr !== 'none')
        expect(
          shown.filter((line) => line !== ''),
          one.id,
        ).toEqual(textWithoutCode(one.columns));
      expect(paper.items.filter((item) => item.kind === 'cut')).toHaveLength(one.cut === 'none' ? 0 : 1);
    }
  });

  it('prints the lines that the preview shows', () => {
    const model = loyaltySlip(fullSlip).filter((block) => block.kind !== 'qr');
    const { paper } = print(compileSlip(model, profile('epson-42')), { ...epsonRom, columns: 42 });
    const shown = slipText(model, 42)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    expect(
      paperText(paper)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ).toEqual(shown);
  });

  it('sets bold and size for their lines only', () => {
    const model: SlipModel = [
      textBlock('plain'),
      textBlock('loud', { bold: true, size: 'large', align: 'center' }),
      columnsBlock('sum', '5', { bold: true }),
      textBlock('plain again'),
    ];
    const { paper } = print(compileSlip(model, profile('epson')), epsonRom);
    expect(
      paper.items.flatMap((item) =>
        item.kind === 'line' ? [[item.align, ...item.runs.map(({ text, ...look }) => look)]] : [],
      ),
    ).toEqual([
      ['left', { bold: false, underline: false, width: 1, height: 1 }],
      ['center', { bold: true, underline: false, width: 2, height: 2 }],
      ['left', { bold: true, underline: false, width: 1, height: 1 }],
      ['left', { bold: false, underline: false, width: 1, height: 1 }],
    ]);
  });

  it('prints a bar code, and its text where the printer or the data cannot', () => {
    const barcode: SlipModel = [{ kind: 'barcode', data: 'KP-{1}' }];
    expect(print(compileSlip(barcode, profile('epson')), epsonRom)).toEqual({
      paper: { columns: 48, items: [{ kind: 'barcode', align: 'center', text: 'KP-{1}' }] },
      unknown: [],
    });
    const cyrillic = print(compileSlip([{ kind: 'barcode', data: 'Купон' }], profile('epson')), epsonRom);
    expect(paperText(cyrillic.paper)).toEqual(['Купон']);
  });

  const printersOf = (one: PrinterProfile): PrinterRom => ({
    ...epsonRom,
    columns: one.columns,
    widthDots: one.widthDots,
    codePages: one.codePage === null ? { 0: 'cp437' } : { [one.codePage.number]: one.codePage.encoding },
    answersAutomaticStatus: one.automaticStatus,
    drawsQr: one.qr === 'native',
  });
  const codes = [
    ...[14, 15, 23, 24, 39, 40].flatMap((length) => ['7'.repeat(length), 'K'.repeat(length)]),
    'KP0000000000000001',
  ];

  it.each(codes)('prints the bar code %s on every paper: as bars that fit, else as text', (data) => {
    for (const one of printerProfiles.filter(({ language }) => language === 'esc-pos')) {
      const { paper, unknown } = print(compileSlip([{ kind: 'barcode', data }], one), printersOf(one));
      expect(unknown, one.id).toEqual([]);
      const bars = paper.items.flatMap((item) => (item.kind === 'barcode' ? [item.text] : []));
      expect([...bars, paperText(paper).join('')].join(''), one.id).toBe(data);
    }
  });

  it('prints the bars of digits in pairs where single ones do not fit', () => {
    const shown = (id: string, data: string): string => {
      const [item] = print(compileSlip([{ kind: 'barcode', data }], profile(id)), printersOf(profile(id)))
        .paper.items;
      return item?.kind ?? 'nothing';
    };
    expect(shown('epson-58', 'K'.repeat(14))).toBe('barcode');
    expect(shown('epson-58', 'K'.repeat(15))).toBe('line');
    expect(shown('epson-58', '7'.repeat(28))).toBe('barcode');
    expect(shown('epson-58', '7'.repeat(29))).toBe('line');
    expect(shown('epson-58', 'KP0000000000000001')).toBe('barcode');
    expect(shown('epson', '7'.repeat(40))).toBe('barcode');
    expect(shown('epson', 'K'.repeat(24))).toBe('line');
  });

  it.each([300, 1500, 2331, 2332, 8000])(
    'prints %s bytes as a QR code that fits every paper, else as text',
    (length) => {
      const data = `https://a.example/${'x'.repeat(length - 18)}`;
      for (const one of printerProfiles.filter(({ language }) => language === 'esc-pos')) {
        const { paper, unknown } = print(
          compileSlip([{ kind: 'qr', data, caption: null }], one),
          printersOf(one),
        );
        expect(unknown, one.id).toEqual([]);
        const isCode = paper.items.some(({ kind }) => kind === 'qr' || kind === 'picture');
        expect(isCode ? data : paperText(paper).join(''), one.id).toBe(data);
        if (length === 300 && ['epson', 'pos-5890'].includes(one.id))
          expect(qrCodesOf(paper), one.id).toEqual([data]);
        if (length > 2331) expect(isCode, one.id).toBe(false);
      }
    },
  );

  it('knows how many modules a code of so many bytes has', () => {
    for (const bytes of [1, 14, 15, 560, 561, 1264, 1265, 2213, 2214, 2331]) {
      const { modules } = create([{ data: new Uint8Array(bytes).fill(97), mode: 'byte' }], {
        errorCorrectionLevel: 'M',
      });
      expect(qrModules(bytes), `${bytes} bytes`).toBe(modules.size);
    }
    expect(qrModules(2332)).toBeNull();
  });

  it('prints a code that is text as one line, whatever it holds', () => {
    const wide = 'BEGIN:VCARD\n\x1b@\x07₽'.padEnd(3000, 'x');
    const { paper, unknown } = print(
      compileSlip([{ kind: 'qr', data: wide, caption: null }], profile('epson')),
      epsonRom,
    );
    expect(unknown).toEqual([]);
    expect(paperText(paper).join('')).toContain('BEGIN:VCARD @руб.xxx');
  });

  it('prints a QR code of Cyrillic that reads back', () => {
    const { paper } = print(
      compileSlip([{ kind: 'qr', data: 'Привет, копилка', caption: null }], profile('epson')),
      epsonRom,
    );
    expect(qrCodesOf(paper)).toEqual(['Привет, копилка']);
  });
});

describe('printers that are taken for another', () => {
  const model = [textBlock('Привет')];
  it('would print accents through the page of another maker', () => {
    const { paper } = print(
      compileSlip(model, { ...profile('rongta'), codePage: { number: 17, encoding: 'cp866' } }),
      rongtaRom,
    );
    expect(paperText(paper).join('')).not.toContain('Привет');
  });
  it('would print hieroglyphs if Chinese mode were not cancelled', () => {
    const bytes = Buffer.from(compileSlip(model, profile('pos-5890'))).filter((byte, index, all) => {
      const cancel = (byte === 0x1c && all[index + 1] === 0x2e) || (byte === 0x2e && all[index - 1] === 0x1c);
      return !cancel;
    });
    expect(paperText(print(bytes, gbStartRom).paper).join('')).toMatch(/\p{Script=Han}/u);
    expect(paperText(print(compileSlip(model, profile('pos-5890')), gbStartRom).paper)).toContain('Привет');
  });
});

describe('profiles', () => {
  it('never widen the paper beyond what the printer has', () => {
    expect(findProfile('epson', 32)?.columns).toBe(32);
    expect(findProfile('pos-5890', 48)?.columns).toBe(32);
    expect(findProfile('typewriter')).toBeNull();
  });
  it('have ids of their own', () => {
    expect(new Set(printerProfiles.map((one) => one.id)).size).toBe(printerProfiles.length);
  });
});

it('marks a reprint as a copy and leaves the slip below it as it was', () => {
  const stored = compileSlip(loyaltySlip(fullSlip), profile('epson'));
  for (const [language, heading] of [
    ['ru', 'КОПИЯ'],
    ['en', 'COPY'],
  ] as const) {
    const { paper, unknown } = print(
      withSlipHead(stored, { logo: null, copyIn: language }, profile('epson')),
      epsonRom,
    );
    expect(unknown).toEqual([]);
    const [first = '', ...rest] = paperText(paper);
    expect(first.trim()).toBe(heading);
    expect(rest).toEqual(paperText(print(stored, epsonRom).paper));
  }
});
