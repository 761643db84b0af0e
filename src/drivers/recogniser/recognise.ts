import { hasValidEanCheckDigit, hasValidLuhnCheckDigit } from './check-digits.ts';
import { isRetailBarcode, judgeGoods } from './goods.ts';
import { matchPattern } from './match-pattern.ts';
import { looksLikePaymentCard } from './payment-card.ts';
import type { RecogniserRule, RecogniserRules } from './rules.ts';

export interface LoyaltyIdentifier {
  readonly type: 'card' | 'phone' | 'code';
  readonly value: string;
}

/** Why a code means nothing here; `check-digit`: it was read wrongly, scan again. */
export type UnknownReason = 'empty' | 'too-long' | 'check-digit' | 'no-rule';

export type Recognition =
  | { readonly kind: 'loyalty'; readonly identifier: LoyaltyIdentifier }
  | { readonly kind: 'goods'; readonly code: string }
  /** The text of a bank card is never part of the answer. */
  | { readonly kind: 'payment-card' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  | { readonly kind: 'ambiguous'; readonly identifiers: readonly LoyaltyIdentifier[] };

/** What a loyalty identifier or a retail code can be at most, in characters. */
const maxTextLength = 4096;

/**
 * Judges a scan by the chain's rules: loyalty rules in their order, then bank cards, then goods.
 * Pure; the same scan with the same rules always means the same.
 */
export function recognise(
  scan: { readonly text: string; readonly aim: string | null },
  rules: RecogniserRules,
): Recognition {
  const { text } = scan;
  if (text.trim() === '') return { kind: 'unknown', reason: 'empty' };
  if (text.length > maxTextLength) return { kind: 'unknown', reason: 'too-long' };

  const { identifiers, failedCheckDigit } = matchRules(text, scan.aim, rules.rules);
  const [first, ...others] = identifiers;
  if (first !== undefined) {
    return others.length === 0 ? { kind: 'loyalty', identifier: first } : { kind: 'ambiguous', identifiers };
  }
  if (!isRetailBarcode(scan.aim) && looksLikePaymentCard(text)) return { kind: 'payment-card' };
  if (rules.goods.retailCodes) {
    const judgement = judgeGoods(text, scan.aim);
    if (judgement === 'goods') return { kind: 'goods', code: text };
    if (judgement === 'bad-check-digit') return { kind: 'unknown', reason: 'check-digit' };
  }
  return { kind: 'unknown', reason: failedCheckDigit ? 'check-digit' : 'no-rule' };
}

function matchRules(
  text: string,
  aim: string | null,
  rules: readonly RecogniserRule[],
): { identifiers: LoyaltyIdentifier[]; failedCheckDigit: boolean } {
  const identifiers: LoyaltyIdentifier[] = [];
  let failedCheckDigit = false;
  for (const rule of rules) {
    if (aim !== null && rule.aim !== undefined && !rule.aim.includes(aim)) continue;
    const match = matchAsTyped(text, rule);
    if (match === null) continue;
    if (!checkDigitHolds(match.checked, rule.checkDigit)) {
      failedCheckDigit = true;
      continue;
    }
    const identifier = { type: rule.type, value: match.value };
    const known = identifiers.some((one) => one.type === identifier.type && one.value === identifier.value);
    if (!known) identifiers.push(identifier);
    if (rule.decides) break;
  }
  return { identifiers, failedCheckDigit };
}

/** Loyalty stripe cards often carry only `;digits=?` (ISO/IEC 7813 track 2); a rule speaks of the digits. */
const loyaltyTrack = /^;([0-9]{1,37})=?[0-9]*\?.?$/;

function matchAsTyped(text: string, rule: RecogniserRule): ReturnType<typeof matchPattern> {
  const direct = matchPattern(text, rule.pattern);
  if (direct !== null) return direct;
  const track = loyaltyTrack.exec(text)?.[1];
  return track === undefined ? null : matchPattern(track, rule.pattern);
}

function checkDigitHolds(checked: string, checkDigit: RecogniserRule['checkDigit']): boolean {
  switch (checkDigit) {
    case 'none':
      return true;
    case 'ean':
      return hasValidEanCheckDigit(checked);
    case 'luhn':
      return hasValidLuhnCheckDigit(checked);
  }
}
