import { describe, expect, it } from 'vitest';
import { keyboardReaderSchema } from '../../../src/drivers/config.ts';
import { usCharacter } from '../../../src/renderer/kit/us-keys.ts';
import { type BurstKey, burstGapMs, scanOfBurst } from '../../../src/renderer/kit/wedge-burst.ts';
import { usualKeyboardReader } from '../../../src/shared/keyboard-reader.ts';

/** Physical keys of the characters that codes are made of. */
function codeOf(character: string): { code: string; shift: boolean } {
  if (/\d/.test(character)) return { code: `Digit${character}`, shift: false };
  if (/[a-z]/i.test(character)) {
    return { code: `Key${character.toUpperCase()}`, shift: character !== character.toLowerCase() };
  }
  const known: Readonly<Record<string, { code: string; shift: boolean }>> = {
    ':': { code: 'Semicolon', shift: true },
    '/': { code: 'Slash', shift: false },
    '?': { code: 'Slash', shift: true },
    '=': { code: 'Equal', shift: false },
    '-': { code: 'Minus', shift: false },
  };
  const found = known[character];
  if (found === undefined) throw new Error(`no key for ${character}`);
  return found;
}

/** What the Russian layout makes of the same keys, as far as these tests need it. */
const russian: Readonly<Record<string, string>> = {
  KeyK: 'л',
  KeyO: 'щ',
  KeyP: 'з',
  KeyI: 'ш',
  KeyL: 'д',
  KeyA: 'ф',
  KeyC: 'с',
  KeyR: 'к',
  KeyD: 'в',
  Slash: '.',
};

function typed(text: string, gapsMs: readonly number[], layout: 'us' | 'ru' = 'us') {
  let atMs = 1000;
  const keys = [...text].map((character, index): BurstKey => {
    atMs += index === 0 ? 0 : (gapsMs[(index - 1) % gapsMs.length] ?? 0);
    const { code, shift } = codeOf(character);
    const low = layout === 'ru' ? (russian[code] ?? character) : character;
    const key = layout === 'ru' && code === 'Semicolon' ? 'Ж' : shift ? low.toUpperCase() : low;
    return { key, code, shift, repeat: false, atMs };
  });
  return { keys, endMs: atMs + (gapsMs[0] ?? 0) };
}
const usual = [usualKeyboardReader];
const judge = (...how: Parameters<typeof typed>): string | null => {
  const { keys, endMs } = typed(...how);
  return scanOfBurst(keys, endMs, usual);
};

describe('a burst of keys', () => {
  it('that comes evenly and quickly is a scan', () => {
    expect(judge('4600999000010', [8])).toBe('4600999000010');
    expect(judge('2900000000179', [15, 17, 14, 16])).toBe('2900000000179');
    expect(judge('4600999000010', [30, 35, 33])).toBe('4600999000010');
  });

  it('of a slow scanner whose system stutters once is still a scan', () => {
    expect(judge('2900000000179', [10, 10, 10, 10, 10, 60, 10, 10, 10, 10, 10, 10, 10])).not.toBeNull();
  });

  it('of a person is not, however fast single keys come', () => {
    expect(judge('89161234567', [90, 110, 85])).toBeNull();
    expect(judge('1000000', [60])).toBeNull();
    // Rolled keys: some come together, but not all.
    expect(judge('123456789', [5, 90, 8, 110, 6, 95, 7, 100])).toBeNull();
  });

  it('with few keys is a sum of money', () => {
    expect(judge('5000', [8])).toBeNull();
    expect(judge('15000', [8])).toBeNull();
  });

  it('of a key held down is not a scan', () => {
    const { keys, endMs } = typed('000000000', [30]);
    expect(scanOfBurst(keys, endMs, usual)).toBe('000000000');
    expect(
      scanOfBurst(
        keys.map((one, index) => ({ ...one, repeat: index > 0 })),
        endMs,
        usual,
      ),
    ).toBeNull();
  });

  it('reads the same in a Russian layout as in a Latin one', () => {
    const code = 'kopilka:card:2900000000179/?A=b';
    expect(judge(code, [10], 'us')).toBe(code);
    expect(judge(code.replace('=b', '=d'), [10], 'ru')).toBe(code.replace('=b', '=d'));
  });

  it.each([
    ['Russian', '123456/789', '123456.789', '1 2 3 4 5 6 Slash 7 8 9', false],
    ['Russian with shift', '$&^#@!', ';?:№"!', '4 7 6 3 2 1', true],
    ['French', '134568', '&"\'(-_', '1 3 4 5 6 8', false],
    ['German', 'zyzyzy', 'yzyzyz', 'KeyZ KeyY KeyZ KeyY KeyZ KeyY', false],
    ['CapsLock', 'ABCABC', 'abcabc', 'KeyA KeyB KeyC KeyA KeyB KeyC', true],
  ])('is what its keys are on the US keyboard: %s', (_layout, code, characters, places, shift) => {
    const keys = places.split(' ').map((place, index) => ({
      ...{ key: characters[index] ?? '', shift, repeat: false, atMs: 1000 + index * 10 },
      code: /^\d$/.test(place) ? `Digit${place}` : place,
    }));
    expect(scanOfBurst(keys, 1000 + keys.length * 10, usual)).toBe(code);
  });

  it('without physical keys is read as it stands', () => {
    const { keys, endMs } = typed('KP0000000042', [10]);
    expect(
      scanOfBurst(
        keys.map((one) => ({ ...one, code: '' })),
        endMs,
        usual,
      ),
    ).toBe('KP0000000042');
  });
});

