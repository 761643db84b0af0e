import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EnrolmentOperation, MemberRecord, PersonalData } from '../../src/contracts/sync.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { bareMember } from '../support/bare-member.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

/** Enrols somebody at a till, as its checkout would. */
function enrol(till: TestTill, phone: string, card: string, sent: Partial<PersonalData> = {}): string {
  const member = randomUUID();
  const operationId = randomUUID();
  const data: PersonalData = { salt: '0'.repeat(32), phone, firstName: 'Вера', birthday: null };
  const record: MemberRecord = {
    id: member,
    ...{ ...bareMember, firstName: 'Вера', phoneLast4: phone.slice(-4), cards: [card], tier: 'bronze' },
    ...{ spendMinor: 0, purchases: 0, joinedAt: '2026-12-05', lots: [] },
  };
  till.store.transaction((writer) => {
    const head = writer.journalHead();
    const operation: EnrolmentOperation = {
      id: operationId,
      chain: till.identity.chain,
      store: till.identity.store,
      till: till.identity.till,
      epoch: head.epoch,
      sequence: head.sequence + 1,
      at: new Date(till.clock.wallMs()).toISOString(),
      clock: { wallMs: Math.round(till.clock.wallMs()), monotonicMs: 0, bootId: 'test', hubOffsetMs: null },
      pack: 1,
      kind: 'enrolment',
      body: {
        member,
        cards: [card],
        joinedAt: '2026-12-05',
        consent: { text: 'Да', version: '1', at: '2026-12-05T12:00:00Z' },
        personalSha256: createHash('sha256').update(canonicalJson(data)).digest('hex'),
      },
    };
    writer.enrolMember({ record, asOfMs: 0 }, { operationId, data: { ...data, ...sent } });
    writer.appendJournal(head, {
      operationId,
      memberId: member,
      atMs: operation.clock.wallMs,
      payload: canonicalJson(operation),
      spent: {},
    });
  });
  return member;
}

async function openTwo() {
  const shop = await openShop();
  const first = await openTill(shop, 't1');
  const second = await openTill(shop, 't2');
  for (const till of [first, second]) {
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
  }
  return { shop, first, second };
}
const settled = (till: TestTill) => until('the outbox is empty', () => till.store.backlog().count === 0);

describe('an enrolment at the hub', () => {
  it('reaches every till with its card, and the till forgets the phone', async () => {
    const { shop, first, second } = await openTwo();
    const id = enrol(first, '+79990001122', '2000000000031');
    first.sell({ member: id, netMinor: 10_000, earned: 3 });
    first.client.poke();
    await settled(first);
    expect(first.store.quarantine.count()).toBe(0);
    await until('the other till knows', () => second.store.findMembers('card', '2000000000031')[0] === id);
    expect(second.store.member(id)?.record).toMatchObject({
      firstName: 'Вера',
      phoneLast4: '1122',
      purchases: 1,
    });
    expect((await shop.member(id)).wallets.main?.balance).toBe(3);
    expect(first.store.sync.outbox(10, 1000).personal).toEqual([]);
  });

  it("of a person who was a member already is merged: the card, and what was bought meanwhile, are that one's", async () => {
    const { shop, first, second } = await openTwo();
    first.client.setConnected(false);
    const alias = enrol(first, '+79123456789', '2000000000031');
    const coupon = { code: 'NEXT-A', series: 'next', promotion: 'p', validUntil: '2099-12-31' };
    first.sell({ member: alias, netMinor: 10_000, earned: 3, coupons: { issued: [coupon], used: [] } });
    first.client.setConnected(true);
    await settled(first);
    expect(first.store.quarantine.count()).toBe(0);
    expect((await shop.member('anna')).wallets.main?.balance).toBe(503);
    await until("the card is Anna's", () => second.store.findMembers('card', '2000000000031')[0] === 'anna');
    await until('the alias is gone', () => first.store.member(alias) === null);
    await until("the coupon is Anna's", () => first.store.coupon('NEXT-A')?.member === 'anna');
    first.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    first.client.poke();
    await settled(first);
    expect((await shop.member('anna')).wallets.main?.balance).toBe(506);
  });

  it('without the personal data that its hash names enrols the card alone, and leaves a taken card to its owner', async () => {
    const { shop, first } = await openTwo();
    const id = enrol(first, '+79990001122', '2000000000024', { firstName: 'Пётр' });
    first.client.poke();
    await settled(first);
    expect(first.store.quarantine.count()).toBe(0);
    const made = await shop.manage('GET', `/v1/manage/members/${id}`);
    expect(made.body).toMatchObject({ record: { id, cards: [], firstName: null } });
    await until('the hub told', () => first.store.member(id)?.record.firstName === null);
    expect(first.store.member(id)?.record).toMatchObject({ cards: [], phoneLast4: null });
  });
});
