import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Selector } from '../../../contracts/selector.ts';
import { mayMeet } from '../condition-sets.ts';
import { covers } from '../goods-sets.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { givesBack, percentsOf } from './generous.ts';
import {
  MOST_PAIRS,
  type NeverApplying,
  type Placed,
  placed,
  placedWithout,
  promotionPath,
  type WarningRule,
} from './promotion-warning.ts';

/** A share of the price that a promotion promises on some goods, in percent. */
type Share = Placed & {
  readonly of: Selector;
  readonly percent: number;
  readonly wallet: string | null;
  /** A fixed sum, not a percent of what is left. */
  readonly isSum?: true;
};

/** What of the price an effect takes off all its goods, in percent; the dearest of them where only sums are known. */
function sharesOff(entry: Placed): Share[] {
  return entry.promotion.then.flatMap((effect): Share[] => {
    if (effect.type === 'percentOff' && effect.maxAmount == null)
      return [{ ...entry, of: effect.of, percent: effect.percent, wallet: null }];
    if (effect.type === 'ladder')
      return [{ ...entry, of: effect.of, percent: Math.max(...percentsOf(effect)), wallet: null }];
    if (effect.type !== 'amountOff' || effect.per !== 'unit' || effect.units != null) return [];
    const dearest = effect.of.price?.max ?? 0;
    return dearest === 0
      ? []
      : [{ ...entry, of: effect.of, percent: (effect.amount * 100) / dearest, wallet: null, isSum: true }];
  });
}

function sharesBack(program: Program, entry: Placed): Share[] {
  return entry.promotion.then.flatMap((effect): Share[] => {
    const percent = effect.type === 'points' ? givesBack(program, effect) : null;
    return effect.type !== 'points' || percent === null
      ? []
      : [{ ...entry, of: effect.of, percent, wallet: effect.wallet }];
  });
}

const stack = (a: Promotion, b: Promotion): boolean =>
  a !== b && (a.group == null || a.group !== b.group) && !a.exclusive && !b.exclusive && mayMeet(a, b);

/**
 * All that one customer can get at once on the goods of `first`, largest first: each one's goods cover them and it may
 * meet all that were taken before.
 */
function together(first: Share, all: readonly Share[]): Share[] {
  const chosen = [first];
  for (const other of all) {
    if (
      other.percent > 0 &&
      covers(other.of, first.of) &&
      chosen.every((known) => stack(known.promotion, other.promotion))
    )
      chosen.push(other);
  }
  return chosen;
}

const round = (percent: number): number => Math.round(percent * 100) / 100;

/** `percent`: the sum of all; `extra`: what of it is beside the promotions. */
type Overfull = {
  readonly chosen: readonly Share[];
  readonly last: Placed;
  readonly ids: string[];
  readonly percent: number;
  readonly extra: number;
};

/** Sets of promotions above 100 %, each once, told at the last of them; `extra` counts beside any of them. */
function overfull(all: readonly Share[], extraFor: (chosen: readonly Promotion[]) => number): Overfull[] {
  const sorted = all.toSorted((a, b) => b.percent - a.percent || a.index - b.index);
  const found = new Map<string, Overfull>();
  let pairs = 0;
  for (const first of sorted) {
    pairs += sorted.length;
    if (pairs > MOST_PAIRS) break;
    const chosen = together(first, sorted);
    const extra = extraFor(chosen.map(({ promotion }) => promotion));
    const percent = chosen.reduce((sum, entry) => sum + entry.percent, extra);
    // What is too much by itself is told there.
    if (percent <= 100 || chosen.some((entry) => entry.percent > 100) || (chosen.length === 1 && extra === 0))
      continue;
    const places = chosen.toSorted((a, b) => a.index - b.index);
    const last = places.at(-1) ?? first;
    const ids = places.map(({ promotion }) => promotion.id);
    if (!found.has(ids.join(' ')))
      found.set(ids.join(' '), { chosen, last, ids, percent: round(percent), extra });
  }
  return [...found.values()];
}

/** The largest value of the tiers that all of these promotions are for. */
const mostOfTiers = (
  { tiers }: Program,
  promotions: readonly Promotion[],
  numberOf: (tier: Program['tiers'][number]) => number,
): number =>
  promotions.some(({ when }) => when.audience === 'guests')
    ? 0
    : Math.max(
        0,
        ...tiers
          .filter(({ id }) =>
            promotions.every(({ when }) => when.tiers === undefined || when.tiers.includes(id)),
          )
          .map(numberOf),
      );

