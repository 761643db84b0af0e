import type { MemberView } from '../../../contracts/member-view.ts';
import type { PosReceipt } from '../../../contracts/pos-api.ts';
import type { Quote } from '../../../contracts/quote.ts';
import type { Refusal } from '../../../contracts/refusal.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { fromMinor, toMinor } from '../decimals.ts';
import type { ToastConfig } from '../integrations-config.ts';
import type { IntegrationParts } from '../parts.ts';
import { type Wallet, walletOf } from './accounts.ts';
import { cartOfCheck } from './check-cart.ts';
import type { Check, Redemption } from './schemas.ts';

/** The offer that stands for all discounts of the program on this check. */
export const discountsOffer = 'discounts';
/** The offer that stands for paying with points of a wallet. */
export const pointsOffer = (walletId: string): string => `points-${walletId}`;

/** What a redemption takes off in all, minor units. */
export const amountOf = ({ amount, quantity, itemApplication }: Redemption): number =>
  itemApplication == null || itemApplication.length === 0
    ? toMinor((amount ?? 0) * (quantity ?? 1))
    : itemApplication.reduce((sum, one) => sum + toMinor(one.amount ?? 0), 0);

/** Points that pay an amount, in the wallet's own unit; null where no number of them does. */
export function pointsFor(amountMinor: number, { scale, valueMinor }: Wallet): number | null {
  const points = (amountMinor * 10 ** scale) / valueMinor;
  return Number.isInteger(points) ? points : null;
}

const words = {
  ru: {
    discounts: 'Скидки программы',
    unknown: 'Такого предложения нет.',
    changed: 'Скидки изменились: примените их заново.',
    points: 'Столько баллов здесь списать нельзя.',
  },
  en: {
    discounts: 'Program discounts',
    unknown: 'There is no such offer.',
    changed: 'The discounts have changed: apply them again.',
    points: 'So many points cannot be spent here.',
  },
} as const;

export type Judged = {
  readonly applied: Redemption[];
  readonly rejected: { readonly redemption: Redemption; readonly message: string }[];
  /** The cart with what was accepted, and its figures. */
  readonly cart: PosReceipt;
  readonly quote: Quote;
  /** Points accepted as payment, in the wallet's own unit. */
  readonly points: number;
};

type Parts = {
  readonly parts: IntegrationParts;
  readonly config: ToastConfig;
  readonly member: MemberView;
  readonly check: Check;
};

/** The check priced with so much of the program as the register has applied. */
function price({ parts, member, check }: Parts, discounts: boolean, redeem: PosReceipt['redeem']) {
  const cart = cartOfCheck(parts, check, { member: member.id, discounts, redeem });
  if (!cart.ok) return cart;
  const quote = parts.checkout.priceOf(`toast:${check.guid}`, cart.value);
  return quote.ok ? ok({ cart: cart.value, quote: quote.value }) : quote;
}

/** Which of the redemptions on a check hold, each once and at exactly the amount the program gives now. */
export function judge(given: Parts, redemptions: readonly Redemption[]): Result<Judged, Refusal> {
  const { parts, config, member } = given;
  const text = words[parts.language()];
  const applied: Redemption[] = [];
  const rejected: { redemption: Redemption; message: string }[] = [];
  const first = (identifier: string) => redemptions.find((one) => one.identifier === identifier);
  const asked = { discounts: first(discountsOffer), points: first(pointsOffer(config.wallet)) };
  for (const redemption of redemptions) {
    if (redemption === asked.discounts || redemption === asked.points) continue;
    rejected.push({ redemption, message: text.unknown });
  }
  let priced = price(given, asked.discounts !== undefined, null);
  if (!priced.ok) return priced;
  if (asked.discounts !== undefined) {
    const { discount } = priced.value.quote.totals;
    const holds = discount > 0 && amountOf(asked.discounts) === discount;
    if (holds) applied.push(asked.discounts);
    else {
      rejected.push({ redemption: asked.discounts, message: text.changed });
      priced = price(given, false, null);
      if (!priced.ok) return priced;
    }
  }
  if (asked.points === undefined) return ok({ applied, rejected, ...priced.value, points: 0 });
  const wallet = walletOf(member, config.wallet);
  const points = wallet === null ? null : pointsFor(amountOf(asked.points), wallet);
  const withPoints =
    points === null ? null : price(given, applied.length > 0, { wallet: config.wallet, points });
  if (withPoints !== null && !withPoints.ok) return withPoints;
  if (points !== null && withPoints !== null && withPoints.value.quote.redeem?.points === points) {
    return ok({ applied: [...applied, asked.points], rejected, ...withPoints.value, points });
  }
  rejected.push({ redemption: asked.points, message: text.points });
  return ok({ applied, rejected, ...priced.value, points: 0 });
}

/** What the register may still offer the guest on this check. */
export function offersFor(given: Parts, judged: Judged): Result<Record<string, unknown>[], Refusal> {
  const { config, member } = given;
  const has = (identifier: string): boolean => judged.applied.some((one) => one.identifier === identifier);
  const offers: Record<string, unknown>[] = [];
  const withDiscounts = price(given, true, null);
  if (!withDiscounts.ok) return withDiscounts;
  const { lines, totals } = withDiscounts.value.quote;
  if (!has(discountsOffer) && totals.discount > 0) {
    offers.push({
      identifier: discountsOffer,
      name: words[given.parts.language()].discounts,
      applicable: true,
      selectionType: 'MULTI_ITEM',
      amount: fromMinor(totals.discount),
      quantity: 1,
      itemApplication: lines
        .map(({ id, discounts }) => ({
          selectionIdentifier: id,
          amount: fromMinor(discounts.reduce((sum, { amount }) => sum + amount, 0)),
        }))
        .filter(({ amount }) => amount > 0),
    });
  }
  const wallet = walletOf(member, config.wallet);
  if (wallet === null || wallet.spendable === 0 || has(pointsOffer(wallet.id))) return ok(offers);
  const withPoints = price(given, has(discountsOffer), { wallet: wallet.id, max: true });
  if (!withPoints.ok) return withPoints;
  const amount = fromMinor(withPoints.value.quote.totals.paidWithPoints);
  const name = wallet.name[given.parts.language()] ?? wallet.id;
  const applicable = amount > 0;
  offers.push({
    ...{ identifier: pointsOffer(wallet.id), name, applicable, selectionType: 'CHECK', quantity: 1 },
    ...(applicable ? { amount } : {}),
  });
  return ok(offers);
}
