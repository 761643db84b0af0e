import { usualKeyboardReader } from '../../shared/keyboard-reader.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type BurstKey, gapsOf, median, textOfKeys } from './wedge-burst.ts';

/** Keys of one code up to what ended it. `endMs`: when that went down, on the clock of the keys. */
export type KeyBurst = {
  readonly keys: readonly BurstKey[];
  readonly end: 'Enter' | 'Tab';
  readonly endMs: number;
};

/** What three codes show of a reader that types. */
export type MeasuredReader = {
  /** From key to key, of half of all keys at most, in the slowest of the codes. */
  readonly gapMs: number;
  /** Signs around every code; empty where there are none. */
  readonly prefix: string;
  readonly suffix: string;
  readonly end: 'Enter' | 'Tab';
  /** The entry of the config's `keyboards`; null where the window hears this reader without one. */
  readonly entry: {
    readonly prefix?: string;
    readonly suffix?: string;
    readonly slowestKeyMs?: number;
  } | null;
};

/** `too-slow`: no reader types so; a person does. `not-different`: the same code each time shows nothing around it. */
export type MeasureRefusal = 'too-slow' | 'not-different';

export const burstsWanted = 3;
/** What the config allows at most. */
const slowestMs = 150;
/** A reader is not always equally quick. */
const slack = 1.25;
const roundTo = 5;

/** Measures a reader by codes that differ: speed, and what it types around each. */
export function measureReader(bursts: readonly KeyBurst[]): Result<MeasuredReader, MeasureRefusal> {
  const texts = bursts.map(({ keys }) => textOfKeys(keys));
  if (new Set(texts).size < 2) return err('not-different');
  const gapMs = Math.round(Math.max(...bursts.map(({ keys, endMs }) => median(gapsOf(keys, endMs)))));
  const wanted = Math.ceil((gapMs * slack) / roundTo) * roundTo;
  if (wanted > slowestMs || bursts.some(({ keys }) => keys.some(({ repeat }) => repeat)))
    return err('too-slow');
  const prefix = prefixOf(texts);
  const rests = texts.map((text) => text.slice(prefix.length));
  const suffix = commonEnd(rests, /[^0-9A-Za-z]*$/);
  const slow = wanted > usualKeyboardReader.slowestKeyMs;
  const entry = {
    ...(prefix === '' ? {} : { prefix }),
    ...(suffix === '' ? {} : { suffix }),
    ...(slow ? { slowestKeyMs: wanted } : {}),
  };
  const [{ end } = { end: 'Enter' as const }] = bursts;
  return ok({ gapMs, prefix, suffix, end, entry: Object.keys(entry).length === 0 ? null : entry });
}

/** Signs alone: digits and letters that codes share may well be theirs, and so is an AIM identifier. */
function prefixOf(texts: readonly string[]): string {
  const [first = ''] = texts;
  const signs = /^[^0-9A-Za-z]*/.exec(commonStart(texts))?.[0] ?? '';
  return /^\][A-Za-z][0-9A-Za-z]/.test(first.slice(signs.length - 1)) ? signs.slice(0, -1) : signs;
}

function commonStart(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = 0;
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++;
  return first.slice(0, length);
}

function commonEnd(texts: readonly string[], allowed: RegExp): string {
  const backwards = (text: string): string => [...text].reverse().join('');
  return allowed.exec(backwards(commonStart(texts.map(backwards))))?.[0] ?? '';
}
