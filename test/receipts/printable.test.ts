import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { amountText, signedAmountText } from '../../src/receipts/amount-text.ts';
import { printable } from '../../src/receipts/printable.ts';

it.each([
  ['100 ₽', '100 руб.'],
  ['Ещё 100 ₽.', 'Ещё 100 руб.'],
  ['«Ёлка» — это…', '"Ёлка" - это...'],
  ['“Кофе” ’n’ чай', '"Кофе" \'n\' чай'],
  ['Кофе ☕ в подарок 🎁', 'Кофе  в подарок '],
  ['Café Zoë', 'Cafe Zoe'],
  ['Қазақ тілі', 'Казак тiлi'],
  ['й разложенное: и\u0306', 'й разложенное: й'],
  ['1\u202f234', '1\u00a0234'],
  ['漢', '?'],
  ['½ цены', '1/2 цены'],
  ['1½ л', '1 1/2 л'],
  ['¾\u2060 и ⅟8', '3/4 и 1/8'],
  ['10²', '10 2'],
  ['5 м²', '5 м2'],
  ['Ⅷ ㎏', 'VIII kg'],
  ['１２', '12'],
  ['20℃', '20 гр.C'],
  ['x\u0304', 'x'],
  ['한', '?'],
])('prints %j as %j', (text, expected) => {
  expect(printable(text, 'cyrillic')).toBe(expected);
});

it.each([
  ['Скидка №1', 'Skidka No.1'],
  ['ЩИ да Щука', 'SHCHI da Shchuka'],
  ['КОПИЯ', 'KOPIYA'],
  ['БОРЩ и Щи', 'BORSHCH i Shchi'],
  ['ВСЁ В МОЛЬ, Я', 'VSE V MOL, Ya'],
  ['Юлия и Ян', 'Yuliya i Yan'],
  ['ОБЪЯВЛЕНИЕ', 'OBYAVLENIE'],
  ['100 ₽', '100 rub.'],
])('spells %j as %j where there is no Cyrillic', (text, expected) => {
  expect(printable(text, 'latin')).toBe(expected);
});

it('yields only characters that the code page holds, whatever the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(...'АЯаяЁё№₽«»—–…’„“‑•×→≥°©™ґєїіәқңөұүһ\u00a0\u202f\u2009é🎁\u200d\ufe0f'),
      maxLength: 40,
    }),
  );
  fc.assert(
    fc.property(text, (input) => {
      const cyrillic = printable(input, 'cyrillic').replaceAll('\u00a0', ' ');
      for (const encoding of ['cp866', 'cp1251']) {
        expect(iconv.decode(iconv.encode(cyrillic, encoding), encoding)).toBe(cyrillic);
      }
      expect(printable(input, 'latin')).toMatch(/^[\x20-\x7e\n\u00a0]*$/);
    }),
    { numRuns: 3000 },
  );
});

it.each([
  [123_456, 2, 'ru', '1\u00a0234,56'],
  [123_456, 2, 'en', '1,234.56'],
  [-5, 2, 'ru', '−0,05'],
  [0, 2, 'ru', '0,00'],
  [1_000_000, 0, 'ru', '1\u00a0000\u00a0000'],
  [999, 0, 'en', '999'],
  [9_007_199_254_740_991, 2, 'en', '90,071,992,547,409.91'],
] as const)('writes %d with %d decimals in %s as %s', (amount, decimals, language, expected) => {
  expect(amountText(amount, decimals, language)).toBe(expected);
});

it('shows the sign of points', () => {
  expect([5, 0, -5].map((points) => signedAmountText(points, 0, 'ru'))).toEqual(['+5', '0', '−5']);
});
