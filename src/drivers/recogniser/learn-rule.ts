import { err, ok, type Result } from '../../shared/result.ts';
import { tracksOf } from '../codec/magnetic-track.ts';
import { hasValidEanCheckDigit, hasValidLuhnCheckDigit } from './check-digits.ts';
import { isInStoreNumber, judgeGoods } from './goods.ts';
import { mayTakeGoods, mayTakePaymentCards } from './learned-too-much.ts';
import type { ReadPhone } from './match-pattern.ts';
import { looksLikePaymentCard } from './payment-card.ts';
import { characterSets, type RecogniserPattern, type RecogniserRule } from './rules.ts';
import { contentOfTrack } from './texts-of-scan.ts';

export interface SampleScan {
  readonly text: string;
  readonly aim: string | null;
}

/** Why no rule can be learned from these scans. */
export type LearnRefusal =
  | 'too-few'
  | 'not-different'
  | 'payment-card'
  /** The cards are the chain's own, and yet bank cards begin so too. */
  | 'payment-range'
  | 'goods'
  | 'different-kinds'
  | 'nothing-in-common';

/**
 * `neighbours`: true of the samples, and yet other cards of the chain may not fit. `goods`: goods in a shop may bear
 * such numbers, and the rule would take them for cards.
 */
export type LearnWarning = 'neighbours' | 'goods';
export interface LearnedRule {
  readonly rule: RecogniserRule;
  readonly warning: LearnWarning | null;
}

const wantedSamples = 3;
/** In-store EAN-13: the chain's own prefix is the first four digits; the rest counts cards. */
const inStorePrefix = 4;
/** Card numbers of one issuer share at most six digits (ISO/IEC 7812); more would be chance of the samples. */
const longestDigitPrefix = 6;
const shortestPrefix = 2;

/**
 * A rule from scans of three different cards of one kind: what they have in common, and no more than that. A rule
 * that would also fit bank cards is refused; one that may fit goods is given with a warning. Of swipes the first track
 * counts that a rule can be learned from.
 */
export function learnRule(
  samples: readonly SampleScan[],
  readPhone: ReadPhone,
  id = 'learned',
): Result<LearnedRule, LearnRefusal> {
  if (samples.length < wantedSamples) return err('too-few');
  if (samples.some(({ text }) => looksLikePaymentCard(text))) return err('payment-card');
  const [likeliest, ...others] = readingsOf(samples.map(({ text }) => text.trim())).map((texts) =>
    learnFromTexts(texts, samples, readPhone, id),
  );
  return [likeliest, ...others].find((learned) => learned?.ok) ?? likeliest ?? err('different-kinds');
}

/** The texts to learn from: of swipes what each track has that all of them have, else the scans themselves. */
function readingsOf(texts: readonly string[]): string[][] {
  const swipes = texts.map((text) => tracksOf(text));
  if (!swipes.some((tracks) => tracks !== null)) return [[...texts]];
  return ([1, 0, 2] as const).flatMap((number) => {
    const tracks = swipes.flatMap((swipe) => swipe?.[number] ?? []);
    return tracks.length === texts.length ? [tracks.map(contentOfTrack)] : [];
  });
}

function learnFromTexts(
  texts: readonly string[],
  samples: readonly SampleScan[],
  readPhone: ReadPhone,
  id: string,
): Result<LearnedRule, LearnRefusal> {
  if (texts.includes('')) return err('too-few');
  if (new Set(texts).size < texts.length) return err('not-different');
  if (texts.every((text) => isPhone(text, readPhone))) {
    const phone = {
      id,
      type: 'phone',
      pattern: { kind: 'phone' },
      checkDigit: 'none',
      decides: true,
    } as const;
    return ok({ rule: phone, warning: null });
  }
  if (texts.some((text) => isShelfGoods(text))) return err('goods');
  const pattern = texts.every((text) => URL.canParse(text) && /^https?:/i.test(text))
    ? urlPattern(texts)
    : prefixPattern(texts);
  if (!pattern.ok) return pattern;
  if (mayTakePaymentCards(pattern.value)) return err('payment-range');
  const aims = new Set(samples.map(({ aim }) => aim));
  const [aim] = aims;
  const rule: RecogniserRule = {
    id,
    type: 'card',
    ...(aims.size === 1 && aim !== null && aim !== undefined ? { aim: [aim] } : {}),
    pattern: pattern.value,
    checkDigit: pattern.value.kind === 'prefix' ? commonCheckDigit(texts) : 'none',
    decides: true,
  };
  return ok({ rule, warning: warningOf(texts, pattern.value) });
}