const listed = (ids: readonly string[], quotes: readonly [string, string]): string =>
  ids.map((id) => `${quotes[0]}${id}${quotes[1]}`).join(', ');

/**
 * The most that all of them take off, in percent: each percent works on what is left, and sums take most after all
 * percents.
 */
function takenOff({ chosen, extra }: Overfull): number {
  const left = chosen.reduce((rest, { percent, isSum }) => (isSum ? rest : rest * (1 - percent / 100)), 100);
  const sums = chosen.reduce((sum, { percent, isSum }) => (isSum ? sum + percent : sum), 0);
  return round(100 - Math.max(0, left * (1 - extra / 100) - sums));
}

function tooMuchOff(program: Program, never: NeverApplying): ProgramIssue[] {
  const shares = placedWithout(program, never).flatMap(sharesOff);
  const tierOff = (chosen: readonly Promotion[]): number =>
    chosen.some(({ exclusive }) => exclusive)
      ? 0
      : mostOfTiers(program, chosen, (tier) => tier.discountPercent);
  return overfull(shares, tierOff).map((found) => {
    const { last, ids, percent, extra } = found;
    const taken = takenOff(found);
    return issueAt(
      'over-hundred-percent',
      promotionPath(last.index, '.then'),
      {
        en: `${listed(ids, ['"', '"'])}${extra > 0 ? " and the tier's discount" : ''} add up to ${percent} % off the same goods: one after the other they take off up to ${taken} %.`,
        ru: `${listed(ids, ['«', '»'])}${extra > 0 ? ' и скидка уровня' : ''} в сумме дают ${percent} % на одни и те же товары: одна за другой они снимут до ${taken} %.`,
      },
      {
        en: 'Put them into one group if only one of them is meant.',
        ru: 'Объедините их в одну группу, если нужна только одна.',
      },
    );
  });
}

function tooMuchBack(program: Program, never: NeverApplying): ProgramIssue[] {
  const shares = placedWithout(program, never).flatMap((entry) => sharesBack(program, entry));
  const tierBack = (chosen: readonly Promotion[]): number =>
    mostOfTiers(program, chosen, (tier) => tier.earnPercent);
  return overfull(shares, tierBack).map(({ last, ids, percent, extra }) =>
    issueAt(
      'over-hundred-percent',
      promotionPath(last.index, '.then'),
      {
        en: `${listed(ids, ['"', '"'])} ${extra > 0 ? "with the tier's points" : 'together'} give back ${percent} % of what is paid.`,
        ru: `${listed(ids, ['«', '»'])} вместе${extra > 0 ? ' с баллами уровня' : ''} возвращают ${percent} % от заплаченного.`,
      },
      {
        en: 'Put them into one group, or lower the percents.',
        ru: 'Объедините их в одну группу или уменьшите проценты.',
      },
    ),
  );
}

/** What the largest multiplier makes of the tier's points. */
function multiplied(program: Program): ProgramIssue[] {
  return placed(program).flatMap(({ promotion, index }) =>
    promotion.then.flatMap((effect, j) => {
      if (effect.type !== 'points' || effect.multiply == null) return [];
      const most = mostOfTiers(program, [promotion], (tier) => tier.earnPercent);
      if (most > 100 || effect.multiply * most <= 100) return [];
      const percent = round(effect.multiply * most);
      return [
        issueAt(
          'over-hundred-percent',
          promotionPath(index, `.then[${j}]`),
          {
            en: `"${promotion.id}" makes ${percent} % of the tier's ${most} %: more in points than is paid.`,
            ru: `«${promotion.id}» делает из ${most} % уровня ${percent} %: баллами вернётся больше, чем заплачено.`,
          },
          { en: 'Check the number.', ru: 'Проверьте число.' },
        ),
      ];
    }),
  );
}

/** Promotions that each are within bounds and together give more than 100 %. */
export const warnGenerousTogether: WarningRule = (program, never) => [
  ...tooMuchOff(program, never),
  ...tooMuchBack(program, never),
  ...multiplied(program),
];
