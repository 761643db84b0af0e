import { z } from 'zod';
import { type CheckDigit, checkDigitHolds, checkDigits } from './check-digits.ts';

/** Character sets a rule may name instead of a regular expression, which a chain could write to hang a till. */
export const characterSets = {
  digits: /^\d*$/,
  hexadecimal: /^[\dA-Fa-f]*$/,
  alphanumeric: /^[\dA-Za-z]*$/,
  printable: /^[\x21-\x7e]*$/,
} as const;

const charactersSchema = z.enum(['digits', 'hexadecimal', 'alphanumeric', 'printable']);
const lengthSchema = z.int().min(1).max(256);

/** Starts with `prefix`, then between `minLength` and `maxLength` further characters of one set. */
const prefixPatternSchema = z.strictObject({
  kind: z.literal('prefix'),
  prefix: z.string().max(64),
  minLength: lengthSchema,
  maxLength: lengthSchema,
  characters: charactersSchema,
  /** What the identifier is: the whole text or only what follows the prefix. */
  keep: z.enum(['whole', 'after-prefix']),
});

/** The cards of a chain that were printed: their text, check digit included, from the first card to the last. */
const cardTextSchema = z.string().regex(/^[A-Za-z]{0,16}\d{3,40}$/);
const rangePatternSchema = z.strictObject({
  kind: z.literal('range'),
  from: cardTextSchema,
  to: cardTextSchema,
});

/** A web address whose path is `pathPrefix` and then the identifier; `hosts` empty means any host. */
const urlPatternSchema = z.strictObject({
  kind: z.literal('url'),
  hosts: z.array(z.string().min(1).max(253)).max(20),
  pathPrefix: z.string().min(2).max(64).startsWith('/').endsWith('/'),
  minLength: lengthSchema,
  maxLength: lengthSchema,
  characters: charactersSchema,
});

/** One element of GS1 data, such as `8018` (number of a service recipient, the loyalty number of GS1). */
const gs1PatternSchema = z.strictObject({
  kind: z.literal('gs1'),
  ai: z.string().regex(/^\d{2,4}$/),
  prefix: z.string().max(64),
  minLength: lengthSchema,
  maxLength: lengthSchema,
  characters: charactersSchema,
});

/**
 * `prefix`, a card number, `separator`, a code that changes (RFC 6238). `withoutKey`: whether a till that has no key
 * takes the card's number all the same.
 */
const rotatingPatternSchema = z.strictObject({
  kind: z.literal('rotating'),
  prefix: z.string().min(1).max(64),
  separator: z.string().length(1),
  minLength: lengthSchema,
  maxLength: lengthSchema,
  characters: charactersSchema,
  digits: z.union([z.literal(6), z.literal(8)]).default(6),
  periodSeconds: z.int().min(15).max(300).default(30),
  toleratedPeriods: z.int().min(0).max(5).default(1),
  withoutKey: z.enum(['accept', 'refuse']).default('refuse'),
});

/** A phone number in any of the usual spellings; the identifier is its E.164 form. */
const phonePatternSchema = z.strictObject({ kind: z.literal('phone') });

export const recogniserPatternSchema = z.discriminatedUnion('kind', [
  prefixPatternSchema,
  rangePatternSchema,
  urlPatternSchema,
  gs1PatternSchema,
  rotatingPatternSchema,
  phonePatternSchema,
]);

/** In-store numbers of GS1 (020-029, 040-049, 200-299) also carry weighed and priced goods. */
const isInStoreDigits = (prefix: string): boolean => /^(2|02|04)/.test(prefix) && /^\d+$/.test(prefix);

function faultOfRange(
  { from, to }: { readonly from: string; readonly to: string },
  checkDigit: CheckDigit,
): string | null {
  if (from.length !== to.length) return 'has another length than "from"';
  if (from > to) return 'is below "from"';
  if (from.replace(/\d+$/, '') !== to.replace(/\d+$/, '')) return 'begins with other letters than "from"';
  if (!checkDigitHolds(from, checkDigit) || !checkDigitHolds(to, checkDigit))
    return `a card's last digit does not check by "${checkDigit}": write the first and the last card as printed`;
  const isShared = from.slice(0, 3) === to.slice(0, 3);
  return isInStoreDigits(from) && !isShared
    ? 'in-store numbers also carry weighed goods: the first 3 digits of a range must be the same'
    : null;
}

const ruleSchema = z
  .strictObject({
    id: z.string().min(1).max(64),
    type: z.enum(['card', 'phone', 'code']),
    /** AIM identifiers the rule is for (`E0`); heeded only where the reader sends one. */
    aim: z
      .array(z.string().regex(/^[A-Za-z][0-9A-Za-z]$/))
      .min(1)
      .optional(),
    pattern: recogniserPatternSchema,
    checkDigit: z.enum(checkDigits),
    /** True: the first rule that fits decides. False: later rules may fit too, and then the cashier is asked. */
    decides: z.boolean().default(true),
  })
  .superRefine((rule, context) => {
    const { pattern } = rule;
    if (pattern.kind === 'phone') {
      if (rule.type !== 'phone') {
        context.addIssue({ code: 'custom', path: ['type'], message: 'a phone pattern yields type "phone"' });
      }
      return;
    }
    if (pattern.kind === 'range') {
      const message = faultOfRange(pattern, rule.checkDigit);
      if (message !== null) context.addIssue({ code: 'custom', path: ['pattern', 'to'], message });
      return;
    }
    if (pattern.minLength > pattern.maxLength) {
      context.addIssue({ code: 'custom', path: ['pattern', 'minLength'], message: 'is above maxLength' });
    }
    if (pattern.kind === 'prefix' && pattern.characters === 'digits' && isInStoreDigits(pattern.prefix)) {
      if (pattern.prefix.length < 3 || pattern.minLength !== pattern.maxLength) {
        context.addIssue({
          code: 'custom',
          path: ['pattern', 'prefix'],
          message: 'in-store numbers also carry weighed goods: give at least 3 digits and one exact length',
        });
      }
    }
  });

/** What the codes of one chain mean: ordered loyalty rules, and whether retail codes are goods. */
export const recogniserRulesSchema = z.strictObject({
  rules: z.array(ruleSchema).max(100),
  goods: z.strictObject({
    /** EAN-13, EAN-8, UPC-A, GTIN-14 and GS1 element strings that start with a GTIN. */
    retailCodes: z.boolean(),
  }),
});

export type RecogniserRules = z.infer<typeof recogniserRulesSchema>;
export type RecogniserRule = RecogniserRules['rules'][number];
export type RecogniserPattern = z.infer<typeof recogniserPatternSchema>;
