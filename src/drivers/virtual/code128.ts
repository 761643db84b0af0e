/** What the data of `GS k` 73 draws; null where a printer would refuse it. */
export function readCode128(data: Uint8Array): { readonly text: string; readonly symbols: number } | null {
  let set: string | null = null;
  let text = '';
  let symbols = 0;
  for (let at = 0; at < data.length; at++) {
    let byte = data[at] ?? 0;
    if (byte === 0x7b) {
      at += 1;
      const announced = String.fromCharCode(data[at] ?? 0);
      if ('ABC'.includes(announced)) {
        // The first one is the start symbol.
        symbols += set === null ? 0 : 1;
        set = announced;
        continue;
      }
      if (announced !== '{') return null;
      byte = 0x7b;
    }
    if (set === null || byte > (set === 'C' ? 99 : 0x7f)) return null;
    text += set === 'C' ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
    symbols += 1;
  }
  return symbols === 0 ? null : { text, symbols };
}
