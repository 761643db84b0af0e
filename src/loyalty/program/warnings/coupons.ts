import { issueAt } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Coupons that are issued, or said to be, and that no promotion takes. */
export const warnCoupons: WarningRule = (program) => {
  const taken = new Set(
    program.promotions.flatMap(({ when: { coupon } }) =>
      typeof coupon === 'object' && coupon !== null ? [coupon.series] : [],
    ),
  );
  const tell = (series: string, path: string) =>
    issueAt(
      'coupon-for-nothing',
      path,
      {
        en: `No promotion takes coupons of the series "${series}".`,
        ru: `Ни одна акция не принимает купоны серии «${series}».`,
      },
      {
        en: `Add a promotion with "when": {"coupon": {"series": "${series}"}}.`,
        ru: `Добавьте акцию с условием "when": {"coupon": {"series": "${series}"}}.`,
      },
    );
  return [
    ...placed(program).flatMap(({ promotion, index }) =>
      promotion.then.flatMap((effect, j) =>
        effect.type === 'coupon' && !taken.has(effect.series)
          ? [tell(effect.series, promotionPath(index, `.then[${j}].series`))]
          : [],
      ),
    ),
    ...program.couponSeries.flatMap(({ id }, i) => (taken.has(id) ? [] : [tell(id, `couponSeries[${i}]`)])),
  ];
};
