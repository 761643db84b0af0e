/**
 * Rewrites texts into characters that a printer's code page holds. Done before layout, because `₽` becomes four
 * characters, and before encoding, because an encoder prints `?` for whatever it does not know.
 */
import { latinOfCyrillic } from './latin-of-cyrillic.ts';
import { noBreakSpace } from './wrap.ts';

export type PrintableCharacters = 'cyrillic' | 'latin';

/** Characters beyond ASCII that both cp866 and cp1251 hold. */
const cyrillicLetters = /[А-Яа-яЁё№Ўў]/;
const asciiOrNoBreak = /[\x20-\x7e\n\u00a0]/;

const replacements: ReadonlyMap<string, string> = new Map([
  ['₽', 'руб.'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['₸', 'тг.'],
  ['«', '"'],
  ['»', '"'],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['ʼ', "'"],
  ['—', '-'],
  ['–', '-'],
  ['−', '-'],
  ['‑', '-'],
  ['…', '...'],
  ['•', '*'],
  ['·', '*'],
  ['×', 'x'],
  ['\u2044', '/'],
  ['→', '->'],
  ['≥', '>='],
  ['≤', '<='],
  ['°', ' гр.'],
  ['©', '(c)'],
  ['®', '(r)'],
  ['™', '(tm)'],
  ['\t', ' '],
  ['\u2007', noBreakSpace],
  ['\u202f', noBreakSpace],
  ['\u2009', ' '],
  ['\u2003', ' '],
  ['\u2002', ' '],
  ['і', 'i'],
  ['І', 'I'],
  ['ї', 'i'],
  ['Ї', 'I'],
  ['є', 'е'],
  ['Є', 'Е'],
  ['ґ', 'г'],
  ['Ґ', 'Г'],
  ['ә', 'а'],
  ['Ә', 'А'],
  ['ғ', 'г'],
  ['Ғ', 'Г'],
  ['қ', 'к'],
  ['Қ', 'К'],
  ['ң', 'н'],
  ['Ң', 'Н'],
  ['ө', 'о'],
  ['Ө', 'О'],
  ['ұ', 'у'],
  ['Ұ', 'У'],
  ['ү', 'у'],
  ['Ү', 'У'],
  ['һ', 'х'],
  ['Һ', 'Х'],
]);

/** Most lines hold nothing to rewrite, and this says so in one pass. */
const plainCyrillic = /^[\x20-\x7e\n\u00a0А-Яа-яЁё№]*$/;
const plainLatin = /^[\x20-\x7e\n\u00a0]*$/;
const invisible = /\p{Cf}|\p{Variation_Selector}|\p{Extended_Pictographic}|\p{Emoji_Modifier}/u;

const accents = /\p{M}/u;
/** Figures that are written above, below or within something: fractions, powers, numbers in circles. */
const otherFigures = /\p{No}/u;

/** Printable as it is; asked of every character of most slips, so by number and not by pattern. */
function isPlain(character: string): boolean {
  const code = character.charCodeAt(0);
  return (
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0x410 && code <= 0x44f) ||
    asciiOrNoBreak.test(character) ||
    cyrillicLetters.test(character)
  );
}

/**
 * The nearest text a printer can print. `cyrillic`: what cp866 and cp1251 have in common; `latin`: plain ASCII,
 * Cyrillic spelled with Latin letters. No-break spaces stay for the layout; pictures and marks vanish.
 */
export function printable(text: string, characters: PrintableCharacters): string {
  if ((characters === 'cyrillic' ? plainCyrillic : plainLatin).test(text)) return text;
  let cyrillic = '';
  let figureEnded = false;
  for (const character of text.normalize('NFC')) {
    const next = isPlain(character) ? character : nearest(character);
    // 1½ is no 11/2, and 10² no 102.
    const isFigure = otherFigures.test(character);
    if ((isFigure || figureEnded) && /\d$/.test(cyrillic) && /^\d/.test(next)) cyrillic += ' ';
    cyrillic += next;
    figureEnded = isFigure;
  }
  const tidy = cyrillic.includes('..') ? cyrillic.replace(/(руб|тг)\.\.(?!\.)/g, '$1.') : cyrillic;
  return characters === 'cyrillic' ? tidy : latinOfCyrillic(tidy);
}

function nearest(character: string): string {
  if (invisible.test(character)) return '';
  const replacement = replacements.get(character);
  if (replacement !== undefined) return replacement;
  // Accents come off a letter that is known without them: é is printed as e. What stands for several characters is
  // printed as all of them, or a half were a one.
  let parts = '';
  for (const part of character.normalize('NFKD')) {
    if (asciiOrNoBreak.test(part) || cyrillicLetters.test(part)) parts += part;
    else if (!accents.test(part)) {
      const replaced = replacements.get(part);
      if (replaced === undefined) return /\p{Cc}/u.test(character) ? '' : '?';
      parts += replaced;
    }
  }
  return parts;
}
