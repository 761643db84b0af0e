import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../src/shared/result.ts';
import { checkoutOver } from '../support/till-sale.ts';
import { kopilka } from './support/kopilka.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

/** A second person with a token. */
async function colleague(shop: Shop): Promise<string> {
  const { body } = await shop.manage('POST', '/v1/manage/tokens', { name: 'petr', role: 'manager' });
  return (body as { token: string }).token;
}
const balance = async (shop: Shop, id: string): Promise<number | undefined> =>
  (await shop.member(id)).wallets.main?.balance;

async function addTwin(shop: Shop): Promise<void> {
  const { body } = await shop.manage('POST', '/v1/manage/members', {
    rows: [
      {
        ...{ id: 'anna2', phone: '+7 912 345-67-80', cards: ['2000000000031'], firstName: 'Аня' },
        ...{ points: { main: 70 }, birthday: '1990-05-01', spendMinor: 995_000, purchases: 4 },
      },
    ],
  });
  expect(body).toMatchObject({ accepted: 1 });
}

/** A person whom the hub has twice, a till that knows both, and somebody who may approve. */
async function openShopWithTwin() {
  const shop = await openShop();
  await addTwin(shop);
  const other = await colleague(shop);
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('members are here', () => till.store.memberCount() === 3);
  return { shop, other, till };
}

