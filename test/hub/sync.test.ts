import { describe, expect, it } from 'vitest';
import { memberBalances } from './support/balances.ts';
import { openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

describe('a till and its hub', () => {
  it('brings a new till its settings, the program and the members', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
    expect(till.store.config.get()).toMatchObject({
      chainName: 'Булочные',
      storeName: 'На Мира',
      tillName: 't1',
    });
    expect(till.store.packs.activeAt(Date.now())?.manifest).toMatchObject({ chain: 'bakery', number: 1 });
    const anna = till.store.member('anna')?.record;
    expect(anna).toMatchObject({
      firstName: 'Анна',
      phoneLast4: '6789',
      tier: 'bronze',
      cards: ['2000000000017'],
    });
    expect(JSON.stringify(anna)).not.toContain('9123456789');
    expect(till.client.status()).toMatchObject({ connected: true, failures: 0, problem: null });
    expect(till.store.quarantine.count()).toBe(0);
  });

  it('drains what was sold while the hub was down exactly once, and balances are equal again', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
    await shop.stopHub();
    await until('the till notices', () => !till.client.status().connected);
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3, spent: 200 });
    till.sell({ member: null, netMinor: 5_000 });
    for (let sale = 0; sale < 20; sale++) till.sell({ member: 'boris', netMinor: 10_000, earned: 3 });
    till.client.poke();
    await shop.startHub();
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    const anna = await shop.member('anna');
    expect(anna.wallets.main).toMatchObject({ balance: 303, spendable: 303 });
    expect(anna.record).toMatchObject({ spendMinor: 10_000, purchases: 1 });
    const boris = await shop.member('boris');
    expect(boris.wallets.main).toMatchObject({ balance: 60 });
    expect(boris.record).toMatchObject({ spendMinor: 1_100_000, purchases: 30, tier: 'silver' });
    expect(boris.postingsSum).toEqual({ main: 0 });
    await until('the tier reached the till', () => till.store.member('boris')?.record.tier === 'silver');
    expect(memberBalances(till, 'anna')).toEqual({ main: 303 });
    expect(memberBalances(till, 'boris')).toEqual({ main: 60 });
    // A second restart finds nothing left to do.
    await shop.stopHub();
    await shop.startHub();
    await until('the till is back', () => till.client.status().connected);
    expect((await shop.member('boris')).operations).toBe(21);
  });

  it('tells other tills of a sale by the doorbell', async () => {
    const shop = await openShop();
    const [one, two] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
    one.client.start();
    two.client.start();
    await until('both have the members', () => one.store.memberCount() + two.store.memberCount() === 4);
    one.sell({ member: 'anna', netMinor: 10_000, earned: 3, spent: 100 });
    one.client.poke();
    await until('the other till knows', () => memberBalances(two, 'anna').main === 403);
    expect(memberBalances(one, 'anna')).toEqual({ main: 403 });
  });

  it('posts what two tills spent twice and leaves the debt that later earning repays', async () => {
    const shop = await openShop();
    const [one, two] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
    for (const till of [one, two]) {
      till.client.start();
      await until('the members are there', () => till.store.memberCount() === 2);
      till.client.setConnected(false);
      till.sell({ member: 'anna', netMinor: 100, spent: 400 });
    }
    one.client.setConnected(true);
    two.client.setConnected(true);
    await until('both are drained', () => one.store.backlog().count + two.store.backlog().count === 0);
    expect((await shop.member('anna')).wallets.main).toMatchObject({ balance: -300, spendable: 0 });
    await until('a till knows the debt', () => memberBalances(two, 'anna').main === -300);
    two.sell({ member: 'anna', netMinor: 1_000_000, earned: 350 });
    two.client.poke();
    await until('it is repaid', async () => (await shop.member('anna')).wallets.main?.spendable === 50);
    expect((await shop.member('anna')).postingsSum).toEqual({ main: 0 });
  });

  it('ends everything at once when the cable is pulled and drains when it is back', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
    till.client.setConnected(false);
    expect(till.client.status()).toMatchObject({ connected: false, state: 'offline' });
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    till.client.poke();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(till.store.backlog().count).toBe(1);
    till.client.setConnected(true);
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    expect((await shop.member('anna')).wallets.main?.balance).toBe(503);
  });

  it('works with a till whose clock is ten years wrong', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
    till.clock.skewMs = -10 * 365 * 86_400_000;
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    till.client.poke();
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    till.clock.skewMs = 10 * 365 * 86_400_000;
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    till.client.poke();
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    expect((await shop.member('anna')).record).toMatchObject({ spendMinor: 20_000, purchases: 2 });
    // It signs again at once: no exchange counts as failed, nobody sees the till go offline.
    expect(till.statuses.filter((status) => status.problem !== null || status.failures > 0)).toEqual([]);
  });
});
