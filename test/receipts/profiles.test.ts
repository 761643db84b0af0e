import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answersEscPos } from '../../src/drivers/answers-esc-pos.ts';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { type PrinterRom, printerRoms } from '../../src/drivers/virtual/printer-rom.ts';
import { compileSlip } from '../../src/receipts/escpos/compile.ts';
import { familyProfiles, printerProfiles } from '../../src/receipts/escpos/find-profile.ts';
import type { PrinterProfile } from '../../src/receipts/escpos/profile.ts';
import { modelProfiles } from '../../src/receipts/escpos/profiles/models.ts';
import { loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import { emulatedPrint } from '../support/emulated-print.ts';
import { expectGolden } from '../support/golden.ts';
import { qrCodesOf } from '../support/printer-emulator-picture.ts';
import { fullSlip } from './slip-fixtures.ts';

/** Whether a printer with this ROM is one of those that the profile describes. */
const serves = (rom: PrinterRom, profile: PrinterProfile): boolean =>
  profile.language === 'esc-pos' &&
  profile.codePage !== null &&
  rom.codePages[profile.codePage.number] === profile.codePage.encoding &&
  (rom.drawsQr || profile.qr !== 'native') &&
  (rom.answersAutomaticStatus || !profile.automaticStatus);

describe('the profiles of printers', () => {
  it('of every model print the full slip on each printer of their kind, byte for byte as before', () => {
    const rows = printerProfiles.map((profile) => {
      const bytes = compileSlip(loyaltySlip(fullSlip), profile);
      const roms = printerRoms.filter((rom) => serves(rom, profile));
      for (const rom of roms) {
        const paper = emulatedPrint(bytes, {
          ...rom,
          columns: profile.columns,
          widthDots: profile.widthDots,
        });
        expect(paperText(paper).join('\n'), `${profile.id} on ${rom.id}`).toContain('ИТОГО');
        if (profile.qr !== 'none')
          expect(qrCodesOf(paper), `${profile.id} on ${rom.id}`).toEqual([fullSlip.balanceUrl]);
      }
      const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      return `${profile.id} ${bytes.length} ${digest} ${roms.map(({ id }) => id).join(' ') || '-'}`;
    });
    expectGolden('test/golden/slips/profiles.txt', `${rows.join('\n')}\n`);
  });

  it('are named in both languages, without a word of the other', () => {
    for (const { id, name } of printerProfiles) {
      expect(name.en, id).not.toMatch(/[а-яё]/i);
      // Makers' and models' names are Latin; words that say more of them are not.
      expect(name.ru, id).not.toMatch(/ (?:in|on|and|as|of|mode|series|south|receipt|chinese|default)\b/i);
      if (name.ru === name.en) expect(name.en, id).not.toMatch(/ (?:in|on|and|as|of) /);
    }
    expect(modelProfiles.find(({ id }) => id === 'tm-p80-42col')?.name).toEqual({
      ru: 'Epson TM-P80, 42 знака в строке',
      en: 'Epson TM-P80 (42 column mode)',
    });
  });

  it('have ids of their own, a width that fits the paper, and no cut where none can be made', () => {
    expect(new Set(printerProfiles.map(({ id }) => id)).size).toBe(printerProfiles.length);
    for (const { id, columns, widthDots } of printerProfiles) {
      expect(columns, id).toBeGreaterThanOrEqual(32);
      expect(widthDots / columns, id).toBeGreaterThan(8);
    }
    expect(modelProfiles.length).toBeGreaterThan(familyProfiles.length);
  });

  it('say to the driver which of them know no question of ESC/POS', () => {
    for (const { id, language } of printerProfiles)
      expect(answersEscPos(id), id).toBe(language === 'esc-pos');
  });
});
