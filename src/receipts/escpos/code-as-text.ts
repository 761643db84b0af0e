import { type PrintableCharacters, printable } from '../printable.ts';
import { noBreakSpace, piecesThatFit } from '../wrap.ts';
import type { PrinterProfile } from './profile.ts';

/** What the printer's letters can write; lines that a register prints itself have all of them. */
export const charactersOf = ({ codePage }: PrinterProfile): PrintableCharacters =>
  codePage === null ? 'latin' : 'cyrillic';

/** The lines of a code that this printer cannot draw, so that the customer can still type it. */
export function codeAsText(data: string, profile: PrinterProfile): string[] {
  const text = printable(data, charactersOf(profile)).replaceAll('\n', ' ').replaceAll(noBreakSpace, ' ');
  return piecesThatFit(text, profile.columns);
}
