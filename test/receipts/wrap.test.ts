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
      ['электрофотополупров-', 'одниковокопировальн-', 'ого'],
    ],
    ['cuts only a word wider than the paper', 'абвгдежз и', 4, ['абв-', 'где-', 'жз и']],
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
    [
      'puts a hyphen where it breaks a word',
      'рентгеноэлектрокардиографическогоо',
      32,
      ['рентгеноэлектрокардиографическо-', 'гоо'],
    ],
    [
      'keeps two letters on each side of a hyphen, whatever signs are around the word',
      '«абвгдежзик», но',
      10,
      ['«абвгдежз-', 'ик», но'],
    ],
    ['breaks before no sign that is read with the letter before it', 'абвгдйжз', 6, ['абвг-', 'дйжз']],
    [
      'breaks a word of two parts between them',
      'научно-исследовательский',
      18,
      ['научно-', 'исследовательский'],
    ],
    ['puts no hyphen where two letters do not fit beside it', 'абвгд', 2, ['аб', 'вг', 'д']],
    ['puts no hyphen into a number', '12345678901234', 8, ['12345678', '901234']],
    ['cuts what has no place to break', 'aaaaaaaaaaaa/b', 5, ['aaaaa', 'aaaaa', 'aa/b']],
    ['opens a glued number before it cuts', `1${noBreakSpace}234${noBreakSpace}567`, 5, ['1 234', '567']],
    ['keeps an empty line', '', 10, ['']],
  ])('%s', (_name, text, columns, lines) => {
    expect(wrapWords(text, columns)).toEqual(lines);
  });

  it('loses no letter of a word, whatever the paper', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[«(]?[а-яё]{1,60}[.,!»)]{0,2}$/),
        fc.integer({ min: 4, max: 48 }),
        (word, columns) => {
          const lines = wrapWords(word, columns);
          expect(lines.map((line) => line.replace(/-$/, '')).join('')).toBe(word);
          expect(lines.every((line) => line.length <= columns)).toBe(true);
          const broken = lines.length > 1 && /[а-яё]{2}-$/.test(lines[0] ?? '');
          if (broken) expect(lines[1]).toMatch(/^[а-яё]{2}/);
        },
      ),
      { numRuns: 1000 },
    );
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
