import { describe, expect, it } from 'vitest';
import { usCharacter } from '../../../src/renderer/kit/us-keys.ts';
import { type BurstKey, scanOfBurst } from '../../../src/renderer/kit/wedge-burst.ts';

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
const judge = (...how: Parameters<typeof typed>): string | null => {
  const { keys, endMs } = typed(...how);
  return scanOfBurst(keys, endMs);
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
    expect(scanOfBurst(keys, endMs)).toBe('000000000');
    expect(
      scanOfBurst(
        keys.map((one, index) => ({ ...one, repeat: index > 0 })),
        endMs,
      ),
    ).toBeNull();
  });

  it('reads the same in a Russian layout as in a Latin one', () => {
    const code = 'kopilka:card:2900000000179/?A=b';
    expect(judge(code, [10], 'us')).toBe(code);
    expect(judge(code.replace('=b', '=d'), [10], 'ru')).toBe(code.replace('=b', '=d'));
  });

  it('without physical keys is read as it stands', () => {
    const { keys, endMs } = typed('KP0000000042', [10]);
    expect(
      scanOfBurst(
        keys.map((one) => ({ ...one, code: '' })),
        endMs,
      ),
    ).toBe('KP0000000042');
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
