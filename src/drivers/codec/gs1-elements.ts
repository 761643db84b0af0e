/** One element of a GS1 element string: an application identifier and what it says. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

/** FNC1 as readers send it: ends a value of varying length, and may stand in front of all. */
const groupSeparator = '\u001d';
const longestValue = 90;

/** Digits of an identifier by its first two (GS1 General Specifications, figure 3.2). */
const twoDigits = /^(0[0-4]|1[0-9]|2[0-2]|30|37|9\d)/;
const threeDigits = /^(2[345]|4[012]|71)/;
const fourDigits = /^(3[1-69]|43|7[02]|8[0-2])/;

/** Identifier and value together, where the length is fixed (figure 7.8.5-2): no separator follows. */
const fixedLengths: Readonly<Record<string, number>> = {
  '00': 20,
  '01': 16,
  '02': 16,
  '03': 16,
  '04': 18,
  ...Object.fromEntries(['11', '12', '13', '14', '15', '16', '17', '18', '19'].map((start) => [start, 8])),
  '20': 4,
  ...Object.fromEntries(['31', '32', '33', '34', '35', '36'].map((start) => [start, 10])),
  '41': 16,
};

/** The elements in their order; null where the text is no GS1 element string. Linear in the text's length. */
export function parseGs1Elements(text: string): Gs1Element[] | null {
  const elements: Gs1Element[] = [];
  let at = text.startsWith(groupSeparator) ? 1 : 0;
  if (at === text.length) return null;
  while (at < text.length) {
    const aiLength = identifierLength(text.slice(at, at + 2));
    if (aiLength === null) return null;
    const ai = text.slice(at, at + aiLength);
    const end = valueEnd(text, at);
    const value = text.slice(at + aiLength, end);
    if (!/^\d+$/.test(ai) || value === '' || value.length > longestValue) return null;
    if (value.includes(groupSeparator)) return null;
    elements.push({ ai, value });
    at = text.charAt(end) === groupSeparator ? end + 1 : end;
  }
  return elements;
}

function identifierLength(start: string): number | null {
  if (twoDigits.test(start)) return 2;
  if (threeDigits.test(start)) return 3;
  return fourDigits.test(start) ? 4 : null;
}

/** Where the element that starts at `at` ends; past the text's end when it is cut short. */
function valueEnd(text: string, at: number): number {
  const fixed = fixedLengths[text.slice(at, at + 2)];
  if (fixed !== undefined) return at + fixed > text.length ? at : at + fixed;
  const separator = text.indexOf(groupSeparator, at);
  return separator < 0 ? text.length : separator;
}
