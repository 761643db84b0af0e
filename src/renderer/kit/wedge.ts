import type { KeyboardReader } from '../../shared/keyboard-reader.ts';
import { startBurstWatch } from './burst-watch.ts';
import type { KeyBurst } from './learn-keyboard-reader.ts';

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
  let before: Snapshot = new Map();
  let measuring: ((burst: KeyBurst) => void) | null = null;
  const watch = startBurstWatch({
    readers,
    measuring: () => measuring !== null,
    onBegin: () => {
      before = fieldsNow(view.document);
      for (const listener of [...beginListeners]) listener();
    },
  });
  /** As if the keys had never come. */
  const takeBack = (): void => {
    for (const [field, value] of before)
      if (field.isConnected && field.value !== value) setField(field, value);
    for (const listener of [...backListeners]) listener();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const fate = watch.down(event);
    if (fate.kind === 'pass') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (fate.kind === 'swallow') return;
    takeBack();
    if (fate.kind === 'measured') measuring?.(fate.burst);
    if (fate.kind === 'scan') for (const listener of [...scanListeners]) listener(fate.text);
  };
  view.addEventListener('keydown', onKeyDown, { capture: true });
  view.addEventListener('keyup', ({ key, timeStamp }) => watch.up(key, timeStamp), { capture: true });
  return {
    onBegin: subscribe(beginListeners),
    onScan: subscribe(scanListeners),
    onTakeBack: subscribe(backListeners),
    inBurst: watch.inBurst,
    measure(listener) {
      measuring = listener;
      return () => {
        measuring = null;
      };
    },
  };
}
