import { type BurstKey, PAUSE_MS } from './wedge-burst.ts';

/** Keys that came one soon after another, of a reader or a person. */
export type TakenRun = {
  readonly keys: readonly BurstKey[];
  /** False where a key came that is in no code: what is left would be another code. */
  readonly whole: boolean;
  /** True where the end came too late to belong to it. */
  readonly late: boolean;
  /** True where the keys may be the rest of what was being typed before. */
  readonly isRest: boolean;
};

export type KeyRun = {
  /** Whether a key at this time belongs to the run. */
  goesOn(atMs: number): boolean;
  /** Counts a key that gives nothing by itself to the run, or begins another one. */
  join(atMs: number): void;
  push(key: BurstKey): void;
  spoil(atMs: number): void;
  length(): number;
  /** Ends the run. */
  take(atMs: number): TakenRun;
};

/** `onBegin` is called before the first key of every run. */
export function startKeyRun(longestGapMs: () => number, onBegin: () => void): KeyRun {
  let keys: BurstKey[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  let isRest = false;
  let whole = true;
  const goesOn = (atMs: number): boolean => atMs - lastMs <= longestGapMs();
  const join = (atMs: number): void => {
    if (!goesOn(atMs)) {
      isRest = keys.length > 0 && atMs - lastMs <= PAUSE_MS;
      keys = [];
      whole = true;
      onBegin();
    }
    lastMs = atMs;
  };
  return {
    goesOn,
    join,
    push(key) {
      join(key.atMs);
      keys.push(key);
    },
    spoil(atMs) {
      join(atMs);
      whole = false;
    },
    length: () => keys.length,
    take(atMs) {
      const taken = { keys, whole, late: !goesOn(atMs), isRest };
      keys = [];
      lastMs = Number.NEGATIVE_INFINITY;
      return taken;
    },
  };
}
