import fc from 'fast-check';
import { decode } from 'iconv-lite';
import { expect, it } from 'vitest';
import { displayLines, displayPair, displayStart } from '../../../src/drivers/display/cd5220.ts';
import { propertySettings } from '../../support/property-runs.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('writes both lines in cp866, as wide as the display', () => {
  const bytes = displayLines(['Итого', '1 234,56 ₽']);
  expect(hex(bytes.subarray(0, 8))).toBe('1b514188e2aea3ae');
  expect(bytes).toHaveLength(2 * (3 + 20 + 1));
  expect(decode(Buffer.from(bytes.subarray(27, 47)), 'cp866')).toBe('1 234,56 р          ');
});

it('starts cleared, and on its code page where it has to be told', () => {
  expect(hex(displayStart(null))).toBe('1b40');
  expect(hex(displayStart(6))).toBe('1b401b7406');
});

it('keeps the figure whole where name and figure do not fit', () => {
  expect(displayPair('Молоко 3,2% 1 л', '89,90')).toBe('Молоко 3,2% 1  89,90');
  expect(displayPair('Хлеб', '45,00')).toBe('Хлеб           45,00');
  expect(displayPair('Хлеб', '1'.repeat(25))).toBe('1'.repeat(20));
});

it('never sends a control character of a text, and always whole lines', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), (lines) => {
      const bytes = displayLines(lines);
      expect(bytes).toHaveLength(48);
      const texts = [...bytes.subarray(3, 23), ...bytes.subarray(27, 47)];
      expect(texts.every((byte) => byte >= 0x20)).toBe(true);
    }),
    propertySettings(),
  );
});
