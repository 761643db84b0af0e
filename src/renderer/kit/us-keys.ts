/** Characters of the US layout by physical key: without and with shift. Scanners speak it whatever the till types in. */
const symbols: Readonly<Record<string, readonly [string, string]>> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};
const shiftedDigits = ')!@#$%^&*(';

/** What a key gives on a US layout, or null for a key that gives no character. `code` is the physical key. */
export function usCharacter(code: string, shift: boolean): string | null {
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit !== null) {
    const [, place, number] = digit;
    return place === 'Digit' && shift ? (shiftedDigits[Number(number)] ?? null) : (number ?? null);
  }
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  return symbols[code]?.[shift ? 1 : 0] ?? null;
}
