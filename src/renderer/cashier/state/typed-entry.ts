import type { IdentifyRequest } from '../../../contracts/pos-api.ts';

/** What was typed into the field that is always ready. */
export type TypedEntry =
  | { readonly kind: 'nothing' }
  /** A code or a phone number: the agent's recogniser says what it is. */
  | { readonly kind: 'identify'; readonly request: IdentifyRequest }
  /** Words: goods are looked up by name. */
  | { readonly kind: 'search'; readonly text: string };

const phoneShape = /^\+?[\d\s().\-/\u00a0]{8,20}$/;

/**
 * A phone as people type it: with a plus or separators, or ten or eleven bare digits (longer ones are barcodes). Bare
 * digits of another length are the recogniser's, which knows how the chain's country writes its phones.
 */
function looksLikePhone(text: string): boolean {
  if (!phoneShape.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return digits.length >= 10;
  if (digits.length !== text.length) return digits.length >= 7;
  return digits.length === 10 || (digits.length === 11 && /^[78]/.test(digits));
}

/** Codes have punctuation of their own, long runs of digits, or Latin letters mixed with digits in one word. */
const looksLikeCode = (text: string): boolean =>
  /[:;=?/]/.test(text) || /\d{4,}/.test(text) || /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{8,}$/.test(text);

/** Judges the field's text; pure. */
export function judgeTyped(raw: string): TypedEntry {
  const text = raw.trim();
  if (text === '') return { kind: 'nothing' };
  if (looksLikePhone(text)) return { kind: 'identify', request: { phone: text } };
  if (/\p{L}/u.test(text) && !looksLikeCode(text)) return { kind: 'search', text };
  return { kind: 'identify', request: { scan: text } };
}
