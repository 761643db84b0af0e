const texts = new WeakMap<object, string>();

/** `JSON.stringify` of a value that nobody changes any more, kept with it: what is stored and what is answered is written once. */
export function jsonText(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}
