import type { Quote } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import type { CompiledProgram, CompiledPromotion } from '../program/compiled.ts';
import { goodsOf, lowersPrices } from '../program/overlap.ts';
import { compileSelector } from '../program/selectors.ts';

/** The lines a promotion would lower, by position. */
function linesOf({ promotion }: CompiledPromotion, lines: readonly ReceiptLine[]): number[] {
  const tests = promotion.then.filter(lowersPrices).flatMap(goodsOf).map(compileSelector);
  return lines.flatMap((line, i) =>
    !line.flags.includes('noDiscount') && tests.some((test) => test(line)) ? [i] : [],
  );
}

const onlyInReceiptStage = ({ lineSteps }: CompiledPromotion): boolean => lineSteps.length === 0;

/** Has `one` its turn before `other`? */
const isEarlier = (one: CompiledPromotion, other: CompiledPromotion): boolean =>
  onlyInReceiptStage(one) === onlyInReceiptStage(other) ? one.order < other.order : onlyInReceiptStage(other);

/**
 * The promotions that a refused one does not combine with here: those that lowered its lines before it and are exclusive,
 * or any that did when it is exclusive itself. A quote does not say which lines were only counted, as the bought ones of
 * a set are: there, those that applied and are about its lines.
 */
export function inTheWayOf(
  program: CompiledProgram,
  refused: string,
  lines: readonly ReceiptLine[],
  { lines: quoted, applied }: Pick<Quote, 'lines' | 'applied'>,
): readonly string[] {
  const own = program.promotions.find(({ id }) => id === refused);
  if (own === undefined) return [];
  const places = linesOf(own, lines);
  const used = new Set(applied.map(({ promotion }) => promotion));
  const others = program.promotions.filter(
    (other) => used.has(other.id) && isEarlier(other, own) && (own.exclusive || other.exclusive),
  );
  const lowering = others.filter(({ id }) =>
    places.some((i) => quoted[i]?.discounts.some(({ promotion }) => promotion === id)),
  );
  const about = others.filter((other) => linesOf(other, lines).some((i) => places.includes(i)));
  return (lowering.length > 0 ? lowering : about).map(({ id }) => id);
}
