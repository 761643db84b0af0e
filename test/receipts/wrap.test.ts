import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noBreakSpace, wrapWords } from '../../src/receipts/wrap.ts';

describe('wrapWords', () => {
  it.each([
    ['fits', 'один два', 10, ['один два']],
    ['breaks between words', 'один два три', 8, ['один два', 'три']],
    ['keeps line breaks', 'один\nдва', 10, ['один', 'два']],
    ['makes one space of many', ' один   два ', 10, ['один два']],
    ['keeps a number together', `за 1${noBreakSpace}234 руб.`, 7, ['за', `1${noBreakSpace}234`, 'руб.']],
    ['cuts only a word wider than the paper', 'абвгдежз и', 4, ['абвг', 'дежз', 'и']],
    ['opens a glued number before it cuts', `1${noBreakSpace}234${noBreakSpace}567`, 5, ['1 234', '567']],
    ['keeps an empty line', '', 10, ['']],
  ])('%s', (_name, text, columns, lines) => {
    expect(wrapWords(text, columns)).toEqual(lines);
  });

  it('never exceeds the paper, loses a word or changes their order', () => {
    const word = fc.stringMatching(/^[а-яё0-9]{1,14}$/);
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 14, max: 48 }), (words, columns) => {
        const lines = wrapWords(words.join(' '), columns);
        expect(lines.every((line) => line.length <= columns)).toBe(true);
        expect(lines.flatMap((line) => line.split(' ')).filter((one) => one !== '')).toEqual(words);
      }),
      { numRuns: 1000 },
    );
  });
});
