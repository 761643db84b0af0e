import { describe, expect, it } from 'vitest';
import { starDrawerPulse } from '../../../src/drivers/drawer/star-drawer-pulse.ts';
import { type PrintedPaper, paperText } from '../../../src/drivers/virtual/paper.ts';
import { isStarPrnt, printStarPrnt } from '../../../src/drivers/virtual/star-prnt-interpreter.ts';
import { compileSlip } from '../../../src/receipts/escpos/compile.ts';
import { epson } from '../../../src/receipts/escpos/profiles/epson.ts';
import { starPrnt, starPrnt58 } from '../../../src/receipts/escpos/profiles/star-prnt.ts';
import { withSlipHead } from '../../../src/receipts/escpos/slip-head.ts';
import { loyaltySlip } from '../../../src/receipts/loyalty-slip.ts';
import { type SlipModel, textBlock } from '../../../src/receipts/model.ts';
import { testPage } from '../../../src/receipts/test-page.ts';
import { slipText } from '../../../src/receipts/text.ts';
import { expectGolden } from '../../support/golden.ts';
import { expectSamePicture, hexDump } from '../../support/golden-slip.ts';
import { qrCodesOf } from '../../support/printer-emulator-picture.ts';
import { fullSlip, richSlip } from '../slip-fixtures.ts';

/** Prints on an emulated Star printer; a command it does not know fails the test. */
const print = (bytes: Uint8Array, columns: number): PrintedPaper =>
  printStarPrnt(bytes, { columns, widthDots: columns * 12 }, (unknown) =>
    expect.fail(`a Star printer does not know ${Buffer.from(unknown).toString('hex')}`),
  );
const linesOf = (paper: PrintedPaper): string[] =>
  paperText(paper)
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe('a StarPRNT printer', () => {
  it.each([
    ['80 mm', 'full-ru-48-star-prnt', fullSlip, starPrnt],
    ['58 mm', 'rich-ru-32-star-prnt', richSlip, starPrnt58],
  ])('prints a slip on %s paper as it was', (_name, golden, input, profile) => {
    const bytes = compileSlip(loyaltySlip(input), profile);
    expectGolden(`test/golden/slips/${golden}.hex`, hexDump(bytes));
    const paper = print(bytes, profile.columns);
    expectSamePicture(`test/golden/slips/${golden}.png`, paper);
    const coupons = (input.coupons ?? []).map(({ code }) => `kopilka:coupon:${code}`);
    const survey = input.surveyUrl === undefined ? [] : [input.surveyUrl];
    expect(qrCodesOf(paper)).toEqual([...coupons, input.balanceUrl, ...survey]);
    expect(paper.items.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
  });

  it.each([
    ['test-page-ru-48-star-prnt', 'ru', starPrnt],
    ['test-page-en-32-star-prnt', 'en', starPrnt58],
  ] as const)('prints the test page as it was: %s', (golden, language, profile) => {
    const bytes = compileSlip(testPage(profile, language, '22.11.2026 14:05'), profile);
    expectGolden(`test/golden/slips/${golden}.hex`, hexDump(bytes));
    const paper = print(bytes, profile.columns);
    expectSamePicture(`test/golden/slips/${golden}.png`, paper);
    expect(qrCodesOf(paper)).toEqual(['kopilka:test']);
  });

  it('prints the lines that the preview shows, whatever width the till sets', () => {
    const model = loyaltySlip(fullSlip).filter(({ kind }) => kind !== 'qr');
    for (const columns of [48, 40, 32]) {
      const paper = print(compileSlip(model, { ...starPrnt, columns }), columns);
      expect(linesOf(paper)).toEqual(
        slipText(model, columns)
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
    }
  });

  it('sets bold and size for their lines only, in the middle by spaces', () => {
    const model: SlipModel = [
      textBlock('plain'),
      textBlock('loud', { bold: true, size: 'large', align: 'center' }),
      textBlock('plain again', { align: 'right' }),
    ];
    const paper = print(compileSlip(model, { ...starPrnt, columns: 20 }), 20);
    expect(
      paper.items.flatMap((item) =>
        item.kind === 'line' ? item.runs.map(({ text, bold, width }) => [text, bold, width]) : [],
      ),
    ).toEqual([
      ['plain', false, 1],
      ['   loud', true, 2],
      ['         plain again', false, 1],
    ]);
  });

  it('draws QR codes of Cyrillic, and bar codes', () => {
    const codes: SlipModel = [
      { kind: 'qr', data: 'Привет, копилка', caption: null },
      { kind: 'barcode', data: 'KP-0000000017' },
    ];
    const paper = print(compileSlip(codes, starPrnt), 48);
    expect(qrCodesOf(paper)).toEqual(['Привет, копилка']);
    expect(paper.items).toContainEqual({ kind: 'barcode', align: 'center', text: 'KP-0000000017' });
  });

  it.each([starPrnt, starPrnt58])('draws what fits the paper and prints the rest as text: $id', (profile) => {
    const printed = (block: SlipModel[number]): string[] => {
      const paper = print(compileSlip([block], profile), profile.columns);
      return paper.items.flatMap((item) => ('text' in item ? [item.kind, item.text] : []));
    };
    const widest = profile === starPrnt ? 23 : 14;
    const data = 'K'.repeat(widest);
    expect(printed({ kind: 'barcode', data })).toEqual(['barcode', data]);
    expect(printed({ kind: 'barcode', data: `${data}K` })).toEqual([]);
    // What begins a function in Star's Code 128, or a code set in the package's, is printed as text.
    for (const odd of ['KP%17', '{KP17']) expect(printed({ kind: 'barcode', data: odd })).toEqual([]);
    expect(
      linesOf(print(compileSlip([{ kind: 'barcode', data: `${data}K` }], profile), profile.columns)),
    ).toEqual([`${data}K`]);
    for (const bytes of [600, 1500, 2331]) {
      const qr = 'x'.repeat(bytes);
      const shown = printed({ kind: 'qr', data: qr, caption: null });
      expect(shown).toEqual(['qr', qr]);
    }
    const tooMuch = 'x'.repeat(2332);
    const lines = linesOf(
      print(compileSlip([{ kind: 'qr', data: tooMuch, caption: null }], profile), profile.columns),
    );
    expect(lines.join('')).toBe(tooMuch);
  });

  it('prints КОПИЯ above a stored slip that clears what was not printed yet', () => {
    const stored = compileSlip(loyaltySlip(fullSlip), starPrnt);
    const bytes = withSlipHead(stored, { logo: null, copyIn: 'ru' }, starPrnt);
    expect(linesOf(print(bytes, 48))).toEqual(['КОПИЯ', ...linesOf(print(stored, 48))]);
    // Page mode on and off: the heading leaves the printer's memory before CAN empties it.
    const heading = Buffer.from(bytes.subarray(0, bytes.length - stored.length)).toString('hex');
    expect(heading).toMatch(/1b1d50301b1d5031(0a0d)?$/);
  });

  it('is told from ESC/POS by its bytes, and opens a drawer in its own way', () => {
    expect(isStarPrnt(compileSlip([], starPrnt))).toBe(true);
    expect(isStarPrnt(compileSlip([], epson))).toBe(false);
    expect([...starDrawerPulse({ pin: 2, onMs: 120, offMs: 240 })]).toEqual([0x1b, 0x07, 12, 24, 0x07]);
    expect([...starDrawerPulse({ pin: 5, onMs: 20, offMs: 5000 })]).toEqual([0x1b, 0x07, 2, 127, 0x1a]);
  });
});
