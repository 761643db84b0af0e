import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { PrintedPaper } from '../../src/drivers/virtual/paper.ts';
import { epsonRom, gbStartRom, type PrinterRom, rongtaRom } from '../../src/drivers/virtual/printer-rom.ts';
import { compileSlip } from '../../src/receipts/escpos/compile.ts';
import { findProfile } from '../../src/receipts/escpos/find-profile.ts';
import { type LoyaltySlipInput, loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import { emulatedPrint } from '../support/emulated-print.ts';
import { expectGolden } from '../support/golden.ts';
import { paperPicture, pngBytes, qrCodesOf } from '../support/printer-emulator-picture.ts';
import { root } from '../support/repository.ts';
import { fullSlip, fullSlipEnglish, guestSlip, richSlip, richSlipEnglish } from './slip-fixtures.ts';

/** The bytes as a person can compare them: sixteen on a line. */
const hexDump = (bytes: Uint8Array): string =>
  `${
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,32}/g)
      ?.join('\n') ?? ''
  }\n`;

function expectSamePicture(path: string, paper: PrintedPaper): void {
  const drawn = paperPicture(paper);
  const file = join(root, path);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pngBytes(drawn));
  }
  if (!existsSync(file))
    expect.fail(`${path} is missing. If it should be new, run again with UPDATE_GOLDENS=1.`);
  const golden = PNG.sync.read(readFileSync(file));
  expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height]);
  expect(drawn.data.equals(golden.data), `${path} looks different; look at both before you change it`).toBe(
    true,
  );
}

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
