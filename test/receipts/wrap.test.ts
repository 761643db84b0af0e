import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noBreakSpace, piecesThatFit, wrapWords } from '../../src/receipts/wrap.ts';

describe('wrapWords', () => {
  it.each([
    ['fits', 'один два', 10, ['один два']],
    ['breaks between words', 'один два три', 8, ['один два', 'три']],
    ['keeps line breaks', 'один\nдва', 10, ['один', 'два']],
    ['makes one space of many', ' один   два ', 10, ['один два']],
    ['keeps a number together', `за 1${noBreakSpace}234 руб.`, 7, ['за', `1${noBreakSpace}234`, 'руб.']],
    [
      'leaves no letter alone',
      'электрофотополупроводниковокопировального',
      20,
      ['электрофотополупрово', 'дниковокопировально', 'го'],
    ],
    ['cuts only a word wider than the paper', 'абвгдежз и', 4, ['абвг', 'дежз', 'и']],
    [
      'breaks an address where it can be read on',
      'Отзыв: https://lukoshko.example/s/T1-000123?store=7&lang=ru спасибо',
      24,
      ['Отзыв:', 'https://lukoshko.example', '/s/T1-000123?store=7&', 'lang=ru спасибо'],
    ],
    [
      'gives an address that fits a line of its own',
      'Оцените: https://hub.example/s/1',
      24,
      ['Оцените:', 'https://hub.example/s/1'],
    ],
    [
      'breaks a host that is wider than the paper',
      'https://abcdefghijkl.example/c',
      14,
      ['https://', 'abcdefghijkl.', 'example/c'],
    ],
    ['cuts what has no place to break', 'aaaaaaaaaaaa/b', 5, ['aaaaa', 'aaaaa', 'aa/b']],
    ['opens a glued number before it cuts', `1${noBreakSpace}234${noBreakSpace}567`, 5, ['1 234', '567']],
    ['keeps an empty line', '', 10, ['']],
  ])('%s', (_name, text, columns, lines) => {
    expect(wrapWords(text, columns)).toEqual(lines);
  });

  it('loses no character of an address, whatever the paper', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true }),
        fc.integer({ min: 8, max: 48 }),
        (url, columns) => {
          const pieces = piecesThatFit(url, columns);
          expect(pieces.join('')).toBe(url);
          expect(pieces.every((piece) => piece.length > 1 && piece.length <= columns)).toBe(true);
          expect(wrapWords(`код ${url} тут`, columns).join('').replaceAll(' ', '')).toBe(`код${url}тут`);
        },
      ),
      { numRuns: 1000 },
    );
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
