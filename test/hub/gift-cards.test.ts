import { expect, it } from 'vitest';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import { giftPromotion, giftWallet } from '../support/gift-card-program.ts';
import { accepted, checkoutOver, codeOf, confirmRequest, operationIdOf } from '../support/till-sale.ts';
import { program } from './support/program.ts';
import { openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

const withGifts = {
  ...program,
  wallets: [...program.wallets, giftWallet],
  promotions: [giftPromotion],
};
const CARD = '2900000000049';

/** A hub with a gift card from its printer, and a till that knows it. */
async function shopWithGiftCard() {
  const shop = await openShop();
  await shop.manage('POST', '/v1/manage/programs', { program: withGifts });
  const loaded = await shop.manage('POST', '/v1/manage/members', { rows: [{ kind: 'gift', cards: [CARD] }] });
  expect(loaded.body).toMatchObject({ accepted: 1, refused: [] });
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('all is there', () => till.store.memberCount() === 3 && till.client.status().state === 'idle');
  const checkout = checkoutOver(till.store, till.clock);
  const found = accepted(checkout.identify({ card: CARD }));
  if (found.result !== 'member') throw new Error(found.result);
  const id = found.member.id;
  expect(found.member).toMatchObject({
    kind: 'gift',
    tier: null,
    nextTier: null,
    wallets: [{ id: 'gift', balance: 0 }],
  });
  const synced = async () => {
    till.client.poke();
    await until('the hub has it', () => till.store.backlog().count === 0);
    return shop.member(id);
  };
  const receipt = (lines: readonly object[], more: object = {}) =>
    posReceiptSchema.parse({ at: new Date().toISOString(), member: id, lines, ...more });
  return { checkout, id, synced, receipt, till };
}

const gift = { id: '1', sku: 'GIFT-1000', quantity: 1, price: 100_000, flags: ['noDiscount', 'noRedeem'] };
const lamp = { id: '1', sku: 'lamp', quantity: 2, price: 60_000 };
const whole = (id: string, quantity: number) => [{ id, quantity }];

it('a gift card is sold, pays beside card and cash, gets its share of a return, and the hub agrees', async () => {
  const { checkout, synced, receipt } = await shopWithGiftCard();
  const sold = accepted(checkout.quote('P1', receipt([gift])));
  expect(sold.totals).toMatchObject({ net: 100_000, earned: { gift: 1000 } });
  accepted(checkout.confirm('P1', confirmRequest(1, { tenders: [{ type: 'cash', amount: 100_000 }] })));
  expect((await synced()).wallets.gift).toMatchObject({ balance: 1000 });

  const redeem = { wallet: 'gift', max: true };
  const told = accepted(checkout.quote('P2', receipt([lamp], { redeem })));
  expect(told.totals).toMatchObject({ gross: 120_000, paidWithPoints: 100_000, net: 20_000 });
  const short = [{ type: 'card', amount: 15_000 }];
  expect(codeOf(checkout.confirm('P2', confirmRequest(2, { tenders: short })))).toBe('tenders-mismatch');
  const tenders = [...short, { type: 'cash', amount: 5000 }];
  const paid = accepted(checkout.confirm('P2', confirmRequest(2, { tenders })));
  expect(paid.member).toMatchObject({ kind: 'gift', wallets: [{ id: 'gift', balance: 0 }] });
  expect(paid.slip.lines.join('\n')).toContain('Подарочная карта');
  expect((await synced()).wallets.gift).toBeUndefined();

  const back = accepted(
    await checkout.returns.take({
      operationId: operationIdOf(3),
      returnId: 'R1',
      purchaseId: 'P2',
      lines: whole('1', 1),
    }),
  );
  expect(back).toMatchObject({
    refundMinor: 10_000,
    wallets: [{ wallet: 'gift', back: 500, withheldMinor: 0 }],
  });
  const member = await synced();
  expect(member.wallets.gift).toMatchObject({ balance: 500 });
  expect(member.record).toMatchObject({ kind: 'gift', tier: null });
  expect(member.postingsSum).toEqual({ gift: 0 });
});

it('a gift card that was used gives back only what is left on it when its sale is returned', async () => {
  const { checkout, synced, receipt, till } = await shopWithGiftCard();
  accepted(checkout.quote('P1', receipt([gift])));
  accepted(checkout.confirm('P1', confirmRequest(1)));
  const small = { ...lamp, quantity: 1, price: 30_000 };
  accepted(checkout.quote('P2', receipt([small], { redeem: { wallet: 'gift', max: true } })));
  accepted(checkout.confirm('P2', confirmRequest(2)));
  const taken = await checkout.returns.take({
    operationId: operationIdOf(3),
    returnId: 'R1',
    purchaseId: 'P1',
    lines: whole('1', 1),
  });
  expect(accepted(taken)).toMatchObject({ netMinor: 100_000, withheldMinor: 30_000, refundMinor: 70_000 });
  expect((await synced()).wallets.gift?.balance ?? 0).toBe(0);
  expect(till.store.quarantine.count()).toBe(0);
});
