import type { CardNumberSpelling } from './card-number.ts';

/**
 * A scanner or card reader that types like a keyboard, as a window tells it from a person. All keyboards of a till come
 * as one, so that readers are told apart by what and how they type.
 */
export interface KeyboardReader {
  /** Typed before and behind each code, and taken off it. With one of them a code may have any length and rhythm. */
  readonly prefix: string;
  readonly suffix: string;
  /** Characters of a code, where all of this reader's have the same number; null: any. */
  readonly length: number | null;
  /** Milliseconds from key to key, of half of all keys at most. */
  readonly slowestKeyMs: number;
  /** The function key it types for FNC1, as `KeyboardEvent.key` names it; null: it types Ctrl+] or Alt+029, or none. */
  readonly separatorKey: string | null;
  /** How it spells card numbers; null leaves codes as they are. What is no number is not of this reader. */
  readonly numbers: CardNumberSpelling | null;
}

/** What every window listens for where a till's config names no reader that types. */
export const usualKeyboardReader: KeyboardReader = {
  prefix: '',
  suffix: '',
  length: null,
  slowestKeyMs: 35,
  separatorKey: null,
  numbers: null,
};