function warningOf(texts: readonly string[], pattern: RecogniserPattern): LearnWarning | null {
  if (mayTakeGoods(pattern)) return 'goods';
  return areNeighbours(texts, pattern) ? 'neighbours' : null;
}

/**
 * Numbers that share more than the prefix that was taken of them lie close together: where the chain's prefix ends is
 * then a guess, and the oldest and the newest card may differ before that.
 */
const areNeighbours = (texts: readonly string[], pattern: RecogniserPattern): boolean =>
  pattern.kind === 'prefix' &&
  pattern.characters === 'digits' &&
  /\d$/.test(pattern.prefix) &&
  commonStart(texts).length > pattern.prefix.length;

const isPhone = (text: string, readPhone: ReadPhone): boolean =>
  /^[+78]/.test(text) && readPhone(text) !== null;

/** Goods anywhere, not the in-store numbers that chains also print on cards. */
function isShelfGoods(text: string): boolean {
  return !(text.length === 13 && isInStoreNumber(text, 13)) && judgeGoods(text, null).kind === 'goods';
}

function commonCheckDigit(texts: readonly string[]): 'ean' | 'luhn' | 'none' {
  const isEan = texts.every(
    (text) => [8, 12, 13, 14, 18].includes(text.length) && hasValidEanCheckDigit(text),
  );
  if (isEan) return 'ean';
  return texts.every((text) => hasValidLuhnCheckDigit(text)) ? 'luhn' : 'none';
}

function prefixPattern(texts: readonly string[]): Result<RecogniserPattern, LearnRefusal> {
  const shared = commonStart(texts);
  const letters = /^[^0-9]*/.exec(shared)?.[0] ?? '';
  const allDigits = texts.every((text) => characterSets.digits.test(text));
  const isInStore = allDigits && texts.every((text) => text.length === 13 && /^(2|02|04)/.test(text));
  const length = allDigits ? (isInStore ? inStorePrefix : longestDigitPrefix) : letters.length;
  const prefix = shared.slice(0, length);
  if (prefix.length < shortestPrefix || (isInStore && prefix.length < inStorePrefix)) {
    return err(new Set(texts.map((text) => text.length)).size > 1 ? 'different-kinds' : 'nothing-in-common');
  }
  const rests = texts.map((text) => text.slice(prefix.length));
  const characters = smallestSet(rests);
  if (characters === null || rests.includes('')) return err('different-kinds');
  return ok({ kind: 'prefix', prefix, ...lengthsOf(rests), characters, keep: 'whole' });
}

function urlPattern(texts: readonly string[]): Result<RecogniserPattern, LearnRefusal> {
  const urls = texts.map((text) => new URL(text));
  const hosts = new Set(urls.map(({ hostname }) => hostname));
  const shared = commonStart(urls.map(({ pathname }) => pathname));
  const pathPrefix = shared.slice(0, shared.lastIndexOf('/') + 1);
  const rests = urls.map(({ pathname }) => pathname.slice(pathPrefix.length));
  const characters = smallestSet(rests);
  if (hosts.size > 1 || pathPrefix.length < 2 || characters === null || rests.includes('')) {
    return err('nothing-in-common');
  }
  return ok({ kind: 'url', hosts: [...hosts], pathPrefix, ...lengthsOf(rests), characters });
}

function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = 0;
  while (length < first.length && others.every((other) => other.charAt(length) === first.charAt(length))) {
    length++;
  }
  return first.slice(0, length);
}

function smallestSet(texts: readonly string[]): keyof typeof characterSets | null {
  const names = ['digits', 'hexadecimal', 'alphanumeric', 'printable'] as const;
  return names.find((name) => texts.every((text) => characterSets[name].test(text))) ?? null;
}

const lengthsOf = (texts: readonly string[]): { minLength: number; maxLength: number } => ({
  minLength: Math.min(...texts.map((text) => text.length)),
  maxLength: Math.max(...texts.map((text) => text.length)),
});
