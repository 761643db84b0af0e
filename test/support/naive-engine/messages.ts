import type { Promotion } from '../../../src/contracts/promotion.ts';
import { type Asked, personOf } from './asked.ts';
import { costOf, type RewardOutcome, spendable } from './extras.ts';
import type { NaiveLine } from './model.ts';
import type { Progress } from './tier.ts';

// Texts of the promotions that applied, filled by replacing one placeholder after the other.

/** What a text may name. */
export type Told = {
  readonly lines: readonly NaiveLine[];
  readonly points: number;
  readonly rewards: readonly RewardOutcome[];
  readonly tier: Progress | null;
};
export type Message = { readonly promotion: string; readonly where: string; readonly text: object };

const decimal = (value: number, scale: number, locale: string, most: number): string => {
  const [whole = '', rest = ''] = (value / 10 ** scale).toFixed(scale).split('.');
  const digits = rest.slice(0, most);
  return digits === '' || Number(digits) === 0 ? whole : `${whole}${locale === 'ru' ? ',' : '.'}${digits}`;
};

function money(minor: number, locale: string): string {
  const text = decimal(minor, 2, locale, 2);
  return `${text.replace(/\B(?=(\d{3})+(?!\d))/g, locale === 'ru' ? '\u00a0' : ',')}\u00a0₽`;
}

const points = (value: number, scale: number, locale: string): string => {
  const text = decimal(value, scale, locale, scale);
  return scale === 0 ? text : text.replace(/([.,]\d*?)0+$/, '$1').replace(/[.,]$/, '');
};

/** The value of a placeholder; points are those of the promotion's own wallet. */
function wordsFor(name: string, locale: string, asked: Asked, told: Told, promotion: Promotion): string {
  const { program } = asked;
  const person = personOf(asked);
  const { tier } = told;
  if (name === 'member.firstName') return person?.firstName ?? '';
  if (name === 'amount.saved')
    return money(
      told.lines.reduce((sum, { gross, left, paid }) => sum + gross - left - paid, 0),
      locale,
    );
  if (name === 'tier.name') {
    const found = program.tiers.find(({ id }) => id === (tier?.reached ?? tier?.id));
    return found?.name[locale] ?? Object.values(found?.name ?? {})[0] ?? '';
  }
  if (name === 'tier.nextGap') {
    if (tier?.next == null) return '';
    return program.tierRule?.by === 'purchases' ? String(tier.next.gap) : money(tier.next.gap, locale);
  }
  const earns = promotion.then.find((effect) => effect.type === 'points');
  const wallet = program.wallets.find(({ id }) => id === earns?.wallet) ?? program.wallets[0];
  if (person === null || wallet === undefined) return '';
  const earned = told.lines.reduce((sum, line) => sum + (line.earned.get(wallet.id) ?? 0), 0);
  const spent = asked.receipt.redeem?.wallet === wallet.id ? told.points : 0;
  const left = spendable(asked, wallet.id, costOf(told.rewards, wallet.id)) - spent;
  const values: Readonly<Record<string, number>> = {
    'points.earned': earned,
    'points.expiringSoon': person.wallets[wallet.id]?.expiringSoon ?? 0,
    'points.balance': left + (wallet.activateAfterDays > 0 ? 0 : earned),
  };
  return points(values[name] ?? 0, wallet.scale, locale);
}

function fill(text: string, value: (name: string) => string): string {
  let isMissing = false;
  const filled = text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const found = value(name);
    isMissing ||= found === '';
    return found;
  });
  if (!isMissing) return filled;
  // What stood around a missing name: no space or comma before a mark, no two spaces.
  return filled
    .replace(/[\s,]+([!?.,;:])/g, '$1')
    .replace(/\s\s+/g, ' ')
    .trim();
}

/** Messages of promotions that did something, in their order: their effects first, then their texts. */
export function say(asked: Asked, told: Told, applied: readonly Promotion[]): Message[] {
  return applied.flatMap((promotion) => {
    const texts = [
      ...promotion.then.flatMap((effect) => (effect.type === 'message' ? [effect] : [])),
      ...(['receipt', 'cashier', 'display'] as const).flatMap((where) => {
        const text = promotion.text?.[where];
        return text == null ? [] : [{ where, text }];
      }),
    ];
    return texts.map(({ where, text }) => ({
      promotion: promotion.id,
      where,
      text: Object.fromEntries(
        Object.entries(text).map(([locale, words]) => [
          locale,
          fill(words, (name) => wordsFor(name, locale, asked, told, promotion)),
        ]),
      ),
    }));
  });
}
