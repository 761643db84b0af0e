import { describe, expect, it } from 'vitest';
import { type PrintedPaper, paperText } from '../../src/drivers/virtual/paper.ts';
import { epsonRom, type PrinterRom } from '../../src/drivers/virtual/printer-rom.ts';
import { printStarPrnt } from '../../src/drivers/virtual/star-prnt-interpreter.ts';
import { compileSlip } from '../../src/receipts/escpos/compile.ts';
import { findProfile } from '../../src/receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../../src/receipts/escpos/profile.ts';
import { type SlipHead, withSlipHead } from '../../src/receipts/escpos/slip-head.ts';
import { layoutSlip } from '../../src/receipts/layout.ts';
import { largestLogoBytes, logoOfPng, tallestLogoDots } from '../../src/receipts/logo.ts';
import { loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import type { SlipPicture } from '../../src/receipts/picture.ts';
import { slipText } from '../../src/receipts/text.ts';
import { emulatedPrint } from '../support/emulated-print.ts';
import { expectGolden } from '../support/golden.ts';
import { expectSamePicture, hexDump } from '../support/golden-slip.ts';
import { type Colour, logoPng, pngOf } from '../support/logo-png.ts';
import { qrCodesOf } from '../support/printer-emulator-picture.ts';
import { guestSlip, richSlip } from './slip-fixtures.ts';

function profileOf(id: string, columns: number | null = null): PrinterProfile {
  const profile = findProfile(id, columns);
  if (profile === null) throw new Error(`${id} is a profile`);
  return profile;
}
function logoFor({ widthDots }: PrinterProfile, file = logoPng()): SlipPicture {
  const logo = logoOfPng(file, widthDots);
  if (!logo.ok) throw new Error(logo.error.code);
  return logo.value;
}
const romFor = ({ columns, widthDots }: PrinterProfile): PrinterRom => ({ ...epsonRom, columns, widthDots });
const print = (bytes: Uint8Array, profile: PrinterProfile): PrintedPaper =>
  profile.language === 'star-prnt'
    ? printStarPrnt(bytes, profile, (unknown) => expect.fail(Buffer.from(unknown).toString('hex')))
    : emulatedPrint(bytes, romFor(profile));
/** Black dots of the first picture on a paper, row by row as text. */
function dotsOf(paper: PrintedPaper, widthDots: number): string[] {
  const picture = paper.items.find(({ kind }) => kind === 'picture');
  if (picture?.kind !== 'picture') return [];
  return picture.rows.map((row) =>
    Array.from(row, (byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, widthDots)
      .replaceAll('0', '.'),
  );
}

const blackDot: Colour = [0, 0, 0, 255];
const whiteDot: Colour = [255, 255, 255, 255];

describe('a logo', () => {
  it.each([
    ['logo-ru-48-epson', 'epson', guestSlip],
    ['logo-ru-32-epson', 'epson-58', richSlip],
    ['logo-ru-32-clone', 'pos-5890', guestSlip],
    ['logo-ru-48-star-prnt', 'star-prnt', guestSlip],
    ['logo-ru-32-star-prnt', 'star-prnt-58', richSlip],
  ])('%s: stands at the head of a slip, as it was', (name, profileId, input) => {
    const profile = profileOf(profileId);
    const stored = compileSlip(loyaltySlip(input), profile);
    const bytes = withSlipHead(stored, { logo: logoFor(profile), copyIn: null }, profile);
    const paper = print(bytes, profile);
    expectGolden(`test/golden/slips/${name}.hex`, hexDump(bytes));
    expectSamePicture(`test/golden/slips/${name}.png`, paper);
    expect(paper.items[0]).toMatchObject({ kind: 'picture', align: 'center' });
    // A Star printer ends the head's job with a line of its own.
    const words = paperText(paper).slice(profile.language === 'star-prnt' ? 1 : 0);
    expect(words).toEqual(paperText(print(stored, profile)));
    const codes = { columns: paper.columns, items: paper.items.slice(1) };
    expect(qrCodesOf(codes)).toEqual(qrCodesOf(print(stored, profile)));
  });

  it('is on the slip that the docs show, which is what comes out', () => {
    const profile = profileOf('epson');
    const stored = compileSlip(loyaltySlip(richSlip), profile);
    const bytes = withSlipHead(stored, { logo: logoFor(profile), copyIn: null }, profile);
    expectSamePicture('docs/images/slip.png', print(bytes, profile));
  });

  it.each(['epson', 'star-prnt'])('is printed dot by dot on %s, beyond whole bytes and portions', (id) => {
    const profile = profileOf(id);
    // A cross of single dots, 21 wide and 101 high: a last byte of 5 dots, a second portion of 5 rows.
    const file = pngOf(21, 101, (x, y) => (x === 10 || y === 98 ? blackDot : whiteDot));
    const bytes = compileSlip([{ kind: 'logo', picture: logoFor(profile, file) }], profile);
    const rows = dotsOf(print(bytes, profile), 21);
    // A Star printer draws whole strips.
    expect(rows.slice(101).every((row) => !row.includes('1'))).toBe(true);
    expect(rows.slice(0, 101)).toEqual(
      Array.from({ length: 101 }, (_unused, y) => (y === 98 ? '1'.repeat(21) : '..........1..........')),
    );
  });

  it('scatters a colour, keeps black and white as they are, and sees what can be seen through as paper', () => {
    const share = (colour: Colour): number => {
      const { rows } = logoFor(
        profileOf('epson'),
        pngOf(64, 64, (x) => (x === 0 ? blackDot : colour)),
      );
      const ones = rows.flatMap((row) => [...row].map((byte) => byte.toString(2).replaceAll('0', '').length));
      return (ones.reduce((sum, count) => sum + count, 0) - 64) / (63 * 64);
    };
    expect(share(whiteDot)).toBe(0);
    expect(share([0, 0, 0, 0])).toBe(0);
    expect(share(blackDot)).toBe(1);
    expect(share([128, 128, 128, 255])).toBeCloseTo(0.5, 1);
    expect(share([255, 255, 0, 255])).toBeCloseTo(0.114, 1);
    expect(share([0, 0, 0, 128])).toBeCloseTo(0.5, 1);
  });

  it('is refused where it is none, too large for this paper, damaged or blank', () => {
    const code = (file: Uint8Array, widthDots = 384): unknown => {
      const logo = logoOfPng(file, widthDots);
      return logo.ok ? 'fine' : logo.error;
    };
    expect(code(logoPng(384))).toBe('fine');
    expect(code(new Uint8Array())).toEqual({ code: 'not-png' });
    expect(code(Buffer.from('GIF89a, and long enough to be read'))).toEqual({ code: 'not-png' });
    expect(code(logoPng(385))).toEqual({ code: 'too-wide', isDots: 385, mostDots: 384 });
    expect(code(pngOf(8, tallestLogoDots + 1, () => blackDot))).toEqual({
      ...{ code: 'too-tall', isDots: tallestLogoDots + 1 },
      mostDots: tallestLogoDots,
    });
    expect(code(logoPng().subarray(0, 200))).toEqual({ code: 'damaged' });
    expect(code(pngOf(64, 64, () => whiteDot))).toEqual({ code: 'blank' });
    expect(code(Buffer.concat([logoPng(), Buffer.alloc(largestLogoBytes)]))).toMatchObject({
      code: 'too-large',
    });
    // One that says of itself that it is huge is refused before it is unpacked.
    const huge = Buffer.from(logoPng());
    huge.writeUInt32BE(100_000, 16);
    expect(code(huge)).toMatchObject({ code: 'too-wide', isDots: 100_000 });
  });

  it('may be absent: then a slip goes to the printer byte by byte as it is stored', () => {
    const profile = profileOf('epson');
    const stored = compileSlip(loyaltySlip(richSlip), profile);
    const head: SlipHead = { logo: null, copyIn: null };
    expect(withSlipHead(stored, head, profile)).toBe(stored);
    const bare = profileOf('epson-no-cyrillic');
    const picture: SlipPicture = { widthDots: 8, rows: [Uint8Array.of(0xff)] };
    expect(compileSlip([{ kind: 'logo', picture }], bare)).toEqual(compileSlip([], bare));
  });

  it('stands above the word that marks a copy, and is no line of text', () => {
    const profile = profileOf('epson');
    const logo = logoFor(profile);
    const stored = compileSlip(loyaltySlip(guestSlip), profile);
    const paper = print(withSlipHead(stored, { logo, copyIn: 'ru' }, profile), profile);
    expect(paper.items.slice(0, 2).map(({ kind }) => kind)).toEqual(['picture', 'line']);
    expect(paperText(paper)[0]).toBe('КОПИЯ');
    expect(slipText([{ kind: 'logo', picture: logo }], 48)).toEqual([]);
    expect(layoutSlip([{ kind: 'logo', picture: logo }], 48)).toHaveLength(1);
  });

  it('has the dots of the paper that the till sets, not of the widest that the printer takes', () => {
    expect(profileOf('epson', 32).widthDots).toBe(384);
    expect(profileOf('epson', 48).widthDots).toBe(576);
  });
});
