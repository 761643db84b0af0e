/** "Which line can you read": the same words through every page a printer may keep Cyrillic in. */
import { collectEscpos } from './escpos-printer.ts';

/** Numbers of `ESC t` that hold cp866 in one printer or another. */
export const cyrillicPageNumbers: readonly number[] = [17, 7, 10, 34, 59, 12, 37];

/**
 * Bytes of a page whose lines start with the page's number in plain digits. The readable line's number is the
 * `codePage.number` of the printer's profile. A printer may lack a page and then repeats the one before it: the
 * first readable line counts.
 */
export function codePageTest(pages: readonly number[] = cyrillicPageNumbers): Uint8Array {
  return collectEscpos('cp866', (printer) => {
    printer.hardware('init').print(Buffer.of(0x1c, 0x2e)).align('lt');
    for (const page of pages) {
      printer.print(Buffer.of(0x1b, 0x74, 0)).print(Buffer.from(`${String(page).padStart(3)}: `, 'latin1'));
      printer.print(Buffer.of(0x1b, 0x74, page)).text('Привет, Ёжик № 5');
    }
    printer.cut(false, 4);
  });
}
