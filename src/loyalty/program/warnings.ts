import type { Effect } from '../../contracts/effects.ts';
import type { Program } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { basketsOf } from './compile-promotion.ts';
import { warnManyAlternatives } from './group-warnings.ts';
import { inTurn } from './in-turn.ts';
import { issueAt, type ProgramIssue } from './issue.ts';
import { goodsOf, lowersPrices, matchesNothing, mayShareGoods } from './overlap.ts';

// Things a valid program may say but a manager hardly means. Each warning is about one promotion or field; none of
// them stops a program from being published.

type Report = ProgramIssue[];

const at = (promotion: number, field = ''): string => `promotions[${promotion}]${field}`;

/** Why a promotion can never apply, or null. */
function impossible(promotion: Promotion): readonly [string, string] | null {
  const { when } = promotion;
  if (when.from != null && when.to != null && when.from > when.to)
    return ['.when.to', 'It ends before it starts.'];
  for (const key of ['weekdays', 'hours', 'stores', 'tiers', 'segments', 'clubs'] as const) {
    if (when[key]?.length === 0) return [`.when.${key}`, 'An empty list is never met.'];
  }
  if (when.hours?.every(([start, end]) => start === end))
    return ['.when.hours', 'The hours end when they start.'];
  const asksMember =
    when.tiers ?? when.segments ?? when.clubs ?? when.birthday ?? when.memberForDays ?? when.purchases;
  if (when.audience === 'guests' && asksMember != null)
    return ['.when.audience', 'A guest cannot meet a condition on the member.'];
  if (when.audience === 'guests' && promotion.limit?.perMember != null) {
    return ['.limit.perMember', 'Uses of a guest cannot be counted.'];
  }
  for (const key of ['memberForDays', 'purchases'] as const) {
    const range = when[key];
    if (range?.min != null && range.max != null && range.min > range.max)
      return [`.when.${key}`, 'The least is above the most.'];
  }
  for (const basket of basketsOf(promotion)) {
    const { minAmount, maxAmount, minQuantity, maxQuantity } = basket;
    if ((minAmount ?? 0) > (maxAmount ?? Infinity) || (minQuantity ?? 0) > (maxQuantity ?? Infinity)) {
      return ['.when.basket', 'The least is above the most.'];
    }
    if (matchesNothing(basket.of) && ((minAmount ?? 0) > 0 || (minQuantity ?? 0) > 0)) {
      return ['.when.basket.of', 'No goods match.'];
    }
  }
  const goods = promotion.then.flatMap(goodsOf);
  return goods.length > 0 && goods.every(matchesNothing)
    ? ['.then', 'No goods match any of its effects.']
    : null;
}

function warnImpossible(promotions: readonly Promotion[], report: Report): void {
  promotions.forEach((promotion, i) => {
    const found = impossible(promotion);
    if (found === null) return;
    const [field, why] = found;
    report.push(
      issueAt(
        'never-applies',
        at(i, field),
        `"${promotion.id}" can never apply. ${why}`,
        'Change the condition or remove the promotion.',
      ),
    );
  });
}

function warnEndless(promotions: readonly Promotion[], report: Report): void {
  promotions.forEach(({ id, when }, i) => {
    if (when.to == null) {
      report.push(
        issueAt(
          'no-end',
          at(i, '.when.to'),
          `"${id}" has no end.`,
          'A till that is offline goes on with it until it hears otherwise: give it a last minute.',
        ),
      );
    }
  });
}

/** Percents of an effect that lower prices. */
function percentsOf(effect: Effect): number[] {
  if (effect.type === 'percentOff') return [effect.percent];
  if (effect.type === 'unitsOff') return effect.percent == null ? [] : [effect.percent];
  if (effect.type === 'buyGet') return [effect.get.percent];
  return effect.type === 'ladder' ? effect.steps.map((step) => step.percent) : [];
}

/** What an earning effect gives back of what is paid, in percent; null when that depends on the goods. */
function givesBack(program: Program, effect: Effect): number | null {
  if (effect.type !== 'points') return null;
  const wallet = program.wallets.find(({ id }) => id === effect.wallet);
  if (effect.percent != null) return effect.percent;
  if (effect.multiply != null)
    return effect.multiply * Math.max(0, ...program.tiers.map((tier) => tier.earnPercent));
  if (effect.per == null || wallet === undefined) return null;
  return (effect.per.points * wallet.value * 100) / (10 ** wallet.scale * effect.per.amount);
}

function warnGenerous(program: Program, report: Report): void {
  const tell = (path: string, message: string): void => {
    report.push(issueAt('over-hundred-percent', path, message, 'Check the number.'));
  };
  program.promotions.forEach(({ id, then }, i) => {
    then.forEach((effect, j) => {
      if (percentsOf(effect).some((percent) => percent > 100)) {
        tell(at(i, `.then[${j}]`), `"${id}" takes off more than 100 %: the goods become free.`);
      }
      if ((givesBack(program, effect) ?? 0) > 100) {
        tell(at(i, `.then[${j}]`), `"${id}" gives back more in points than is paid.`);
      }
    });
  });
  program.tiers.forEach((tier, i) => {
    if (tier.earnPercent > 100)
      tell(`tiers[${i}].earnPercent`, `The tier "${tier.id}" gives back more in points than is paid.`);
    if (tier.discountPercent > 100)
      tell(`tiers[${i}].discountPercent`, `The tier "${tier.id}" takes off more than 100 %.`);
  });
}

