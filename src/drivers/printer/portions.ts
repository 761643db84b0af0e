import { createEscposTokenizer } from '../codec/escpos-commands.ts';

export interface Portion {
  readonly bytes: Uint8Array;
  /** The next byte begins a command or is a character: something else may be sent before it. */
  readonly endsWhole: boolean;
}

const portionBytes = 2048;

/** Cuts a slip into what is handed to the line at a time, between two ESC/POS commands wherever one is not longer. */
export function portionsOf(slip: Uint8Array): Portion[] {
  const tokenizer = createEscposTokenizer();
  const portions: Portion[] = [];
  let start = 0;
  let lastWhole = 0;
  const cut = (end: number): void => {
    portions.push({ bytes: slip.subarray(start, end), endsWhole: end === lastWhole });
    start = end;
  };
  for (let end = 1; end <= slip.length; end++) {
    if (tokenizer.push(slip.subarray(end - 1, end)).length > 0) lastWhole = end;
    if (end - start < portionBytes) continue;
    cut(lastWhole > start ? lastWhole : end);
  }
  if (start < slip.length) cut(slip.length);
  return portions;
}