describe('two members who are one person', () => {
  it('become one when another person approves; tills learn it, and what they sell to the other meanwhile counts', async () => {
    const { shop, other, till } = await openShopWithTwin();
    till.sell({ member: 'anna2', netMinor: 1_000, earned: 30 });
    till.client.poke();
    await until('the sale is at the hub', async () => (await shop.member('anna2')).record.purchases === 5);
    await till.client.stop();
    // Sold without the hub, and after the merge for the hub.
    till.sell({ member: 'anna2', netMinor: 2_000, earned: 60 });

    expect(await shop.manage('POST', '/v1/manage/merges', { source: 'anna2', target: 'anna' })).toMatchObject(
      {
        status: 200,
        body: { approvedBy: null, doneAt: null },
      },
    );
    expect(await shop.manage('POST', '/v1/manage/merges/anna2/approve')).toMatchObject({
      status: 409,
      body: { code: 'second-person' },
    });
    expect(await balance(shop, 'anna2')).toBe(100);
    expect(await shop.manage('POST', '/v1/manage/merges/anna2/approve', undefined, other)).toMatchObject({
      status: 200,
      body: { source: 'anna2', target: 'anna', approvedBy: 'petr' },
    });
    const anna = await shop.member('anna');
    expect(anna.wallets.main?.balance).toBe(600);
    expect(anna.postingsSum).toEqual({ main: 0 });
    expect(anna.record).toMatchObject({
      ...{ firstName: 'Анна', birthday: '1990-05-01', phoneLast4: '6789', tier: 'bronze' },
      ...{ cards: ['2000000000017', '2000000000031'], purchases: 5, spendMinor: 996_000 },
    });
    expect((await shop.manage('GET', '/v1/manage/members/anna2')).status).toBe(404);

    till.client.start();
    await until('the till knows one of them', () => till.store.member('anna2') === null);
    await until(
      'its sale is booked to the one that stays',
      async () => (await balance(shop, 'anna')) === 660,
    );
    await until('and told', () => till.store.member('anna')?.record.purchases === 6);
    expect(till.store.quarantine.count()).toBe(0);
    expect((await shop.member('anna')).postingsSum).toEqual({ main: 0 });

    // The other id leads to the one that stays, for files of members too.
    const again = { rows: [{ id: 'anna2', cards: ['2000000000048'] }] };
    expect((await shop.manage('POST', '/v1/manage/members', again)).body).toMatchObject({ accepted: 1 });
    expect((await shop.member('anna')).record.cards).toContain('2000000000048');
    // The forgotten phone may enrol anew.
    const phone = { rows: [{ id: 'vera', phone: '+7 912 345-67-80' }] };
    expect((await shop.manage('POST', '/v1/manage/members', phone)).body).toMatchObject({ accepted: 1 });
  });

  it('get their points back for what the other one bought', async () => {
    const { shop, other, till } = await openShopWithTwin();
    const sale = till.sell({ member: 'anna2', netMinor: 1_000, earned: 5, spent: 40 });
    if (sale.kind !== 'purchase') throw new Error('a sale is a purchase');
    till.client.poke();
    await until('the sale is at the hub', async () => (await balance(shop, 'anna2')) === 35);
    await shop.manage('POST', '/v1/manage/merges', { source: 'anna2', target: 'anna' });
    await shop.manage('POST', '/v1/manage/merges/anna2/approve', undefined, other);
    await until('the till knows one of them', () => till.store.member('anna2') === null);
    const before = (await balance(shop, 'anna')) ?? 0;
    const checkout = checkoutOver(till.store, till.clock, {
      askPurchase: async (id) => {
        const answer = await till.transport.purchase(id, AbortSignal.timeout(5_000));
        return answer.ok ? ok(answer.value.purchase) : err(answer.error.detail);
      },
    });
    const taken = await checkout.returns.take({
      operationId: randomUUID(),
      returnId: 'R-1',
      purchaseId: sale.body.purchaseId,
      lines: [{ id: '1', quantity: 1 }],
    });
    expect(taken).toMatchObject({ ok: true, value: { whole: true, member: { id: 'anna' } } });
    till.client.poke();
    await until('the return is at the hub', async () => (await balance(shop, 'anna')) === before + 35);
    expect(till.store.quarantine.count()).toBe(0);
    expect((await shop.member('anna')).postingsSum).toEqual({ main: 0 });
  });

  it('keep a phone, a higher tier and a block that only one of them had', async () => {
    const shop = await openShop();
    const other = await colleague(shop);
    await shop.manage('POST', '/v1/manage/members', {
      rows: [{ id: 'b2', phone: '+7 912 000-00-01', spendMinor: 200_000, tier: 'silver', blocked: true }],
    });
    await shop.manage('POST', '/v1/manage/merges', { source: 'b2', target: 'boris' });
    const merged = await shop.manage('POST', '/v1/manage/merges/b2/approve', undefined, other);
    expect(merged.status).toBe(200);
    expect((await shop.member('boris')).record).toMatchObject({
      ...{
        phoneLast4: '0001',
        tier: 'silver',
        tierGranted: 'silver',
        state: 'blocked',
        spendMinor: 1_100_000,
      },
    });
    // The phone is erased with the member that has it now.
    expect((await shop.manage('DELETE', '/v1/manage/members/boris')).status).toBe(200);
    const free = { rows: [{ id: 'new', phone: '+7 912 000-00-01' }] };
    expect((await shop.manage('POST', '/v1/manage/members', free)).body).toMatchObject({ accepted: 1 });
  });

  it('are refused where nobody is there, one is a gift card, or a merge waits already', async () => {
    const shop = await openShop();
    const other = await colleague(shop);
    await shop.manage('POST', '/v1/manage/members', { rows: [{ id: 'gift', kind: 'gift', cards: ['990'] }] });
    const propose = async (source: string, target: string) =>
      (await shop.manage('POST', '/v1/manage/merges', { source, target })).body;
    expect(await propose('anna', 'nobody')).toMatchObject({ code: 'unknown-member' });
    expect(await propose('anna', 'anna')).toMatchObject({ code: 'invalid' });
    expect(await propose('gift', 'anna')).toMatchObject({ source: 'gift' });
    expect(await propose('gift', 'boris')).toMatchObject({ code: 'invalid' });
    expect(await shop.manage('POST', '/v1/manage/merges/gift/approve', undefined, other)).toMatchObject({
      body: { code: 'invalid' },
    });
    expect((await shop.manage('DELETE', '/v1/manage/merges/gift')).body).toEqual({ dropped: 'gift' });
    expect((await shop.manage('DELETE', '/v1/manage/merges/gift')).status).toBe(404);
    await propose('anna', 'boris');
    await shop.manage('DELETE', '/v1/manage/members/anna');
    expect(await shop.manage('POST', '/v1/manage/merges/anna/approve', undefined, other)).toMatchObject({
      body: { code: 'unknown-member' },
    });
  });

  it('are merged by commands', async () => {
    const shop = await openShop();
    const other = await colleague(shop);
    const run = (token: string, ...words: string[]) =>
      kopilka('hub', 'merge', ...words, '--hub', shop.url(), '--token', token);
    expect((await run(shop.token, 'list')).out).toBe('No members were merged.\n');
    expect((await run(shop.token, 'add', 'anna', 'boris')).out).toContain('hub merge approve anna');
    expect((await run(shop.token, 'approve', 'anna')).code).toBe(1);
    expect((await run(shop.token, 'list')).out).toMatch(/^anna into boris {2}by owner .* waits\n$/);
    expect((await run(other, 'approve', 'anna')).out).toBe('anna is boris now.\n');
    expect((await run(shop.token, 'list')).out).toMatch(/approved by petr /);
    await run(shop.token, 'add', 'boris', 'boris2');
    expect((await run(shop.token, 'drop', 'anna')).code).toBe(1);
    expect(await balance(shop, 'boris')).toBe(500);
  });
});
