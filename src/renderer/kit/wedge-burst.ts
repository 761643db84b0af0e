import { usCharacter } from './us-keys.ts';

/** One key that gives a character. `atMs`: when it went down, in milliseconds of any clock. */
export type BurstKey = {
  /** The character in the layout that is switched on. */
  readonly key: string;
  /** The physical key; empty where the system does not tell. */
  readonly code: string;
  readonly shift: boolean;
  /** True for repeats of a key held down. */
  readonly repeat: boolean;
  readonly atMs: number;
};

/** Keys further apart than this do not belong together. */
export const BURST_GAP_MS = 120;
/** Keys after a pause shorter than this may be the rest of what was being typed: they are no scan of their own. */
export const PAUSE_MS = 400;
const FEWEST_KEYS = 6;
const SLOWEST_MEDIAN_MS = 35;
const WIDEST_DEVIATION_MS = 25;

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
}

/**
 * Judges keys that ended with Enter or Tab at `endMs`: the text a keyboard-wedge scanner sent, or null for a person's
 * typing. The whole burst decides, since single keys of a fast typist come as quickly as a scanner's.
 */
export function scanOfBurst(keys: readonly BurstKey[], endMs: number): string | null {
  if (keys.length < FEWEST_KEYS || keys.some((one) => one.repeat)) return null;
  const times = [...keys.map((one) => one.atMs), endMs];
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  if (median(gaps.toSorted((one, other) => one - other)) > SLOWEST_MEDIAN_MS) return null;
  if (deviation(gaps) > WIDEST_DEVIATION_MS) return null;
  return textOfKeys(keys);
}

/** The text as the scanner meant it: letters of another alphabet show that the layout has changed it. */
function textOfKeys(keys: readonly BurstKey[]): string {
  const garbled = keys.some(({ key, code }) => code !== '' && /[^\u0020-\u007e]/.test(key));
  return keys.map(({ key, code, shift }) => (garbled ? (usCharacter(code, shift) ?? key) : key)).join('');
}
