import type { Effect } from '../../contracts/effects.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import type { Selector } from '../../contracts/selector.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { toThousandths } from '../../shared/quantity.ts';
import { basketsOf } from '../program/condition-sets.ts';
import { normalised } from '../program/goods-sets.ts';
import { compileSelector } from '../program/selectors.ts';
import { classify, createFlow, takeUnits } from '../rules/assignment.ts';

/** So many units of these goods. */
export type Units = { readonly of: Selector; readonly quantity: number };
/** What a promotion does and asks; a reward has no conditions. */
export type Asking = Pick<Promotion, 'then'> & { readonly when?: Promotion['when'] };

/** Units of the smallest set for which a counting effect does something; null for effects that count no sets. */
function unitsOf(effect: Effect): readonly Units[] | null {
  if (effect.type === 'bundle') return effect.items;
  if (effect.type !== 'buyGet') return null;
  const { buy, get, partial } = effect;
  return [buy, { of: get.of, quantity: partial ? 1 : get.quantity }];
}

const countsUnits = (effect: Effect): boolean =>
  unitsOf(effect) !== null || (effect.type === 'ladder' && effect.by === 'quantity');

/** Has every basket the quantity it asks for? Else it is the basket that misses some. */
function basketsHold(when: Promotion['when'], lines: readonly ReceiptLine[]): boolean {
  return basketsOf(when).every(({ of, minQuantity }) => {
    if (minQuantity == null) return true;
    const thousandths = lines
      .filter(compileSelector(of))
      .reduce((sum, { quantity }) => sum + toThousandths(quantity), 0);
    return thousandths >= toThousandths(minQuantity);
  });
}

/** The set of different goods that a promotion refused for its quantity asks for; null where it asks for one kind of goods. */
export function setAskedFor({ when, then }: Asking, lines: readonly ReceiptLine[]): readonly Units[] | null {
  const counting = then.filter(countsUnits);
  const [only] = counting;
  if (only === undefined || counting.length > 1) return null;
  if (when !== undefined && !basketsHold(when, lines)) return null;
  const units = unitsOf(only) ?? [];
  const kinds = new Set(units.map(({ of }) => canonicalJson(normalised(of))));
  return kinds.size > 1 ? units : null;
}

/** May units of the line be in a set? */
export const isCounted = ({ flags, quantity }: ReceiptLine): boolean =>
  !flags.includes('noDiscount') && Number.isInteger(quantity);

/** What is missing to one set when every unit of the receipt may be used in it, each once. */
export function missingOfSet(set: readonly Units[], lines: readonly ReceiptLine[]): readonly Units[] {
  const counted = lines.filter(isCounted);
  const fitting = set.map(({ of }) => {
    const fits = compileSelector(of);
    return counted.flatMap((line, i) => (fits(line) ? [i] : []));
  });
  const { itemsOf, classOf } = classify(counted.length, fitting);
  const flow = createFlow(
    itemsOf,
    set.map(({ quantity }) => quantity),
  );
  counted.forEach(({ quantity }, i) => {
    takeUnits(flow, classOf[i] ?? 0, quantity);
  });
  return set.flatMap(({ of }, i) => {
    const quantity = flow.room[i] ?? 0;
    return quantity > 0 ? [{ of, quantity }] : [];
  });
}
