import { posReceiptSchema, type Tender } from '../../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../../contracts/refusal.ts';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { bookAsSold } from '../book-as-sold.ts';
import { toMinor, toPoints } from '../decimals.ts';
import { derivedUuid } from '../derived-uuid.ts';
import type { MoyskladConfig } from '../integrations-config.ts';
import { parseOurs } from '../parse-ours.ts';
import type { IntegrationParts } from '../parts.ts';
import { groupPositions } from './cart.ts';
import type { Customers } from './customers.ts';
import { momentToInstant } from './moment.ts';
import type { Sale } from './schemas.ts';

/** The purchase that a sale of the account is here. */
export const purchaseIdOf = (saleId: string): string => `moysklad:${saleId}`;

/** Books a sale that the account has made, once by its id; a second time it is simply there. */
export function bookMoyskladSale(
  parts: IntegrationParts,
  config: MoyskladConfig,
  customers: Customers,
  sale: Sale,
): Result<null, Refusal> {
  const purchaseId = purchaseIdOf(sale.meta.id);
  if (parts.store.receipt(purchaseId)?.state === 'confirmed') return ok(null);
  const at =
    sale.moment == null
      ? instantFromMs(Math.floor(parts.clock.wallMs()))
      : momentToInstant(sale.moment, config.timezone);
  if (at === null) {
    const message = 'A moment is written YYYY-MM-DD HH:MM:SS.';
    return err(refusal('invalid', message, [{ path: 'moment', message }]));
  }
  const member = customers.memberOfSale(sale.agent);
  if (!member.ok) return member;
  const redeem = redeemOf(parts, config, member.value, sale);
  if (!redeem.ok) return redeem;
  const groups = groupPositions(sale.positions, parts.store.goods);
  const cart = parseOurs(posReceiptSchema, {
    at,
    member: member.value,
    lines: groups.map(({ line }) => line),
    redeem: redeem.value === null ? null : { wallet: config.wallet, points: redeem.value.points },
  });
  if (!cart.ok) return cart;
  const paidMinor = groups.map((group) => group.paidMinor);
  const booked = bookAsSold(parts.checkout, {
    purchaseId,
    operationId: derivedUuid('moysklad', 'sale', sale.meta.id),
    // Numbers of sales repeat between points of sale; ids do not.
    fiscal: { number: sale.meta.id, time: at },
    cart: cart.value,
    paidMinor,
    pointsMinor: redeem.value?.valueMinor ?? 0,
    tenders: tendersOf(sale, paidMinor),
  });
  return booked.ok ? ok(null) : booked;
}

type Spent = { readonly points: number; readonly valueMinor: number };

/** The points that the register took for the sale, in the wallet's own unit. */
function redeemOf(
  { checkout }: IntegrationParts,
  { wallet: walletId }: MoyskladConfig,
  memberId: string | null,
  { bonusProgram }: Sale,
): Result<Spent | null, Refusal> {
  const spend = bonusProgram?.bonusValueToSpend ?? 0;
  if (spend === 0) return ok(null);
  if (memberId === null) {
    return err(refusal('unknown-member', 'Points were taken from a customer whom this till does not know.'));
  }
  const view = checkout.memberView(memberId);
  if (!view.ok) return view;
  const wallet = view.value.wallets.find(({ id }) => id === walletId);
  if (wallet === undefined) {
    return err(refusal('no-program', `The loyalty program has no wallet ${walletId}.`));
  }
  const points = toPoints(spend, wallet.scale);
  return ok({ points, valueMinor: Math.round(spend * wallet.valueMinor) });
}

function tendersOf({ cashSum, noCashSum, giftCards }: Sale, paidMinor: readonly number[]): Tender[] {
  const tenders = [
    { type: 'cash', amount: toMinor(cashSum ?? 0) },
    { type: 'card', amount: toMinor(noCashSum ?? 0) },
    { type: 'giftcard', amount: Math.round((giftCards ?? []).reduce((sum, one) => sum + one.paymentSum, 0)) },
  ].filter(({ amount }) => amount > 0);
  if (tenders.length > 0) return tenders;
  return [{ type: 'other', amount: paidMinor.reduce((sum, amount) => sum + amount, 0) }];
}
