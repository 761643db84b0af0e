import type { z } from 'zod';
import { clockSchema } from './promotion.ts';
import {
  amountSchema,
  dateSchema,
  discountPercentSchema,
  earnPercentSchema,
  idSchema,
  localMinuteSchema,
  localTextSchema,
  pointsSchema,
  priceSchema,
} from './scalars.ts';
import { unwrap } from './schema-walk.ts';
import { selectorSchema } from './selector.ts';
import type { Sentence } from './sentence.ts';

type Schema = z.core.$ZodType;

/** What the scalars and building blocks of documents look like, in words and with an example. */
const known = new Map<Schema, Sentence>([
  [
    amountSchema,
    {
      en: 'money in minor units, a whole number: 5000 is 50.00',
      ru: 'деньги в копейках, целое число: 5000 — это 50 рублей',
    },
  ],
  [
    priceSchema,
    {
      en: 'a price in minor units, a whole number: 8990 is 89.90',
      ru: 'цена в копейках, целое число: 8990 — это 89,90',
    },
  ],
  [
    pointsSchema,
    {
      en: 'points, a whole number in the smallest unit of the wallet, such as 100',
      ru: 'баллы, целое число в наименьших единицах кошелька, например 100',
    },
  ],
  [
    discountPercentSchema,
    {
      en: 'a percent from 0 to 1000 with at most two decimals, such as 12.5',
      ru: 'процент от 0 до 1000, не больше двух знаков после запятой, например 12.5',
    },
  ],
  [
    earnPercentSchema,
    {
      en: 'a percent from 0 to 100000 with at most two decimals, such as 5',
      ru: 'процент от 0 до 100000, не больше двух знаков после запятой, например 5',
    },
  ],
  [
    idSchema,
    {
      en: 'a name of 1 to 64 characters, such as "summer-10"',
      ru: 'обозначение от 1 до 64 знаков, например "summer-10"',
    },
  ],
  [
    localTextSchema,
    {
      en: 'a text by language, such as {"ru": "Скидка", "en": "Discount"}',
      ru: 'текст по языкам, например {"ru": "Скидка", "en": "Discount"}',
    },
  ],
  [
    localMinuteSchema,
    {
      en: 'a local date and minute, such as "2026-12-01T00:00"',
      ru: 'местные дата и минута, например "2026-12-01T00:00"',
    },
  ],
  [dateSchema, { en: 'a date, such as "2026-12-01"', ru: 'дата, например "2026-12-01"' }],
  [
    clockSchema,
    {
      en: 'a time from "00:00" to "24:00", such as "10:00"',
      ru: 'время от "00:00" до "24:00", например "10:00"',
    },
  ],
  [
    selectorSchema,
    {
      en: 'a selector of goods, such as {"category": ["dairy"]}, or {} for all',
      ru: 'выбор товаров, например {"category": ["dairy"]}, или {} — все',
    },
  ],
]);

/** Examples by field: a pattern or a range says little to a person. */
const examples: Readonly<Record<string, string | number>> = {
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  locales: 'ru',
  category: 'dairy/milk',
  brand: 'Acme',
  tag: 'organic',
  value: 100,
  expireAfterDays: 365,
  windowDays: 365,
  periodDays: 365,
  validDays: 14,
  maxShare: 50,
  from: 100_000,
  target: 6,
  multiply: 2,
  roundTotalDownTo: 100,
  weekdays: 6,
  priority: 100,
};

type Bounds = { readonly isWhole: boolean; readonly minimum: number; readonly maximum: number };

/** The numbers a schema allows; a bound beyond all exact integers is none. */
function boundsOf(schema: Schema): Bounds {
  const { def } = (schema as z.core.$ZodNumber)._zod;
  let isWhole = 'format' in def && def.format === 'safeint';
  let minimum = Number.NEGATIVE_INFINITY;
  let maximum = Number.POSITIVE_INFINITY;
  for (const check of def.checks ?? []) {
    const inner = (check as z.core.$ZodChecks)._zod.def;
    if (inner.check === 'number_format') isWhole = true;
    if (inner.check === 'greater_than') minimum = Math.max(minimum, Number(inner.value));
    if (inner.check === 'less_than') maximum = Math.min(maximum, Number(inner.value));
  }
  return { isWhole, minimum, maximum };
}

function numberHere(schema: Schema, field: string): Sentence {
  const { isWhole, minimum, maximum } = boundsOf(schema);
  const given = examples[field];
  const usual = Math.min(maximum, Math.max(minimum, 1));
  const example = typeof given === 'number' && given >= minimum && given <= maximum ? given : usual;
  const en = `${Number.isFinite(minimum) ? ` from ${minimum}` : ''}${Number.isFinite(maximum) ? ` to ${maximum}` : ''}`;
  const ru = en.replace('from', 'от').replace('to', 'до');
  return {
    en: `a ${isWhole ? 'whole ' : ''}number${en}, such as ${example}`,
    ru: `${isWhole ? 'целое ' : ''}число${ru}, например ${example}`,
  };
}

function textHere(field: string): Sentence {
  const example = examples[field] ?? 'Скидка';
  return { en: `a text in quotes, such as "${example}"`, ru: `текст в кавычках, например "${example}"` };
}

const listed = (words: readonly string[]): string => words.join(', ');

/** So many fields of an object are still named inside a list or beside an alternative. */
const FEW = 4;

function shortly(wrapped: Schema, field: string): Sentence {
  const schema = unwrap(wrapped);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'object' && !known.has(schema) && Object.keys(def.shape).length > FEW
    ? { en: 'an object in braces', ru: 'объект в фигурных скобках' }
    : expectedHere(schema, field);
}

/** What belongs at a place of a document, in words with an example. `field`: the nearest name on the way there. */
export function expectedHere(wrapped: Schema, field: string): Sentence {
  const schema = unwrap(wrapped);
  const told = known.get(schema);
  if (told !== undefined) return told;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'number':
      return numberHere(schema, field);
    case 'boolean':
      return { en: 'true or false, without quotes', ru: 'true или false, без кавычек' };
    case 'literal':
      return { en: listed(def.values.map(String)), ru: listed(def.values.map(String)) };
    case 'enum': {
      const values = listed(Object.values(def.entries).map((value) => `"${value}"`));
      return { en: `one of ${values}`, ru: `одно из ${values}` };
    }
    case 'array': {
      const inner = shortly(def.element, field);
      return {
        en: `a list in square brackets, each entry ${inner.en}`,
        ru: `список в квадратных скобках, каждая запись — ${inner.ru}`,
      };
    }
    case 'tuple':
      return {
        en: 'two times in square brackets, such as ["10:00", "14:00"]',
        ru: 'два времени в квадратных скобках, например ["10:00", "14:00"]',
      };
    case 'object': {
      const fields = listed(Object.keys(def.shape));
      return {
        en: `an object in braces; fields: ${fields}`,
        ru: `объект в фигурных скобках; поля: ${fields}`,
      };
    }
    case 'union': {
      if ('discriminator' in def) {
        const example = '{"type": "percentOff", "percent": 10}';
        return { en: `an effect such as ${example}`, ru: `действие, например ${example}` };
      }
      const options = def.options.map((option) => shortly(option, field));
      return {
        en: options.map(({ en }) => en).join(', or '),
        ru: options.map(({ ru }) => ru).join(', или '),
      };
    }
    default:
      return textHere(field);
  }
}
