import type { KeyboardReader } from '../../shared/keyboard-reader.ts';
import { type KeyRun, startKeyRun } from './key-run.ts';
import type { KeyBurst } from './learn-keyboard-reader.ts';
import { characterOfNumber, GROUP_SEPARATOR, meaningOfKey, type PressedKey } from './reader-keys.ts';
import { burstGapMs, PAUSE_MS, scanOfBurst } from './wedge-burst.ts';

/**
 * What becomes of a key. `pass`: it is everyone's; `swallow`: a reader's alone. Of the others it was the end, and their
 * keys never came, for anyone: `scan` is a code, `measured` a run to be measured, `spoilt` a code with a key in it
 * that is in none, of which nothing is told.
 */
export type KeyFate =
  | { readonly kind: 'pass' | 'swallow' | 'spoilt' }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'measured'; readonly burst: KeyBurst };

export type BurstWatch = {
  down(pressed: PressedKey): KeyFate;
  up(key: string, atMs: number): void;
  /** True while a key belongs to a burst that goes on. */
  inBurst(): boolean;
};

export type BurstWatchOptions = {
  readonly readers: () => readonly KeyboardReader[];
  readonly measuring: () => boolean;
  /** Called before the first key of every run of keys. */
  readonly onBegin: () => void;
};

/** Enter alone presses a button; so few keys are no code. */
const FEWEST_MEASURED = 4;
const pass: KeyFate = { kind: 'pass' };

/** Tells codes of readers that type from a person's typing, key by key. */
export function startBurstWatch({ readers, measuring, onBegin }: BurstWatchOptions): BurstWatch {
  let altDigits = '';
  const begin = (): void => {
    altDigits = '';
    onBegin();
  };
  const run = startKeyRun(() => (measuring() ? PAUSE_MS : burstGapMs(readers())), begin);
  const separatorKeys = (): string[] =>
    readers().flatMap(({ separatorKey }) => (separatorKey === null ? [] : [separatorKey]));
  const separate = (atMs: number): KeyFate => {
    run.push(plainKey(GROUP_SEPARATOR, atMs));
    return { kind: 'swallow' };
  };
  return {
    down(pressed) {
      const { key, code, shiftKey, repeat, timeStamp: atMs } = pressed;
      const meaning = meaningOfKey(pressed, separatorKeys());
      if (meaning === 'held') return pass;
      if (meaning === 'alt-digit') {
        run.join(atMs);
        altDigits += code.slice(-1);
        return pass;
      }
      // Whatever these digits were to become, nobody saw it end.
      if (altDigits !== '' && run.goesOn(atMs)) run.spoil(atMs);
      altDigits = '';
      if (meaning === 'end') return fateOfRun(run, pressed, readers(), measuring());
      if (meaning === 'separator') return separate(atMs);
      // Not in a code that key is the window's own.
      if (meaning === 'separator-key' && run.length() > 0 && run.goesOn(atMs)) return separate(atMs);
      if (meaning === 'character') run.push({ key, code, shift: shiftKey, repeat, atMs });
      else if (run.goesOn(atMs)) run.spoil(atMs);
      // By itself it opens a dialog, or is what a reader types before its codes; a scan may follow at once.
      else run.take(atMs);
      return pass;
    },
    /** The number is whole once Alt is let go of. */
    up(key, atMs) {
      if (key !== 'Alt' || altDigits === '') return;
      const character = characterOfNumber(altDigits);
      altDigits = '';
      if (character === null) run.spoil(atMs);
      else run.push(plainKey(character, atMs));
    },
    inBurst: () => run.length() > 1,
  };
}

const plainKey = (key: string, atMs: number) => ({ key, code: '', shift: false, repeat: false, atMs });

function fateOfRun(
  run: KeyRun,
  { key, timeStamp: endMs }: PressedKey,
  readers: readonly KeyboardReader[],
  measured: boolean,
): KeyFate {
  const { keys, whole, late, isRest } = run.take(endMs);
  if (measured && whole && !late && keys.length >= FEWEST_MEASURED)
    return { kind: 'measured', burst: { keys, end: key === 'Tab' ? 'Tab' : 'Enter', endMs } };
  const text = late || isRest ? null : scanOfBurst(keys, endMs, readers);
  if (text === null) return pass;
  return whole ? { kind: 'scan', text } : { kind: 'spoilt' };
}
