import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitAimIdentifier } from '../../../src/drivers/codec/aim-identifier.ts';
import { decodeText } from '../../../src/drivers/codec/decode-text.ts';

const split = (text: string): [string | null, string] => {
  const { aim, body } = splitAimIdentifier(Buffer.from(text, 'latin1'));
  return [aim, Buffer.from(body).toString('latin1')];
};

it.each([
  [']E04601234567893', 'E0', '4601234567893'],
  [']d2\x1d0104601234567893', 'd2', '\x1d0104601234567893'],
  [']Q1https://a.example/c/1', 'Q1', 'https://a.example/c/1'],
  ['4601234567893', null, '4601234567893'],
  [']E0', null, ']E0'],
  [']0E123', null, ']0E123'],
  ['] E123', null, '] E123'],
])('takes the AIM identifier off %j', (text, aim, body) => {
  expect(split(text)).toEqual([aim, body]);
});

it('reads UTF-8 and falls back to Windows-1251', () => {
  expect(decodeText(Buffer.from('Карта ёж'))).toBe('Карта ёж');
  expect(decodeText(Uint8Array.of(0xca, 0xe0, 0xf0, 0xf2, 0xe0, 0x20, 0xb8, 0xe6))).toBe('Карта ёж');
  expect(decodeText(Uint8Array.of(0x30, 0x31, 0x1d, 0x32))).toBe('01\u001d2');
});

it.each([
  ['cp866', [0x8a, 0xa0, 0xe0, 0xe2, 0xa0, 0x20, 0xf1, 0xa6]],
  ['koi8-r', [0xeb, 0xc1, 0xd2, 0xd4, 0xc1, 0x20, 0xa3, 0xd6]],
] as const)('falls back to %s where the reader is set to it', (codePage, bytes) => {
  expect(decodeText(Uint8Array.from(bytes), codePage)).toBe('Карта ёж');
  expect(decodeText(Uint8Array.from(bytes))).not.toBe('Карта ёж');
  expect(decodeText(Buffer.from('Карта ёж'), codePage)).toBe('Карта ёж');
});

it('decodes any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
      const { aim, body } = splitAimIdentifier(input);
      expect(body.length).toBe(input.length - (aim === null ? 0 : 3));
      expect(typeof decodeText(body)).toBe('string');
    }),
    { numRuns: 3000 },
  );
});
