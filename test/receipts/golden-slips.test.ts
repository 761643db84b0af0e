import { describe, expect, it } from 'vitest';
import { EscposInterpreter } from '../../src/drivers/virtual/escpos-interpreter.ts';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { epsonRom, gbStartRom, type PrinterRom, rongtaRom } from '../../src/drivers/virtual/printer-rom.ts';
import { codePageTest } from '../../src/receipts/escpos/code-page-test.ts';
import { compileSlip } from '../../src/receipts/escpos/compile.ts';
import { findProfile } from '../../src/receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../../src/receipts/escpos/profile.ts';
import { type LoyaltySlipInput, loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import { testPage } from '../../src/receipts/test-page.ts';
import { emulatedPrint } from '../support/emulated-print.ts';
import { expectGolden } from '../support/golden.ts';
import { expectSamePicture, hexDump } from '../support/golden-slip.ts';
import { qrCodesOf } from '../support/printer-emulator-picture.ts';
import { fullSlip, fullSlipEnglish, guestSlip, richSlip, richSlipEnglish } from './slip-fixtures.ts';

const cases: ReadonlyArray<[string, LoyaltySlipInput, string, number, PrinterRom]> = [
  ['full-ru-42-epson', fullSlip, 'epson-42', 42, epsonRom],
  ['full-en-42-epson', fullSlipEnglish, 'epson-42', 42, epsonRom],
  ['full-ru-32-gb-start', fullSlip, 'pos-5890', 32, gbStartRom],
  ['full-en-32-epson', fullSlipEnglish, 'epson-58', 32, { ...epsonRom, columns: 32, widthDots: 384 }],
  ['full-ru-42-rongta', fullSlip, 'rongta', 42, rongtaRom],
  ['guest-ru-48-epson', guestSlip, 'epson', 48, epsonRom],
  ['rich-ru-42-rongta', richSlip, 'rongta', 42, rongtaRom],
  ['rich-en-32-epson', richSlipEnglish, 'epson-58', 32, { ...epsonRom, columns: 32, widthDots: 384 }],
];

/** Pages that a person sets a printer up with. */
const pageFor = (language: 'ru' | 'en', profile: PrinterProfile): Uint8Array =>
  compileSlip(testPage(profile, language, '22.11.2026 14:05'), profile);
const profileOf = (id: string): PrinterProfile => {
  const profile = findProfile(id);
  if (profile === null) throw new Error(`${id} is a profile`);
  return profile;
};

describe('golden pages of the setup', () => {
  it.each([
    ['test-page-ru-48-epson', 'ru', 'epson', epsonRom],
    ['test-page-en-32-epson', 'en', 'epson-58', { ...epsonRom, columns: 32, widthDots: 384 }],
    ['test-page-ru-32-clone', 'ru', 'pos-5890', gbStartRom],
  ] as const)('%s is printed as it was, its code can be read', (name, language, profileId, rom) => {
    const bytes = pageFor(language, profileOf(profileId));
    const paper = emulatedPrint(bytes, rom);
    expectGolden(`test/golden/slips/${name}.hex`, hexDump(bytes));
    expectSamePicture(`test/golden/slips/${name}.png`, paper);
    expect(qrCodesOf(paper)).toEqual(['kopilka:test']);
  });

  it.each([
    ['code-pages-epson', epsonRom, ['17', '46']],
    ['code-pages-rongta', rongtaRom, ['7', '6']],
  ] as const)('%s is printed as it was: the line of the right number can be read', (name, rom, numbers) => {
    const bytes = codePageTest();
    // A printer keeps the page it has where it lacks one, and prints what it can.
    const printer = new EscposInterpreter({ rom, reply: () => undefined, onUnknown: () => undefined });
    printer.push(bytes);
    const paper = printer.takePaper();
    expectGolden('test/golden/slips/code-pages.hex', hexDump(bytes));
    expectSamePicture(`test/golden/slips/${name}.png`, paper);
    const readable = paperText(paper).filter((line) => line.includes('Привет, Ёжик № 5'));
    expect(readable.map((line) => line.trim().split(':')[0])).toEqual(numbers);
  });
});

describe('golden slips', () => {
  it.each(cases)('%s is printed as it was', (name, input, profileId, columns, rom) => {
    const profile = findProfile(profileId, columns);
    if (profile === null) throw new Error(`${profileId} is a profile`);
    const bytes = compileSlip(loyaltySlip(input), profile);
    const paper = emulatedPrint(bytes, { ...rom, columns });
    expect(bytes.length).toBeLessThan(profile.qr === 'raster' ? 6144 : 3072);
    expectGolden(`test/golden/slips/${name}.hex`, hexDump(bytes));
    expectSamePicture(`test/golden/slips/${name}.png`, paper);
    const survey = input.surveyUrl === undefined ? [] : [input.surveyUrl];
    const coupons = (input.coupons ?? []).map(({ code }) => `kopilka:coupon:${code}`);
    expect(qrCodesOf(paper)).toEqual([...coupons, input.balanceUrl ?? input.joinUrl, ...survey]);
  });
});