/** The same goods under the same conditions twice, and no group to choose one: both will always be taken. */
function warnOverlapping(promotions: readonly Promotion[], report: Report): void {
  const seen = new Map<string, string>();
  promotions.forEach((promotion, i) => {
    if (promotion.group != null || promotion.exclusive || !promotion.then.some(lowersPrices)) return;
    const goods = promotion.then.filter(lowersPrices).map((effect) => [effect.type, goodsOf(effect)]);
    const key = canonicalJson([promotion.stage, promotion.when, goods]);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, promotion.id);
    else {
      report.push(
        issueAt(
          'overlap',
          at(i),
          `"${promotion.id}" is about the same goods and conditions as "${other}": both will be taken off.`,
          'Put them into one group if only one of them is meant.',
        ),
      );
    }
  });
}

function warnExclusive(program: Program, report: Report): void {
  const turns = inTurn(program.promotions);
  const discounts = turns.filter((promotion) => promotion.then.some(lowersPrices));
  discounts.forEach((promotion, turn) => {
    if (!promotion.exclusive) return;
    const own = promotion.then.filter(lowersPrices).flatMap(goodsOf);
    const above = discounts.slice(0, turn).find(
      (other) =>
        !other.exclusive &&
        other.then
          .filter(lowersPrices)
          .flatMap(goodsOf)
          .some((goods) => own.some((mine) => mayShareGoods(mine, goods))),
    );
    if (above === undefined) return;
    const i = program.promotions.indexOf(promotion);
    report.push(
      issueAt(
        'exclusive-too-late',
        at(i, '.priority'),
        `"${promotion.id}" is exclusive but comes after "${above.id}": it never works on goods both are about.`,
        'Give the exclusive promotion the higher priority.',
      ),
    );
  });
}

function warnMultipliers(program: Program, report: Report): void {
  const percents = new Set<string>();
  for (const { then } of program.promotions) {
    for (const effect of then)
      if (effect.type === 'points' && effect.percent != null) percents.add(effect.wallet);
  }
  for (const { options } of program.choices) {
    for (const option of options) percents.add(option.wallet ?? program.wallets[0]?.id ?? '');
  }
  program.promotions.forEach(({ id, then }, i) => {
    then.forEach((effect, j) => {
      if (
        effect.type !== 'points' ||
        effect.multiply == null ||
        effect.scope === 'all' ||
        !percents.has(effect.wallet)
      )
        return;
      report.push(
        issueAt(
          'multiplies-tier-only',
          at(i, `.then[${j}].scope`),
          `"${id}" multiplies the tier's points only; other percents stay as they are.`,
          'Use "scope": "all" to multiply them too.',
        ),
      );
    });
  });
}

function warnCoupons(program: Program, report: Report): void {
  const taken = new Set(
    program.promotions.flatMap(({ when: { coupon } }) =>
      typeof coupon === 'object' && coupon !== null ? [coupon.series] : [],
    ),
  );
  program.promotions.forEach(({ then }, i) => {
    then.forEach((effect, j) => {
      if (effect.type !== 'coupon' || taken.has(effect.series)) return;
      report.push(
        issueAt(
          'coupon-for-nothing',
          at(i, `.then[${j}].series`),
          `No promotion takes coupons of the series "${effect.series}".`,
          'Add a promotion with "when": {"coupon": {"series": …}}.',
        ),
      );
    });
  });
}

function warnLanguages(program: Program, report: Report): void {
  const check = (text: LocalText | null | undefined, path: string): void => {
    if (text == null) return;
    const missing = program.locales.filter((locale) => text[locale] === undefined);
    if (missing.length > 0)
      report.push(
        issueAt(
          'language-missing',
          path,
          `There is no text in ${missing.join(', ')}.`,
          'Customers of that language see another one.',
        ),
      );
  };
  program.wallets.forEach((wallet, i) => {
    check(wallet.name, `wallets[${i}].name`);
  });
  program.tiers.forEach((tier, i) => {
    check(tier.name, `tiers[${i}].name`);
  });
  program.promotions.forEach((promotion, i) => {
    check(promotion.name, at(i, '.name'));
    for (const where of ['receipt', 'cashier', 'display'] as const)
      check(promotion.text?.[where], at(i, `.text.${where}`));
    promotion.then.forEach((effect, j) => {
      if (effect.type === 'message') check(effect.text, at(i, `.then[${j}].text`));
    });
  });
}

/** Warnings about a valid program, in the order of kinds; empty when there is nothing to think about. */
export function warningsOf(program: Program): ProgramIssue[] {
  const report: Report = [];
  warnImpossible(program.promotions, report);
  warnOverlapping(program.promotions, report);
  warnExclusive(program, report);
  warnManyAlternatives(program, report);
  warnGenerous(program, report);
  warnMultipliers(program, report);
  warnCoupons(program, report);
  warnEndless(program.promotions, report);
  warnLanguages(program, report);
  return report;
}
