import { usCharacter } from './us-keys.ts';

/** Between the parts of GS1 data: what readers make of FNC1. */
export const GROUP_SEPARATOR = '\u001d';

/**
 * What a key that goes down is in a reader's code. `alt-digit`: of a character by its number, as Windows takes them;
 * `separator-key`: the function key a config names; `held`: gives nothing by itself; `other`: belongs to no code.
 */
export type KeyMeaning = 'end' | 'character' | 'separator' | 'separator-key' | 'alt-digit' | 'held' | 'other';

/** What is asked of a browser's keyboard event. `timeStamp`: milliseconds of any clock. */
export type PressedKey = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly timeStamp: number;
};

const ends: ReadonlySet<string> = new Set(['Enter', 'Tab']);
/** Readers switch the locks before a code and back behind it. */
const held: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock']);

export function meaningOfKey(pressed: PressedKey, separatorKeys: readonly string[]): KeyMeaning {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = pressed;
  if (ends.has(key)) return 'end';
  if (held.has(key)) return 'held';
  if (altKey && !ctrlKey && !metaKey) return /^Numpad\d$/.test(code) ? 'alt-digit' : 'other';
  // Ctrl+] has been the group separator's key since teletypes.
  if (ctrlKey && !altKey && !metaKey) return usCharacter(code, shiftKey) === ']' ? 'separator' : 'other';
  if (ctrlKey || metaKey) return 'other';
  if (separatorKeys.includes(key)) return 'separator-key';
  // In some layouts a sign of the US one waits for a letter to stand upon.
  return key.length === 1 || (key === 'Dead' && usCharacter(code, shiftKey) !== null) ? 'character' : 'other';
}

/** The character of `Alt` and a number on the number pad, or null for one that is in no code. */
export function characterOfNumber(digits: string): string | null {
  const character = String.fromCharCode(Number(digits));
  return character === GROUP_SEPARATOR || /^[\x20-\x7e]$/.test(character) ? character : null;
}
