/**
 * Lets the first of a row of equal codes through. A card reader repeats a card every 50 ms while it lies there:
 * each repetition moves the end of the hold-off, so one card is one scan however long it lies.
 */
export function createRepeatHoldOff(holdOffMs: number): (text: string, nowMs: number) => boolean {
  let lastText: string | null = null;
  let lastMs = 0;
  return (text, nowMs) => {
    const repeats = holdOffMs > 0 && text === lastText && nowMs - lastMs < holdOffMs;
    lastText = holdOffMs > 0 ? text : null;
    lastMs = nowMs;
    return !repeats;
  };
}
