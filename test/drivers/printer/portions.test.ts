import { expect, it } from 'vitest';
import { portionsOf } from '../../../src/drivers/printer/portions.ts';

const qr = (length: number): number[] => {
  const size = length + 3;
  return [0x1d, 0x28, 0x6b, size & 0xff, size >> 8, 49, 80, 48, ...new Array<number>(length).fill(0x10)];
};
const whole = (slip: Uint8Array) => portionsOf(slip).map(({ bytes, endsWhole }) => [bytes.length, endsWhole]);

it('cuts a slip between commands, so that something else may be sent there', () => {
  const text = new Array<number>(2040).fill(0x41);
  const slip = Uint8Array.from([...text, ...qr(100), ...text]);
  expect(whole(slip)).toEqual([
    [2040, true],
    [2048, true],
    [100, true],
  ]);
  expect(Buffer.concat(portionsOf(slip).map(({ bytes }) => bytes)).equals(slip)).toBe(true);
});

it('cuts a command that is longer than a portion, and says that nothing may be sent there', () => {
  const slip = Uint8Array.from([0x41, ...qr(3000), 0x42]);
  expect(whole(slip)).toEqual([
    [1, true],
    [2048, false],
    [961, true],
  ]);
  expect(whole(Uint8Array.of(0x1d, 0x28))).toEqual([[2, false]]);
});
