import type { KeyboardReader } from '../../shared/keyboard-reader.ts';
import type { KeyBurst } from './learn-keyboard-reader.ts';
import { type BurstKey, burstGapMs, PAUSE_MS, scanOfBurst } from './wedge-burst.ts';

/** A scanner that types like a keyboard, told apart from the person at the same keyboard. */
export type Wedge = {
  /** Returns the function that ends the subscription. */
  onScan(listener: (text: string) => void): () => void;
  /** Called before the first key of every run of keys takes effect. Returns the end of the subscription. */
  onBegin(listener: () => void): () => void;
  /** Called at a scan: whoever took its keys for typing takes them back. Returns the end of the subscription. */
  onTakeBack(listener: () => void): () => void;
  /** True while a key belongs to a burst that goes on: no time for single-key commands. */
  inBurst(): boolean;
  /** Until the end of it nothing is a scan: every run of keys up to Enter or Tab is handed over to be measured. */
  measure(listener: (burst: KeyBurst) => void): () => void;
};

/** Enter alone presses a button; so few keys are no code. */
const FEWEST_MEASURED = 4;

const isEnd = (key: string): boolean => key === 'Enter' || key === 'Tab';
const isTyped = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

type Snapshot = ReadonlyMap<HTMLInputElement, string>;

function fieldsNow(page: Document): Snapshot {
  const fields = [...page.querySelectorAll('input')].filter((one) => one.type !== 'radio');
  return new Map(fields.map((field) => [field, field.value]));
}

/** Writes a field as a person would, so that whoever listens to it hears of the change. */
function setField(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const subscribe =
  <Listener>(listeners: Set<Listener>) =>
  (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };

/**
 * Watches all keys of the window before anyone else. Keys go through as they come, so that typing is never delayed; when
 * a burst turns out to be a scan of one of the readers, fields get back what they held before it and the scan is told.
 */
export function watchWedge(view: Window, readers: () => readonly KeyboardReader[]): Wedge {
  const beginListeners = new Set<() => void>();
  const scanListeners = new Set<(text: string) => void>();
  const backListeners = new Set<() => void>();
  let keys: BurstKey[] = [];
  let isRest = false;
  let before: Snapshot = new Map();

  let measuring: ((burst: KeyBurst) => void) | null = null;
  const longestGapMs = (): number => (measuring === null ? burstGapMs(readers()) : PAUSE_MS);
  const gapMs = (atMs: number): number => atMs - (keys.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY);
  const collect = (event: KeyboardEvent): void => {
    if (gapMs(event.timeStamp) > longestGapMs()) {
      isRest = gapMs(event.timeStamp) <= PAUSE_MS;
      keys = [];
      before = fieldsNow(view.document);
      for (const listener of [...beginListeners]) listener();
    }
    const { key, code, shiftKey, repeat, timeStamp } = event;
    keys.push({ key, code, shift: shiftKey, repeat, atMs: timeStamp });
  };
  /** As if the keys had never come. */
  const takeBack = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const [field, value] of before)
      if (field.isConnected && field.value !== value) setField(field, value);
    for (const listener of [...backListeners]) listener();
  };
  const finish = (event: KeyboardEvent): void => {
    const late = gapMs(event.timeStamp) > longestGapMs();
    const burst = { keys, end: event.key === 'Tab' ? 'Tab' : 'Enter', endMs: event.timeStamp } as const;
    keys = [];
    if (measuring !== null && !late && burst.keys.length >= FEWEST_MEASURED) {
      takeBack(event);
      measuring(burst);
      return;
    }
    const text = late || isRest ? null : scanOfBurst(burst.keys, event.timeStamp, readers());
    if (text === null) return;
    takeBack(event);
    for (const listener of [...scanListeners]) listener(text);
  };
  view.addEventListener(
    'keydown',
    (event) => {
      if (isEnd(event.key)) finish(event);
      else if (isTyped(event)) collect(event);
      else if (event.key !== 'Shift') keys = [];
    },
    { capture: true },
  );
  return {
    onBegin: subscribe(beginListeners),
    onScan: subscribe(scanListeners),
    onTakeBack: subscribe(backListeners),
    inBurst: () => keys.length > 1,
    measure(listener) {
      measuring = listener;
      return () => {
        measuring = null;
      };
    },
  };
}
