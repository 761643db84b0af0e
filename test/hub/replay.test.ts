import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkoutOver } from '../support/till-sale.ts';
import { kopilka } from './support/kopilka.ts';
import { program } from './support/program.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until as untilWithin } from './support/till.ts';

const programWithOffers = {
  ...program,
  promotions: [
    {
      id: 'bread',
      name: { ru: 'Хлеб', en: 'Bread' },
      when: { tiers: ['silver'] },
      then: [{ type: 'percentOff', percent: 7, of: { sku: ['bread'] } }],
    },
  ],
};

const metric = async (shop: Shop, name: string): Promise<number> => {
  const response = await fetch(new URL('/metrics', shop.url()), {
    headers: { authorization: `Bearer ${shop.token}` },
  });
  const line = (await response.text()).split('\n').find((one) => one.startsWith(`kopilka_${name} `));
  return Number(line?.split(' ')[1] ?? 0);
};
const flags = async (shop: Shop): Promise<{ flags: readonly object[]; total: number }> =>
  (await shop.manage('GET', '/v1/manage/receipt-flags')).body as never;

/** Seven of them, over a network and a job that gives way to everything else. */
const until = (name: string, condition: () => Promise<boolean> | boolean): Promise<void> =>
  untilWithin(name, condition, 30_000);

/** A real sale by the checkout of the till: its quote, its journal. */
function sellAtCheckout(till: TestTill, member: string | null, priceMinor: number, points = 0): void {
  const checkout = checkoutOver(till.store, till.clock);
  const operationId = randomUUID();
  const confirmed = checkout.confirm(`p-${operationId}`, {
    operationId,
    fiscal: { number: operationId.slice(0, 8), time: new Date(till.clock.wallMs()).toISOString() },
    tenders: [],
    receipt: {
      at: new Date(till.clock.wallMs()).toISOString(),
      member,
      lines: [
        {
          ...{ id: '1', sku: 'bread', name: 'Хлеб', category: '', brand: '', tags: [], flags: [] },
          ...{ quantity: 3, price: priceMinor },
        },
      ],
      coupons: [],
      rewards: [],
      ...(points === 0 ? {} : { redeem: { wallet: 'main', points } }),
    },
  });
  if (!confirmed.ok) throw new Error(JSON.stringify(confirmed.error));
}

it('what tills sold is quoted again with the pack it names, and what comes out otherwise is flagged and kept', async () => {
  const shop = await openShop({ publish: false });
  const { status } = await shop.manage('POST', '/v1/manage/programs', { program: programWithOffers });
  expect(status).toBe(200);
  const till = await openTill(shop, 't1');
  till.client.start();
  await until(
    'the members are there',
    () => till.store.memberCount() === 2 && till.store.packs.byNumber(1) !== null,
  );
  sellAtCheckout(till, null, 3333);
  sellAtCheckout(till, 'anna', 9999, 50);
  sellAtCheckout(till, 'boris', 101);
  till.client.poke();
  await until(
    'all were quoted again',
    async () => (await metric(shop, 'receipts_replayed_total{outcome="same"}')) === 3,
  );
  expect(await flags(shop)).toMatchObject({ flags: [], total: 0 });

  // Quoted by hand: it adds up, so it is booked, but no program of ours gives 7 points for it.
  const odd = till.sell({ member: 'anna', netMinor: 5000, earned: 7, seen: { member: {} } });
  const old = till.sell({ member: 'anna', netMinor: 5000, earned: 7 });
  till.client.poke();
  await until('the older one too', async () => (await metric(shop, 'receipt_flags')) === 2);
  expect(await flags(shop)).toMatchObject({
    total: 2,
    flags: expect.arrayContaining([
      expect.objectContaining({ operationId: odd.id, till: 't1', sequence: 4, pack: 1, kind: 'differs' }),
      expect.objectContaining({ operationId: old.id, sequence: 5, kind: 'differs' }),
    ]),
  });
  const lot = (await shop.member('anna')).lots.map(({ id }) => id);
  expect(lot).toEqual(expect.arrayContaining([`${odd.id}:main`, `${old.id}:main`]));

  // Another start does not look at the same receipts again.
  await shop.stopHub();
  await shop.startHub();
  sellAtCheckout(till, null, 100);
  till.client.poke();
  await until(
    'the next one was looked at',
    async () => (await metric(shop, 'receipts_replayed_total{outcome="same"}').catch(() => 0)) === 1,
  );
  expect((await flags(shop)).total).toBe(2);
  const said = await kopilka('hub', 'flags', '--hub', shop.url(), '--token', shop.token);
  expect(said.out).toMatch(/t1 {2}\S+ {2}pack 1 {2}\S+: the till booked .*, the hub finds /);
}, 120_000);
