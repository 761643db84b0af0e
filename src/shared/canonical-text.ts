import { canonicalJson } from './canonical-json.ts';
import { jsonText } from './json-text.ts';

const texts = new WeakMap<object, string>();
/** Canonical texts by the plain ones: equal values that were made twice are sorted once. */
const byPlain = new Map<string, string>();
const plainKept = 8;

/**
 * `canonicalJson` of a value that nobody changes any more, kept with it and, for a while, with its plain text: a quote is
 * told, and made again when the receipt is booked.
 */
export function canonicalText(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const plain = jsonText(value);
  const text = byPlain.get(plain) ?? canonicalJson(value);
  texts.set(value, text);
  byPlain.delete(plain);
  byPlain.set(plain, text);
  const [oldest] = byPlain.keys();
  if (byPlain.size > plainKept && oldest !== undefined) byPlain.delete(oldest);
  return text;
}
