import {
  choiceSchema,
  clubSchema,
  type Program,
  programSchema,
  rewardSchema,
  stampCardSchema,
  tierSchema,
  walletSchema,
} from '../../contracts/program.ts';
import { promotionSchema } from '../../contracts/promotion.ts';

/** What a schema can do, as far as it is needed here. */
type Reader<T> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: T } | { readonly success: false };
};

/** The entries that fit their schema, at their places; holes where the others are, which loops pass over. */
function fitting<T>(list: unknown, schema: Reader<T>): T[] {
  const entries: T[] = [];
  if (!Array.isArray(list)) return entries;
  list.forEach((entry, i) => {
    const parsed = schema.safeParse(entry);
    if (parsed.success) entries[i] = parsed.data;
  });
  return entries;
}

/**
 * What of a document with faults can still be checked for wrong names, so that a person mends all of it at once. Null
 * when it is no object.
 */
export function salvage(input: unknown): Program | null {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  const part = (key: keyof Program): unknown => Reflect.get(input, key);
  const zone = part('timezone');
  const plain = { schema: 1, id: 'x', currency: 'RUB', timezone: 'UTC' };
  return {
    ...programSchema.parse(plain),
    ...(typeof zone === 'string' && zone !== '' ? { timezone: zone } : {}),
    wallets: fitting(part('wallets'), walletSchema),
    tiers: fitting(part('tiers'), tierSchema),
    promotions: fitting(part('promotions'), promotionSchema),
    rewards: fitting(part('rewards'), rewardSchema),
    stampCards: fitting(part('stampCards'), stampCardSchema),
    clubs: fitting(part('clubs'), clubSchema),
    choices: fitting(part('choices'), choiceSchema),
  };
}
