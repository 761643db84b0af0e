import { describe, expect, it } from 'vitest';
import { clubsOn, usesNow } from '../../src/loyalty/ledger/member-now.ts';
import { program } from './support/program.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

const dayMs = 86_400_000;
const off = { name: { ru: 'Скидка', en: 'Off' }, then: [{ type: 'percentOff', percent: 10, of: {} }] };
const limited = {
  ...program,
  promotions: [
    { ...off, id: 'weekly', when: { audience: 'members' }, limit: { perMember: 1, perMemberDays: 7 } },
    { ...off, id: 'first-hundred', limit: { total: 100 } },
    { ...off, id: 'free' },
  ],
};

async function shopAndTill(): Promise<{ shop: Shop; till: TestTill }> {
  const shop = await openShop();
  await shop.manage('POST', '/v1/manage/programs', { program: limited });
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  return { shop, till };
}

async function sell(till: TestTill, member: string | null, applied: string[]): Promise<void> {
  till.sell({ member, netMinor: 10_000, applied });
  till.client.poke();
  await until('the outbox is empty', () => till.store.backlog().count === 0);
}

describe('limits of promotions', () => {
  it('within days count only the uses of those days, and a till knows when each stops counting', async () => {
    const { shop, till } = await shopAndTill();
    await sell(till, 'anna', ['weekly', 'free']);
    const record = () => till.store.member('anna')?.record;
    await until('the record came back', () => record()?.usedUntil?.weekly?.length === 1);
    const anna = record();
    if (anna === undefined) throw new Error('anna is not there');
    expect(usesNow(anna, Date.now())).toMatchObject({ weekly: 1, free: 1 });
    expect(usesNow(anna, Date.now() + 7 * dayMs + 1000)).toMatchObject({ weekly: 0, free: 1 });
    // A till that asks after the window gets no such use any more; what has no window counts for ever.
    shop.clock.skewMs = 8 * dayMs;
    const newcomer = await openTill(shop, 't9');
    newcomer.client.start();
    await until('the newcomer knows her', () => newcomer.store.member('anna') !== null);
    expect(newcomer.store.member('anna')?.record).toMatchObject({ used: { weekly: 0, free: 1 } });
    expect(newcomer.store.member('anna')?.record.usedUntil).toBeUndefined();
    await sell(till, 'anna', ['free']);
    await until('the record came back', () => record()?.used.weekly === 0);
    expect(record()).toMatchObject({ used: { weekly: 0, free: 2 } });
    expect(record()?.usedUntil).toBeUndefined();
  });

  it('over all members are counted at the hub, guests too, and told with the next page', async () => {
    const { shop, till } = await shopAndTill();
    const other = await openTill(shop, 't2');
    other.client.start();
    await sell(till, 'anna', ['first-hundred', 'free']);
    await sell(till, null, ['first-hundred']);
    await sell(till, 'boris', ['first-hundred']);
    await until('the other till knows', () => other.store.sync.promotionUses()['first-hundred'] === 3);
    expect(other.store.sync.promotionUses()).toEqual({ 'first-hundred': 3 });
  });
});

describe('a paid club', () => {
  const anna = { clubs: ['vip', 'friends'], clubsUntil: { vip: '2026-12-31' } };
  it.each([
    ['2026-12-31', ['vip', 'friends']],
    ['2027-01-01', ['friends']],
  ])('on %s leaves %j', (day, clubs) => {
    expect(clubsOn(anna, day)).toEqual(clubs);
  });
});
