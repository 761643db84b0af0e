import { readFileSync } from 'node:fs';
import type { Sentence } from '../contracts/sentence.ts';
import type { PrinterConfig } from '../drivers/config.ts';
import { profileOfPrinter } from '../receipts/escpos/find-profile.ts';
import { drawsPictures } from '../receipts/escpos/profile.ts';
import { type LogoFault, logoOfPng } from '../receipts/logo.ts';
import type { SlipPicture } from '../receipts/picture.ts';
import { err, ok, type Result } from '../shared/result.ts';

type LogoPrinter = Pick<PrinterConfig, 'profile' | 'width' | 'codePage' | 'encoding' | 'logo'>;

/** The logo of a printer's config as dots for this printer; null where it has none. */
export function readLogo(printer: LogoPrinter | null): Result<SlipPicture | null, Sentence> {
  const path = printer?.logo ?? null;
  if (path === null) return ok(null);
  const profile = profileOfPrinter(printer);
  if (!drawsPictures(profile)) {
    return err({
      en: `A printer of the profile "${profile.id}" draws no pictures.`,
      ru: `Принтер с профилем «${profile.id}» не рисует картинок.`,
    });
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return err({ en: `${path} cannot be read: ${why}`, ru: `${path} не читается: ${why}` });
  }
  const logo = logoOfPng(bytes, profile.widthDots);
  if (logo.ok) return logo;
  const fault = faultText(logo.error);
  return err({ en: `${path} ${fault.en}`, ru: `${path}: ${fault.ru}` });
}

function faultText(fault: LogoFault): Sentence {
  switch (fault.code) {
    case 'not-png':
      return { en: 'is no PNG file.', ru: 'это не файл PNG.' };
    case 'damaged':
      return { en: 'is a damaged PNG file.', ru: 'файл PNG повреждён.' };
    case 'blank':
      return {
        en: 'would print nothing: it is white, or all of it can be seen through.',
        ru: 'напечатать нечего: картинка белая или вся прозрачная.',
      };
    case 'too-large':
      return {
        en: `has ${fault.isBytes} bytes; at most ${fault.mostBytes} are read.`,
        ru: `в файле ${fault.isBytes} байт, можно не больше ${fault.mostBytes}.`,
      };
    case 'too-wide':
      return {
        en: `is ${fault.isDots} pixels wide; this paper has ${fault.mostDots} dots.`,
        ru: `ширина ${fault.isDots} точек, а на этой бумаге их ${fault.mostDots}.`,
      };
    case 'too-tall':
      return {
        en: `is ${fault.isDots} pixels high; at most ${fault.mostDots} are printed.`,
        ru: `высота ${fault.isDots} точек, можно не больше ${fault.mostDots}.`,
      };
  }
}
