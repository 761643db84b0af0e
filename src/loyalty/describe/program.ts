import type { Language } from '../../contracts/local-text.ts';
import type { Program } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import { limitTexts, periodText, whenTexts } from './condition.ts';
import { describeEffect } from './effect.ts';
import { goodsText } from './goods.ts';
import { nameOf, type Terms, termsOf, textOf } from './terms.ts';

/** One rule of a program as a person reads it. */
export type DescribedRule = {
  readonly id: string;
  readonly name: string;
  readonly gives: readonly string[];
  /** For whom and when; empty: for everyone, always. */
  readonly when: readonly string[];
  readonly limits: readonly string[];
  /** From when to when; null: without start and end. */
  readonly period: string | null;
};
export type DescribedProgram = {
  readonly name: string;
  readonly promotions: readonly DescribedRule[];
  /** Levels, rewards, stamp cards, paid clubs and what points are worth, a sentence each. */
  readonly others: readonly string[];
};

function describePromotion(promotion: Promotion, terms: Terms): DescribedRule {
  const { id, when, then, limit, exclusive } = promotion;
  const alone = exclusive ? [terms.say('не складывается с другими', 'does not combine with others')] : [];
  return {
    id,
    name: nameOf(promotion, terms.language),
    gives: then.map((effect) => describeEffect(effect, terms)),
    when: whenTexts(when, terms),
    limits: [...limitTexts(limit, terms), ...alone],
    period: periodText(when, terms),
  };
}

function tierTexts({ tiers, tierRule }: Program, terms: Terms): string[] {
  const { say, money, percent } = terms;
  return tiers.map((tier) => {
    const from = tierRule?.by === 'purchases' ? String(tier.from) : money(tier.from);
    const parts = [
      ...(tier.earnPercent > 0
        ? [say(`баллами ${percent(tier.earnPercent)}`, `${percent(tier.earnPercent)} in points`)]
        : []),
      ...(tier.discountPercent > 0
        ? [say(`скидка ${percent(tier.discountPercent)}`, `${percent(tier.discountPercent)} off`)]
        : []),
    ];
    const name = textOf(tier.name, terms.language);
    return `${say(`Уровень «${name}» от ${from}`, `Tier "${name}" from ${from}`)}: ${parts.join(', ') || '–'}`;
  });
}

function walletTexts({ wallets }: Program, terms: Terms): string[] {
  const { say, money, percent, count, language } = terms;
  return wallets.map(({ name, value, redeem, expireAfterDays }) => {
    const worth = `1 = ${money(value)}`;
    const pays =
      redeem === null
        ? say('ими не платят', 'never pay')
        : say(
            `платят до ${percent(redeem.maxShare)} чека`,
            `pay up to ${percent(redeem.maxShare)} of a receipt`,
          );
    const life =
      expireAfterDays === null
        ? say('не сгорают', 'never expire')
        : `${say('сгорают через', 'expire after')} ${count(expireAfterDays, ['день', 'дня', 'дней'], ['day', 'days'])}`;
    return `${say('Счёт', 'Wallet')} ${say('«', '"')}${textOf(name, language)}${say('»', '"')}: ${worth}; ${pays}; ${life}`;
  });
}

function extraTexts({ rewards, stampCards, clubs }: Program, terms: Terms): string[] {
  const { say, count, points, language } = terms;
  return [
    ...rewards.map(
      (reward) =>
        `${say('Награда', 'Reward')} ${say('«', '"')}${nameOf(reward, language)}${say('»', '"')} ${say('за', 'for')} ${points(reward.wallet, reward.cost)}: ${describeEffect(reward.then, terms)}`,
    ),
    ...stampCards.map(
      (card) =>
        `${say('Карта наклеек', 'Stamp card')} ${say('«', '"')}${nameOf(card, language)}${say('»', '"')}: ${count(card.target, ['наклейка', 'наклейки', 'наклеек'], ['stamp', 'stamps'])} (${goodsText(card.of, terms)}) → ${describeEffect(card.then, terms)}`,
    ),
    ...clubs.map((club) => {
      const days = count(club.periodDays, ['день', 'дня', 'дней'], ['day', 'days']);
      return say(
        `Платный клуб «${nameOf(club, language)}»: артикул ${club.sku}, ${days}`,
        `Paid club "${nameOf(club, language)}": item ${club.sku}, ${days}`,
      );
    }),
  ];
}

/** A program in words, for a person who decides whether it goes out. */
export function describeProgram(program: Program, language: Language): DescribedProgram {
  const terms = termsOf(program, language);
  return {
    name: nameOf(program, language),
    promotions: program.promotions.map((promotion) => describePromotion(promotion, terms)),
    others: [...walletTexts(program, terms), ...tierTexts(program, terms), ...extraTexts(program, terms)],
  };
}
