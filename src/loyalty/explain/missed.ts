import type { Promotion } from '../../contracts/promotion.ts';
import type { Rejected } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { compileSelector, type LineTest } from '../program/selectors.ts';
import { goodsText } from './goods-text.ts';
import { moreOf, towards } from './how-much.ts';
import { isCounted, missingOfSet, setAskedFor, type Units } from './missing-goods.ts';
import { firstStepPercent } from './next-step.ts';
import { countsWeighed } from './weighed.ts';
import type { Words } from './words.ts';

/** A promotion or a reward. */
export type Source = Pick<Promotion, 'id' | 'then'> & { readonly when?: Promotion['when'] };
/** What would bring it, and which goods that is about; null: those the promotion is about. */
export type Missed = { readonly text: string; readonly isAbout: LineTest | null };

/** "1 × категория «кофе», 2 × категория «торт»"; how many is left out where that has been told. */
function unitsText(words: Words, units: readonly Units[]): string {
  return units
    .map(({ of, quantity }) => {
      const goods = goodsText(words, of);
      return units.length === 1 ? goods : `${quantity} × ${goods}`;
    })
    .join(', ');
}

/**
 * A set of different goods. Beside a line all of whose missing goods are such as it, no goods are named; else each kind
 * is. Units that other promotions have used cannot be told from a quote: then it is told what a set takes.
 */
function missedOfSet(
  words: Words,
  { id }: Source,
  quantity: number,
  set: readonly Units[],
  lines: readonly ReceiptLine[],
): Missed {
  const much = moreOf(words, 'quantity', quantity, false);
  const missing = missingOfSet(set, lines);
  if (missing.reduce((sum, one) => sum + one.quantity, 0) !== quantity) {
    const takes = unitsText(words, set);
    const needed = words.say({ ru: `в наборе ${takes}`, en: `a set is ${takes}` });
    return { text: `${towards(words, much, id, null)}: ${needed}`, isAbout: () => false };
  }
  const tests = missing.map(({ of }) => compileSelector(of));
  const isAll: LineTest = (line) => tests.every((test) => test(line));
  if (lines.some((line) => isCounted(line) && isAll(line)))
    return { text: towards(words, much, id, null), isAbout: isAll };
  return {
    text: towards(words, `${much} (${unitsText(words, missing)})`, id, null),
    isAbout: (line) => tests.some((test) => test(line)),
  };
}

/** What would bring a promotion that was refused for too little. */
export function missedOf(
  words: Words,
  source: Source,
  { missing }: Rejected,
  lines: readonly ReceiptLine[],
): Missed {
  const { amount = 0, quantity = 0 } = missing ?? {};
  const by = amount > 0 ? 'amount' : 'quantity';
  const set = by === 'quantity' ? setAskedFor(source, lines) : null;
  if (set !== null) return missedOfSet(words, source, quantity, set, lines);
  const much = moreOf(words, by, amount > 0 ? amount : quantity, countsWeighed(source, lines));
  return { text: towards(words, much, source.id, firstStepPercent(source, by)), isAbout: null };
}
