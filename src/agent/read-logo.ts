import { readFileSync } from 'node:fs';
import type { PrinterConfig } from '../drivers/config.ts';
import { profileOfPrinter } from '../receipts/escpos/find-profile.ts';
import { drawsPictures } from '../receipts/escpos/profile.ts';
import { type LogoFault, logoOfPng } from '../receipts/logo.ts';
import type { SlipPicture } from '../receipts/picture.ts';
import { err, ok, type Result } from '../shared/result.ts';

type LogoPrinter = Pick<PrinterConfig, 'profile' | 'width' | 'codePage' | 'encoding' | 'logo'>;

/** The logo of a printer's config as dots for this printer; null where it has none. A fault is a sentence. */
export function readLogo(printer: LogoPrinter | null): Result<SlipPicture | null, string> {
  const path = printer?.logo ?? null;
  if (path === null) return ok(null);
  const profile = profileOfPrinter(printer);
  if (!drawsPictures(profile)) return err(`a printer of the profile "${profile.id}" draws no pictures.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    return err(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const logo = logoOfPng(bytes, profile.widthDots);
  return logo.ok ? logo : err(`${path} ${faultText(logo.error)}`);
}

function faultText(fault: LogoFault): string {
  switch (fault.code) {
    case 'not-png':
      return 'is no PNG file.';
    case 'damaged':
      return 'is a damaged PNG file.';
    case 'blank':
      return 'would print nothing: it is white, or all of it can be seen through.';
    case 'too-large':
      return `has ${fault.isBytes} bytes; at most ${fault.mostBytes} are read.`;
    case 'too-wide':
      return `is ${fault.isDots} pixels wide; this paper has ${fault.mostDots} dots.`;
    case 'too-tall':
      return `is ${fault.isDots} pixels high; at most ${fault.mostDots} are printed.`;
  }
}
