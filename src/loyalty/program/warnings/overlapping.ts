import type { Promotion } from '../../../contracts/promotion.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { basketsOf, mayMeet } from '../condition-sets.ts';
import { normalised } from '../goods-sets.ts';
import { issueAt } from '../issue.ts';
import { goodsOf, lowersPrices } from '../overlap.ts';
import { type Placed, placed, promotionPath, type WarningRule } from './promotion-warning.ts';

const sortedSet = <T>(values: readonly T[] | undefined): T[] | null =>
  values === undefined ? null : [...new Set(values)].sort();

/** What a promotion is about, written one way: the same text means the same goods under the same conditions. */
function subjectOf({ when, then }: Promotion): string {
  const { from: _from, to: _to, weekdays: _weekdays, hours: _hours, ...rest } = when;
  const goods = then.filter(lowersPrices).flatMap(goodsOf).map(normalised);
  return canonicalJson([
    sortedSet(goods.map((of) => canonicalJson(of))),
    {
      ...rest,
      stores: sortedSet(rest.stores),
      tiers: sortedSet(rest.tiers),
      segments: sortedSet(rest.segments),
      clubs: sortedSet(rest.clubs),
      basket: basketsOf(when).map((basket) => ({ ...basket, of: normalised(basket.of) })),
    },
  ]);
}

/** Compared with the last so many of the same subject: more of one kind say no more. */
const MOST_BEFORE = 50;

/** Promotions about the very same goods and conditions, with nothing that chooses one of them. */
export const warnOverlapping: WarningRule = (program) => {
  const seen = new Map<string, Placed[]>();
  return placed(program).flatMap((entry) => {
    const { promotion, index } = entry;
    if (promotion.exclusive || !promotion.then.some(lowersPrices)) return [];
    const subject = subjectOf(promotion);
    const others = seen.get(subject) ?? [];
    seen.set(subject, [...others.slice(1 - MOST_BEFORE), entry]);
    const same = others.find(
      ({ promotion: other }) =>
        (other.group == null || other.group !== promotion.group) && mayMeet(other, promotion),
    );
    if (same === undefined) return [];
    const [id, other] = [promotion.id, same.promotion.id];
    const message = {
      en: `"${id}" is about the same goods and conditions as "${other}": both will be taken off.`,
      ru: `«${id}» — о тех же товарах и на тех же условиях, что и «${other}»: сработают обе скидки.`,
    };
    const hint = {
      en: 'Put them into one group if only one of them is meant.',
      ru: 'Объедините их в одну группу, если нужна только одна.',
    };
    return [issueAt('overlap', promotionPath(index), message, hint)];
  });
};
