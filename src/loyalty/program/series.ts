import type { Program } from '../../contracts/program.ts';

/** All coupon series of a program, longest name first: those it declares and those its promotions issue. */
export function couponSeriesOf(program: Program): string[] {
  const issued = program.promotions.flatMap((promotion) =>
    promotion.then.flatMap((effect) => (effect.type === 'coupon' ? [effect.series] : [])),
  );
  const all = new Set([...program.couponSeries.map(({ id }) => id), ...issued]);
  return [...all].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