describe('readers that a config names', () => {
  const judgeFor = (readers: readonly object[], ...how: Parameters<typeof typed>): string | null => {
    const { keys, endMs } = typed(...how);
    return scanOfBurst(
      keys,
      endMs,
      readers.map((one) => keyboardReaderSchema.parse(one)),
    );
  };

  it('may be as slow as a Zebra, and only then', () => {
    expect(judgeFor([{}], '2900000000179', [80, 82, 79])).toBeNull();
    expect(judgeFor([{ slowestKeyMs: 90 }], '2900000000179', [80, 82, 79])).toBe('2900000000179');
    expect(judgeFor([{ slowestKeyMs: 90 }], '89161234567', [100, 110, 105])).toBeNull();
    expect(burstGapMs([keyboardReaderSchema.parse({ slowestKeyMs: 90 })])).toBe(180);
    expect(burstGapMs(usual)).toBe(120);
  });

  it('are known for certain by what they type around a code, whatever its length and rhythm', () => {
    const reader = { prefix: ':', suffix: '=' };
    expect(judgeFor([reader], ':42=', [5, 60, 8])).toBe('42');
    expect(judgeFor([reader], ':29/?0=', [10], 'ru')).toBe('29/?0');
    for (const other of ['2900000000179', ':2900000000179', '2900000000179=', ':=']) {
      expect(judgeFor([reader], other, [10])).toBeNull();
    }
    expect(judgeFor([{ prefix: '99', suffix: '9' }], '99', [10])).toBeNull();
  });

  it('spell card numbers the one way they are kept in, and leave other codes to the next reader', () => {
    const rfid = { length: 10, numbers: { digits: 'decimal', keepBytes: 4 } };
    expect(judgeFor([rfid, {}], '0008844356', [10])).toBe('0086F444');
    expect(judgeFor([rfid, {}], '2900000000179', [10])).toBe('2900000000179');
    expect(judgeFor([rfid, {}], 'KP00000042', [10])).toBe('KP00000042');
    expect(judgeFor([rfid], 'KP00000042', [10])).toBeNull();
    const reversed = { numbers: { digits: 'hexadecimal', reversed: true, keepBytes: 4 } };
    expect(judgeFor([reversed], '44f48600', [10])).toBe('0086F444');
  });

  it('with faults are refused', () => {
    for (const wrong of [
      { prefix: 'Ж' },
      { suffix: '\u0002' },
      { slowestKeyMs: 151 },
      { length: 0 },
      { speed: 5 },
    ])
      expect(keyboardReaderSchema.safeParse(wrong).success).toBe(false);
  });
});

describe('keys of the US layout', () => {
  it.each([
    ['Digit2', false, '2'],
    ['Digit2', true, '@'],
    ['Numpad7', true, '7'],
    ['KeyQ', false, 'q'],
    ['KeyQ', true, 'Q'],
    ['Semicolon', true, ':'],
    ['Slash', true, '?'],
    ['NumpadDecimal', false, '.'],
    ['F8', false, null],
  ])('%s with shift %s gives %s', (code, shift, character) => {
    expect(usCharacter(code, shift)).toBe(character);
  });
});
