import { z } from 'zod';

// The numbers and texts every document is made of. Each refusal carries a stable code in `params.code`, so that
// callers can answer with a reason instead of a library's wording.

/** Largest sum of one field, in minor units: keeps every product of the engine exact (see shared/rounding.ts). */
export const MAX_AMOUNT_MINOR = 100_000_000_000;
/** Largest price of one unit, in minor units. */
export const MAX_PRICE_MINOR = 10_000_000_000;
/** Largest quantity of one line, in units. */
export const MAX_QUANTITY = 1_000_000;
/** Largest number of points in one field, in the wallet's smallest unit. */
export const MAX_POINTS = 1_000_000_000_000;

/** An identifier or code: 1 to 64 characters, no control characters. */
export const idSchema = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => !/\p{Cc}/u.test(text) && text !== '__proto__', {
    error: 'An identifier holds no control characters.',
    params: { code: 'bad-identifier' },
  });

/** Free text of at most 1,000 characters. */
export const textSchema = z.string().max(1000);

/** Money: an integer of minor units (kopecks), never negative. */
export const amountSchema = z.int().min(0).max(MAX_AMOUNT_MINOR);

/** Price of one unit (of one kilogram for weighed goods), minor units. */
export const priceSchema = z.int().min(0).max(MAX_PRICE_MINOR);

/** Points: an integer in 10^-scale points of a wallet, never negative. */
export const pointsSchema = z.int().min(0).max(MAX_POINTS);

const hasDecimals = (value: number, scale: number): boolean => Math.round(value * scale) / scale === value;

/** A percent from 0 to `most` with at most two decimals; held inside the engine as whole basis points. */
export const percentUpTo = (most: number) =>
  z
    .number()
    .min(0)
    .max(most)
    .refine((value) => hasDecimals(value, 100), {
      error: 'A percent has at most two decimals.',
      params: { code: 'too-many-decimals' },
    });

/** A percent of a discount. Above 100 it is accepted (validation warns) and takes all there is. */
export const discountPercentSchema = percentUpTo(1000);

/** A percent of earning: 100 gives back in points what was paid. */
export const earnPercentSchema = percentUpTo(100_000);

/** A quantity of goods: above zero, at most three decimals; held inside as whole thousandths. */
export const quantitySchema = z
  .number()
  .max(MAX_QUANTITY)
  .refine((value) => value > 0, {
    error: 'A quantity is above zero.',
    params: { code: 'quantity-not-positive' },
  })
  .refine((value) => hasDecimals(value, 1000), {
    error: 'A quantity has at most three decimals.',
    params: { code: 'too-many-decimals' },
  });

/** A count of whole units. */
export const unitsSchema = z.int().min(1).max(MAX_QUANTITY);

/** The same text in several languages, by locale: `{"ru": "баллы", "en": "points"}`. */
export const localTextSchema = z
  .record(z.string().min(2).max(12), textSchema)
  .refine((text) => Object.keys(text).length > 0, {
    error: 'A text is given in at least one language.',
    params: { code: 'text-missing' },
  });
export type LocalText = z.infer<typeof localTextSchema>;

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

function isDate(text: string): boolean {
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A calendar date `YYYY-MM-DD` that exists. */
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine(isDate, { error: 'This date does not exist.', params: { code: 'no-such-date' } });

/** A birthday: `--MM-DD`, or `YYYY-MM-DD` where the year is known. */
export const birthdaySchema = z
  .string()
  .regex(/^(\d{4}|-)-\d\d-\d\d$/)
  // A birthday without its year is checked in a leap year, so that 29 February passes.
  .refine((text) => isDate(text.startsWith('--') ? `2000${text.slice(1)}` : text), {
    error: 'This date does not exist.',
    params: { code: 'no-such-date' },
  });

/** Local date and minute `YYYY-MM-DDTHH:MM`, read in the program's time zone. */
export const localMinuteSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/)
  .refine(isDate, { error: 'This date does not exist.', params: { code: 'no-such-date' } });

/** How an instant is written: a pattern would tell nobody. */
export const momentSentence = {
  en: 'This must be a moment with its offset, such as "2026-12-05T12:30:00+03:00".',
  ru: 'Нужен момент со сдвигом от UTC, например «2026-12-05T12:30:00+03:00».',
};

/** An instant with its offset, ISO 8601: `2026-12-05T12:30:00+03:00` or `…Z`. */
export const instantSchema = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/, {
    error: momentSentence.en,
    // What is no moment at all need not be told that its day does not exist.
    abort: true,
  })
  .refine(isDate, { error: 'This date does not exist.', params: { code: 'no-such-date' } });
