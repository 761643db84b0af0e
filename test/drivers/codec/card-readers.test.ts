import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameEvent } from '../../../src/drivers/codec/framing.ts';
import { stripPassType } from '../../../src/drivers/codec/pass-type.ts';
import { createRdm6300BinaryFramer, decodeRdm6300 } from '../../../src/drivers/codec/rdm6300.ts';
import { createRepeatHoldOff } from '../../../src/drivers/scanner/repeat-hold-off.ts';
import { canonicalCardNumber } from '../../../src/shared/card-number.ts';
import { propertySettings } from '../../support/property-runs.ts';

const numbersOf = (events: readonly FrameEvent[]): string[] =>
  events.map((event) => (event.kind === 'frame' ? Buffer.from(event.bytes).toString('hex') : '!'));

describe('RDM6300', () => {
  it('reads the ten digits of a card whose sum holds', () => {
    expect(decodeRdm6300(Buffer.from('100086F44426'))).toBe('100086F444');
    expect(decodeRdm6300(Buffer.from('100086f44426'))).toBe('100086F444');
  });

  it.each(['100086F44427', '100086F4442', '100086F4442G', ''])('refuses %s', (text) => {
    expect(decodeRdm6300(Buffer.from(text))).toBeNull();
  });

  it('reads the binary variant, also with an end byte inside the number', () => {
    const framer = createRdm6300BinaryFramer();
    expect(numbersOf(framer.push(Buffer.from('020a0206008e6d5db003', 'hex')))).toEqual(['06008e6d5d']);
    expect(numbersOf(framer.push(Buffer.from('020a020303030303', 'hex')))).toEqual([]);
    expect(numbersOf(framer.push(Buffer.from([0x0a ^ 2 ^ 3, 3])))).toEqual(['0303030303']);
  });

  it('finds the next card behind noise and behind a frame whose sum is wrong', () => {
    const framer = createRdm6300BinaryFramer();
    const bad = '020a0206008e6d5db103';
    const events = framer.push(Buffer.from(`ff0203${bad}020a0206008e6d5db003`, 'hex'));
    expect(numbersOf(events)).toEqual(['06008e6d5d']);
    expect(framer.pendingBytes()).toBe(0);
  });

  it('reads the same in any portions', () => {
    const line = Buffer.from('020a0206008e6d5db003020a0211223344551903', 'hex');
    const whole = numbersOf(createRdm6300BinaryFramer().push(line));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 20, maxLength: 20 }), (sizes) => {
        const framer = createRdm6300BinaryFramer();
        const events: FrameEvent[] = [];
        let at = 0;
        for (const size of sizes) {
          events.push(...framer.push(line.subarray(at, at + size)));
          at += size;
        }
        expect(numbersOf([...events, ...framer.push(line.subarray(at))])).toEqual(whole);
      }),
      propertySettings(),
    );
  });
});

describe('the number of a contactless card', () => {
  const spelling = (digits: 'decimal' | 'hexadecimal', reversed = false, keepBytes: number | null = 4) => ({
    digits,
    reversed,
    keepBytes,
  });

  it('is the same whatever reader read the card', () => {
    expect(canonicalCardNumber('0008844356', spelling('decimal'))).toBe('0086F444');
    expect(canonicalCardNumber('100086F444', spelling('hexadecimal'))).toBe('0086F444');
    expect(canonicalCardNumber('0086f444', spelling('hexadecimal'))).toBe('0086F444');
    expect(canonicalCardNumber('44F48600', spelling('hexadecimal', true))).toBe('0086F444');
    expect(canonicalCardNumber('1156875776', spelling('decimal', true))).toBe('0086F444');
  });

  it.each([
    ['9999999999', 4],
    ['9161234567', 4],
    ['4294967296', 4],
    ['9161234567', 3],
  ])('is not in ten digits above the bytes of one: %s, %d bytes kept', (text, keepBytes) => {
    expect(canonicalCardNumber(text, spelling('decimal', false, keepBytes))).toBeNull();
    expect(canonicalCardNumber(text, spelling('decimal', true, keepBytes))).toBeNull();
  });

  it('may have more bytes than are kept, where it has more digits or more bytes are kept', () => {
    expect(canonicalCardNumber('4294967295', spelling('decimal'))).toBe('FFFFFFFF');
    expect(canonicalCardNumber('4294967295', spelling('decimal', false, 3))).toBe('FFFFFF');
    expect(canonicalCardNumber('9161234567', spelling('decimal', false, 5))).toBe('02220D5887');
    expect(canonicalCardNumber('0068728321092', spelling('decimal'))).toBe('0086F444');
  });

  it('keeps all bytes where it is told no number of them', () => {
    expect(canonicalCardNumber('04A1B2C3D4E5F6', spelling('hexadecimal', false, null))).toBe(
      '04A1B2C3D4E5F6',
    );
  });

  it.each(['', 'x', '12G4', '12345', '1'.repeat(30)])('is not in %s', (text) => {
    expect(canonicalCardNumber(text, spelling('hexadecimal'))).toBeNull();
  });

  it('turned round twice is the number itself', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex').toUpperCase();
        const once = canonicalCardNumber(hex, spelling('hexadecimal', true));
        expect(canonicalCardNumber(once ?? '', spelling('hexadecimal', true))).toBe(hex);
        expect(canonicalCardNumber(String(Buffer.from(bytes).readUInt32BE()), spelling('decimal'))).toBe(hex);
      }),
      propertySettings(),
    );
  });
});

it('takes a pass-type character off and leaves other lines as they are', () => {
  expect(stripPassType('A2900000000018', 'AG')).toBe('2900000000018');
  expect(stripPassType('2900000000018', 'AG')).toBe('2900000000018');
  expect(stripPassType('A', 'AG')).toBe('A');
  expect(stripPassType('A2900', '')).toBe('A2900');
});

it('makes one scan of a card that lies on the reader, and another when it comes back', () => {
  const isNew = createRepeatHoldOff(1000);
  const heard = [0, 50, 100, 900, 1800, 2700, 3701].filter((nowMs) => isNew('card', nowMs));
  expect(heard).toEqual([0, 3701]);
  expect(isNew('other', 3702)).toBe(true);
  const never = createRepeatHoldOff(0);
  expect([never('card', 0), never('card', 0)]).toEqual([true, true]);
});
