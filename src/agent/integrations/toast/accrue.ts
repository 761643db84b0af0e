import type { MemberView } from '../../../contracts/member-view.ts';
import type { Quote } from '../../../contracts/quote.ts';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import { bookAsSold } from '../book-as-sold.ts';
import { fromPoints, toMinor } from '../decimals.ts';
import type { ToastConfig } from '../integrations-config.ts';
import type { IntegrationParts } from '../parts.ts';
import { accountOf, walletOf } from './accounts.ts';
import { accepted, refusedAnswer, rejected, type ToastAnswer } from './answer.ts';
import { cartOfCheck, instantOf, selectionsOf } from './check-cart.ts';
import { amountOf, discountsOffer, pointsFor, pointsOffer } from './offers.ts';
import { operationOf, purchaseIdOfCheck } from './operations.ts';
import type { CheckInformation } from './schemas.ts';

/**
 * LOYALTY_ACCRUE: the guest has paid, so the check is booked as the purchase it is, with the offers that lie on it. The
 * platform sends checks of guests without an account too: they are booked for reports and earn nothing.
 */
export function accrue(
  parts: IntegrationParts,
  config: ToastConfig,
  transactionGuid: string,
  { loyaltyIdentifier, check, redemptions }: CheckInformation,
): ToastAnswer {
  const operationId = operationOf('accrue', transactionGuid);
  const booked = parts.store.bookedQuote(operationId);
  if (booked !== null) return accruedAnswer(parts, config, booked);
  const selections = selectionsOf(check);
  if (selections.length === 0) return accepted();
  const member = loyaltyIdentifier ? accountOf(parts, loyaltyIdentifier) : null;
  if (member !== null && !member.ok) return refusedAnswer(member.error);
  const spent = spentOn(config, member?.value ?? null, redemptions ?? []);
  if (spent === null) return rejected('ERROR_INVALID_INPUT_PROPERTIES');
  const cart = cartOfCheck(parts, check, {
    member: member?.value.id ?? null,
    discounts: (redemptions ?? []).some(({ identifier }) => identifier === discountsOffer),
    redeem: spent.points === 0 ? null : { wallet: config.wallet, points: spent.points },
  });
  if (!cart.ok) return refusedAnswer(cart.error);
  const paidMinor = selections.map(({ price }) => toMinor(price));
  const time = instantOf(check.paidDate) ?? instantFromMs(Math.floor(parts.clock.wallMs()));
  const sold = bookAsSold(parts.checkout, {
    purchaseId: purchaseIdOfCheck(parts, check.guid),
    operationId,
    // A check that is accrued again after a change of its payment is another receipt.
    fiscal: { number: transactionGuid, time },
    cart: cart.value,
    paidMinor,
    pointsMinor: spent.amountMinor,
    // Payments hold tax and tips, which are none of loyalty's: what counts is what the goods were sold for.
    tenders: [{ type: 'toast', amount: paidMinor.reduce((sum, amount) => sum + amount, 0) }],
  });
  return sold.ok ? accruedAnswer(parts, config, sold.value.quote) : refusedAnswer(sold.error);
}

type Spent = { readonly points: number; readonly amountMinor: number };

/** What points paid of the check; null where the redemption fits no number of points of this member. */
function spentOn(
  { wallet: walletId }: ToastConfig,
  member: MemberView | null,
  redemptions: NonNullable<CheckInformation['redemptions']>,
): Spent | null {
  const redemption = redemptions.find(({ identifier }) => identifier === pointsOffer(walletId));
  if (redemption === undefined) return { points: 0, amountMinor: 0 };
  const wallet = member === null ? null : walletOf(member, walletId);
  if (wallet === null) return null;
  const amountMinor = amountOf(redemption);
  const points = pointsFor(amountMinor, wallet);
  return points === null ? null : { points, amountMinor };
}

/** What the guest is told; the same the first time and any later time, because it comes from what was booked. */
function accruedAnswer(
  { checkout, store }: IntegrationParts,
  config: ToastConfig,
  booked: Quote,
): ToastAnswer {
  const earned = booked.totals.earned[config.wallet] ?? 0;
  const memberId = store.purchase(booked.purchaseId)?.body.member ?? null;
  const member = memberId === null || earned === 0 ? null : checkout.memberView(memberId);
  const wallet = member?.ok ? walletOf(member.value, config.wallet) : null;
  if (wallet === null) return accepted();
  return accepted({ checkResponse: { userMessage: `+${fromPoints(earned, wallet.scale)}` } });
}
