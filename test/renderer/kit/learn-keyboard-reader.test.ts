import { describe, expect, it } from 'vitest';
import { keyboardReaderSchema } from '../../../src/drivers/config.ts';
import { type KeyBurst, measureReader } from '../../../src/renderer/kit/learn-keyboard-reader.ts';
import { scanOfBurst } from '../../../src/renderer/kit/wedge-burst.ts';

function burst(text: string, gapMs: number, end: KeyBurst['end'] = 'Enter'): KeyBurst {
  const keys = [...text].map((key, index) => ({
    ...{ key, code: '', shift: false, repeat: false },
    atMs: 1000 + index * gapMs,
  }));
  return { keys, end, endMs: 1000 + text.length * gapMs };
}
const codes = ['2900000000018', '4600999000010', 'KP0000000042'];
const measured = (gapMs: number, around: (code: string) => string = (code) => code) =>
  measureReader(codes.map((code) => burst(around(code), gapMs)));

describe('measuring a reader that types', () => {
  it('finds that a quick one without signs needs no setting', () => {
    expect(measured(12)).toEqual({
      ok: true,
      value: { gapMs: 12, prefix: '', suffix: '', end: 'Enter', entry: null },
    });
  });

  it('finds how slow a slow one is', () => {
    expect(measured(80)).toMatchObject({ ok: true, value: { gapMs: 80, entry: { slowestKeyMs: 100 } } });
  });

  it('finds the signs around codes', () => {
    expect(measured(10, (code) => `~${code}#$`)).toMatchObject({
      value: { prefix: '~', suffix: '#$', entry: { prefix: '~', suffix: '#$' } },
    });
    // What codes share themselves is no prefix of the reader, nor is what says their kind.
    const cards = ['2900000000018', '2900000000025', '2900000000032'];
    for (const before of ['', ']E0']) {
      expect(measureReader(cards.map((code) => burst(before + code, 10)))).toMatchObject({
        value: { prefix: '', entry: null },
      });
    }
    expect(measureReader(cards.map((code) => burst(`~]E0${code}`, 10)))).toMatchObject({
      value: { prefix: '~' },
    });
  });

  it('proposes what hears the same reader again, and what the config takes', () => {
    for (const [gapMs, around] of [
      [80, '%'],
      [118, ''],
      [30, '?'],
    ] as const) {
      const bursts = codes.map((code) => burst(around + code, gapMs));
      const found = measureReader(bursts);
      if (!found.ok) throw new Error(found.error);
      const reader = keyboardReaderSchema.parse(found.value.entry ?? {});
      expect(bursts.map(({ keys, endMs }) => scanOfBurst(keys, endMs, [reader]))).toEqual(codes);
    }
  });

  it('is refused for a person and for one code three times', () => {
    expect(measured(180)).toEqual({ ok: false, error: 'too-slow' });
    const same = ['29', '29', '29'].map((code) => burst(code, 10));
    expect(measureReader(same)).toEqual({ ok: false, error: 'not-different' });
  });
});
