import { canonicalCardNumber } from '../../shared/card-number.ts';
import type { KeyboardReader } from '../../shared/keyboard-reader.ts';
import { usCharacter } from './us-keys.ts';

/** One key that gives a character. `atMs`: when it went down, in milliseconds of any clock. */
export type BurstKey = {
  /** The character in the layout that is switched on; `Dead` for a sign that waits for a letter. */
  readonly key: string;
  /** The physical key; empty where the system does not tell. */
  readonly code: string;
  readonly shift: boolean;
  /** True for repeats of a key held down. */
  readonly repeat: boolean;
  readonly atMs: number;
};

/** Keys further apart than this do not belong together, unless a reader is that slow. */
const BURST_GAP_MS = 120;
/** Keys after a pause shorter than this may be the rest of what was being typed: they are no scan of their own. */
export const PAUSE_MS = 400;
const FEWEST_KEYS = 6;
const WIDEST_DEVIATION_MS = 25;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Milliseconds from each key to the next, and from the last one to the end. */
export function gapsOf(keys: readonly BurstKey[], endMs: number): number[] {
  const times = [...keys.map((one) => one.atMs), endMs];
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
}

/** How long a burst of the slowest of the readers may pause between two keys: one stutter is no end. */
export const burstGapMs = (readers: readonly KeyboardReader[]): number =>
  Math.max(BURST_GAP_MS, ...readers.map(({ slowestKeyMs }) => slowestKeyMs * 2));

/**
 * Judges keys that ended with Enter or Tab at `endMs`: the code that the first fitting reader sent, without what it
 * types around it and with card numbers in the one spelling they are kept in, or null for a person's typing. The whole
 * burst decides, since single keys of a fast typist come as quickly as a scanner's.
 */
export function scanOfBurst(
  keys: readonly BurstKey[],
  endMs: number,
  readers: readonly KeyboardReader[],
): string | null {
  if (keys.some((one) => one.repeat)) return null;
  const gaps = gapsOf(keys, endMs);
  const medianMs = median(gaps);
  const even = keys.length >= FEWEST_KEYS && deviation(gaps) <= WIDEST_DEVIATION_MS;
  const text = textOfKeys(keys);
  for (const reader of readers) {
    const certain = reader.prefix !== '' || reader.suffix !== '';
    if (medianMs > reader.slowestKeyMs || !(certain || even)) continue;
    const code = codeOfReader(text, reader);
    if (code !== null) return code;
  }
  return null;
}

function codeOfReader(text: string, { prefix, suffix, length, numbers }: KeyboardReader): string | null {
  if (!text.startsWith(prefix) || !text.endsWith(suffix)) return null;
  const code = text.slice(prefix.length, text.length - suffix.length);
  if (code === '' || (length !== null && code.length !== length)) return null;
  return numbers === null ? code : canonicalCardNumber(code, numbers);
}

/**
 * The text as the scanner meant it: what its keys are on a US keyboard, which readers take every machine for, whatever
 * the layout that is switched on made of them. Keys that the system tells no place of stand as they came.
 */
export function textOfKeys(keys: readonly BurstKey[]): string {
  return keys.map(({ key, code, shift }) => usCharacter(code, shift) ?? key).join('');
}
