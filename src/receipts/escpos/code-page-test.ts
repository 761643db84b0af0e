/** "Which line can you read": the same words through every page a printer may keep Cyrillic in. */
import { encodeLine } from './encode-line.ts';
import { collectEscpos } from './escpos-printer.ts';

export interface CyrillicPage {
  /** Number of `ESC t`. */
  readonly number: number;
  readonly encoding: 'cp866' | 'cp1251';
}

const page = (encoding: CyrillicPage['encoding'], ...numbers: number[]): CyrillicPage[] =>
  numbers.map((number) => ({ number, encoding }));

/** Where one printer or another holds Cyrillic; cp1251 last, for those that have nothing else. */
export const cyrillicPages: readonly CyrillicPage[] = [
  ...page('cp866', 17, 7, 10, 34, 59, 12, 37),
  ...page('cp1251', 46, 73, 6),
];

/**
 * Bytes of a page whose lines start with the page's number in plain digits. The readable line's number is the
 * `codePage.number` of the printer's profile. A printer may lack a page and then repeats the one before it: the
 * first readable line counts.
 */
export function codePageTest(pages: readonly CyrillicPage[] = cyrillicPages): Uint8Array {
  return collectEscpos('ascii', (printer) => {
    printer.hardware('init').print(Buffer.of(0x1c, 0x2e)).align('lt');
    for (const { number, encoding } of pages) {
      printer.print(Buffer.of(0x1b, 0x74, 0)).print(Buffer.from(`${String(number).padStart(3)}: `, 'latin1'));
      printer.print(Buffer.of(0x1b, 0x74, number)).print(encodeLine('Привет, Ёжик № 5', encoding));
    }
    printer.cut(false, 4);
  });
}
