import type { TFunction } from 'i18next';
import type { Language } from '../../contracts/local-text.ts';
import type { Problem } from '../../contracts/problem.ts';
import { isProblemCode, problemCodes } from '../../contracts/problem-codes.ts';

/** Codes whose usual words are for a cashier; here they are about a form or an address. */
const ownWords = [
  'unreachable',
  'unreadable',
  'invalid',
  'malformed-json',
  'too-large',
  'not-found',
  'unknown-member',
  'rate-limited',
  'internal',
] as const;

/** What happened and what to do, in the language on screen. */
export function problemWords({ code }: Problem, language: Language, t: TFunction<'console'>): string {
  const own = ownWords.find((one) => one === code);
  if (own !== undefined) return t(`problem.${own}`);
  return isProblemCode(code) ? problemCodes[code][language] : t('problem.internal');
}
