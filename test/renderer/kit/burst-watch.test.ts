import { describe, expect, it } from 'vitest';
import { keyboardReaderSchema } from '../../../src/drivers/config.ts';
import { type KeyFate, startBurstWatch } from '../../../src/renderer/kit/burst-watch.ts';
import type { PressedKey } from '../../../src/renderer/kit/reader-keys.ts';

type Stroke = Partial<PressedKey> & { readonly key: string; readonly up?: boolean };
const typed = (text: string): Stroke[] => [...text].map((key) => ({ key, code: `Digit${key}` }));
const alt = (digits: string): Stroke[] => [
  { key: 'Alt', code: 'AltLeft', altKey: true },
  ...[...digits].map((key) => ({ key, code: `Numpad${key}`, altKey: true })),
  { key: 'Alt', code: 'AltLeft', up: true },
];
const ctrl = (key: string, code: string): Stroke[] => [
  { key: 'Control', code: 'ControlLeft', ctrlKey: true },
  { key, code, ctrlKey: true },
];
const enter: Stroke = { key: 'Enter', code: 'Enter' };

/** What became of the keys, of one each ten milliseconds; `readers` as a config names them. */
function fates(strokes: readonly Stroke[], readers: readonly object[] = [{}], measuring = false): KeyFate[] {
  const watch = startBurstWatch({
    readers: () => readers.map((one) => keyboardReaderSchema.parse(one)),
    measuring: () => measuring,
    onBegin: () => undefined,
  });
  let timeStamp = 1000;
  return strokes.flatMap(({ up = false, ...stroke }) => {
    timeStamp += 10;
    const none = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
    if (up) watch.up(stroke.key, timeStamp);
    return up ? [] : [watch.down({ ...none, ...stroke, timeStamp })];
  });
}
const last = (...how: Parameters<typeof fates>): KeyFate | undefined => fates(...how).at(-1);
const before = typed('0104607112345678215');
const after = typed('93123456');
const code = { kind: 'scan', text: '0104607112345678215\u001d93123456' };

describe('FNC1 in a code that is typed', () => {
  it.each([
    ['Ctrl+]', ctrl(']', 'BracketRight')],
    ['Ctrl+] in a Russian layout', ctrl('ъ', 'BracketRight')],
    ['Alt and its number', alt('029')],
  ])('is kept as %s', (_name, separator) => {
    expect(last([...before, ...separator, ...after, enter])).toEqual(code);
  });

  it('is the function key that the config names, and only in a code', () => {
    const f8 = { key: 'F8', code: 'F8' };
    const reader = [{ separatorKey: 'F8' }];
    const all = fates([...before, f8, ...after, enter], reader);
    expect(all[before.length]).toEqual({ kind: 'swallow' });
    expect(all.at(-1)).toEqual(code);
    expect(last([f8], reader)).toEqual({ kind: 'pass' });
    expect(keyboardReaderSchema.safeParse({ separatorKey: 'F25' }).success).toBe(false);
    expect(keyboardReaderSchema.safeParse({ separatorKey: 'Enter' }).success).toBe(false);
  });

  it.each([
    ['a function key', [{ key: 'F8', code: 'F8' }]],
    ['an arrow', [{ key: 'ArrowRight', code: 'ArrowRight' }]],
    ['another control character', ctrl('a', 'KeyA')],
    ['another character by its number', alt('004')],
    ['a number that never ended', alt('029').slice(0, -1)],
  ])('or another key is never lost with the rest read as a code: %s', (_name, key) => {
    expect(last([...before, ...key, ...after, enter])).toEqual({ kind: 'spoilt' });
    expect(last([...before, ...key, ...after, enter], [{}], true)).not.toHaveProperty('burst');
    // The next code is whole again.
    expect(last([...before, ...key, ...after, enter, ...typed('4600999000010'), enter])).toEqual({
      kind: 'scan',
      text: '4600999000010',
    });
  });

  it('is not lost by a key before the code: a scan may follow a key of the window at once', () => {
    for (const key of [[{ key: 'F2', code: 'F2' }], ctrl('b', 'KeyB')])
      expect(last([...key, ...after, enter])).toEqual({ kind: 'scan', text: '93123456' });
    for (const number of [alt('004'), alt('029').slice(0, -1)])
      expect(last([...number, ...after, enter])).toEqual({ kind: 'spoilt' });
  });

  it('leaves readers alone that spell all characters by their numbers', () => {
    const numbers = [...'KP00042'].flatMap((one) => alt(`0${one.charCodeAt(0)}`));
    expect(last([...numbers, enter], [{ slowestKeyMs: 60 }])).toEqual({ kind: 'scan', text: 'KP00042' });
  });
});

it('keys of the lock are no part of a code, nor an end of it', () => {
  const lock = { key: 'CapsLock', code: 'CapsLock' };
  expect(last([lock, ...typed('4600999000010'), lock, enter])).toEqual({
    kind: 'scan',
    text: '4600999000010',
  });
});

it('takes a sign that waits for a letter as it is on the US keyboard', () => {
  const dead = { key: 'Dead', code: 'Quote' };
  expect(last([...typed('460099'), dead, ...typed('000'), enter])).toEqual({
    kind: 'scan',
    text: "460099'000",
  });
});
