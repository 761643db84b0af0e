import { parseGs1Elements } from '../codec/gs1-elements.ts';
import { hasValidEanCheckDigit } from './check-digits.ts';
import { characterSets, type RecogniserPattern } from './rules.ts';

const cardText = /^[A-Za-z]*\d+$/;

/** What a pattern reads out of a text: the identifier, and the characters its check digit covers. */
export interface PatternMatch {
  readonly value: string;
  readonly checked: string;
  /** The changing code behind the number, still to be checked. */
  readonly rotatingCode?: string;
}

/** A phone as E.164 (`+79161234567`), or null where the text is none: as people of the chain's country write theirs. */
export type ReadPhone = (text: string) => string | null;

/** Goods have numbers that would be phones in countries with short ones. */
const isRetailNumber = (text: string): boolean =>
  [8, 12, 13, 14].includes(text.length) && hasValidEanCheckDigit(text);

/** Reads a text by a rule's pattern; null where it does not fit. Linear in the text's length. */
export function matchPattern(
  text: string,
  pattern: RecogniserPattern,
  readPhone: ReadPhone,
): PatternMatch | null {
  switch (pattern.kind) {
    case 'prefix': {
      if (!text.startsWith(pattern.prefix)) return null;
      const rest = text.slice(pattern.prefix.length);
      if (!fits(rest, pattern)) return null;
      return pattern.keep === 'whole' ? { value: text, checked: text } : { value: rest, checked: rest };
    }
    case 'range': {
      const { from, to } = pattern;
      // Of one length and behind the same letters, digits sort as numbers.
      const isIn = text.length === from.length && cardText.test(text) && text >= from && text <= to;
      return isIn ? { value: text, checked: text } : null;
    }
    case 'url': {
      const rest = urlRest(text, pattern.hosts, pattern.pathPrefix);
      return rest !== null && fits(rest, pattern) ? { value: rest, checked: rest } : null;
    }
    case 'gs1': {
      const value = parseGs1Elements(text)?.find((element) => element.ai === pattern.ai)?.value;
      if (value === undefined || !value.startsWith(pattern.prefix)) return null;
      return fits(value.slice(pattern.prefix.length), pattern) ? { value, checked: value } : null;
    }
    case 'rotating': {
      if (!text.startsWith(pattern.prefix)) return null;
      const [card = '', rotatingCode = '', ...more] = text
        .slice(pattern.prefix.length)
        .split(pattern.separator);
      const isCode = rotatingCode.length === pattern.digits && /^\d+$/.test(rotatingCode);
      if (!isCode || more.length > 0 || !fits(card, pattern)) return null;
      return { value: card, checked: card, rotatingCode };
    }
    case 'phone': {
      const phone = isRetailNumber(text) ? null : readPhone(text);
      return phone === null ? null : { value: phone, checked: phone.slice(1) };
    }
  }
}

function fits(
  rest: string,
  pattern: { minLength: number; maxLength: number; characters: keyof typeof characterSets },
): boolean {
  if (rest.length < pattern.minLength || rest.length > pattern.maxLength) return false;
  return characterSets[pattern.characters].test(rest);
}

function urlRest(text: string, hosts: readonly string[], pathPrefix: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (hosts.length > 0 && !hosts.includes(url.hostname)) return null;
  return url.pathname.startsWith(pathPrefix) ? url.pathname.slice(pathPrefix.length) : null;
}
