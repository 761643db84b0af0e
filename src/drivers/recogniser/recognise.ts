import { COUPON_QR_PREFIX } from '../../shared/coupon-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { bareCode } from '../codec/bare-code.ts';
import { checkDigitHolds } from './check-digits.ts';
import { isRetailBarcode, judgeGoods } from './goods.ts';
import { matchPattern, type PatternMatch, type ReadPhone } from './match-pattern.ts';
import { looksLikePaymentCard } from './payment-card.ts';
import type { CheckRotatingCode } from './rotating-code.ts';
import type { RecogniserPattern, RecogniserRule, RecogniserRules } from './rules.ts';
import { textsOfScan } from './texts-of-scan.ts';

export interface LoyaltyIdentifier {
  readonly type: 'card' | 'phone' | 'code';
  readonly value: string;
}

/**
 * Why a code means nothing here. `check-digit`: it was read wrongly, scan again. `code-expired`, `code-used`: ask the
 * customer to open the app and show the code anew. `code-unverified`: this till
 * cannot check it: it has no key, or its disk does not serve.
 */
export type UnknownReason =
  | 'empty'
  | 'too-long'
  | 'check-digit'
  | 'no-rule'
  | 'code-expired'
  | 'code-used'
  | 'code-unverified';

export type Recognition =
  | { readonly kind: 'loyalty'; readonly identifier: LoyaltyIdentifier }
  | { readonly kind: 'goods'; readonly code: string }
  /** A coupon that a slip of this product carries. */
  | { readonly kind: 'coupon'; readonly code: string }
  /** The text of a bank card is never part of the answer. */
  | { readonly kind: 'payment-card' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  | { readonly kind: 'ambiguous'; readonly identifiers: readonly LoyaltyIdentifier[] };

/** What rules cannot say by themselves. Without `checkRotating` changing codes are not checked. */
export interface RecogniserHelp {
  readonly readPhone: ReadPhone;
  readonly checkRotating?: CheckRotatingCode;
}

/** What a loyalty identifier or a retail code can be at most, in characters. */
const maxTextLength = 4096;
const longestCoupon = 64;

/**
 * Judges a scan by the chain's rules: loyalty rules in their order, then bank cards, then goods.
 * The same scan with the same rules always means the same, but for rotating codes: `checkRotating` decides those.
 */
export function recognise(
  scan: { readonly text: string; readonly aim: string | null },
  rules: RecogniserRules,
  { readPhone, checkRotating = () => 'cannot-check' }: RecogniserHelp,
): Recognition {
  // A register hands scans on as it got them, line end included.
  const text = bareCode(scan.text);
  if (text.trim() === '') return { kind: 'unknown', reason: 'empty' };
  if (text.length > maxTextLength) return { kind: 'unknown', reason: 'too-long' };

  const coupon = couponOf(text);
  if (coupon !== null) return { kind: 'coupon', code: coupon };
  const { identifiers, failure } = matchRules(text, scan.aim, rules.rules, { readPhone, checkRotating });
  const [first, ...others] = identifiers;
  if (first !== undefined) {
    return others.length === 0 ? { kind: 'loyalty', identifier: first } : { kind: 'ambiguous', identifiers };
  }
  if (!isRetailBarcode(scan.aim) && looksLikePaymentCard(text)) return { kind: 'payment-card' };
  if (rules.goods.retailCodes) {
    const goods = judgeGoods(text, scan.aim);
    if (goods.kind === 'goods') return goods;
    if (goods.kind === 'bad-check-digit') return { kind: 'unknown', reason: 'check-digit' };
  }
  return { kind: 'unknown', reason: failure ?? 'no-rule' };
}

/** Slips of this product say themselves that they hold a coupon: no rule of a chain may take one for a card. */
function couponOf(text: string): string | null {
  if (!text.startsWith(COUPON_QR_PREFIX)) return null;
  const code = text.slice(COUPON_QR_PREFIX.length).trim();
  return code.length > 0 && code.length <= longestCoupon ? code : null;
}

function matchRules(
  text: string,
  aim: string | null,
  rules: readonly RecogniserRule[],
  { readPhone, checkRotating }: Required<RecogniserHelp>,
): { identifiers: LoyaltyIdentifier[]; failure: UnknownReason | null } {
  const identifiers: LoyaltyIdentifier[] = [];
  let failure: UnknownReason | null = null;
  const texts = textsOfScan(text);
  for (const rule of rules) {
    if (aim !== null && rule.aim !== undefined && !rule.aim.includes(aim)) continue;
    const judged = judgeByRule(texts, rule, { readPhone, checkRotating });
    if (judged === null) continue;
    if (!judged.ok) {
      failure = judged.error;
      continue;
    }
    const identifier = { type: rule.type, value: judged.value };
    const known = identifiers.some((one) => one.type === identifier.type && one.value === identifier.value);
    if (!known) identifiers.push(identifier);
    if (rule.decides) break;
  }
  return { identifiers, failure };
}

/** The identifier in the first of the texts that fits the rule, else why the last that nearly fitted does not; null: none did. */
function judgeByRule(
  texts: readonly string[],
  rule: RecogniserRule,
  { readPhone, checkRotating }: Required<RecogniserHelp>,
): Result<string, UnknownReason> | null {
  let failure: UnknownReason | null = null;
  for (const text of texts) {
    const match = matchPattern(text, rule.pattern, readPhone);
    if (match === null) continue;
    const fault = checkDigitHolds(match.checked, rule.checkDigit)
      ? rotatingFault(match, rule.pattern, checkRotating)
      : 'check-digit';
    if (fault === null) return ok(match.value);
    failure = fault;
  }
  return failure === null ? null : err(failure);
}

function rotatingFault(
  { value, rotatingCode }: PatternMatch,
  pattern: RecogniserPattern,
  check: CheckRotatingCode,
): UnknownReason | null {
  if (rotatingCode === undefined || pattern.kind !== 'rotating') return null;
  switch (check(value, rotatingCode, pattern)) {
    case 'valid':
      return null;
    case 'wrong-or-old':
      return 'code-expired';
    case 'used':
      return 'code-used';
    case 'cannot-check':
      return pattern.withoutKey === 'accept' ? null : 'code-unverified';
  }
}
