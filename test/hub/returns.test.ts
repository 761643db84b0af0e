import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { programSchema } from '../../src/contracts/program.ts';
import type { Operation, PurchaseOperation, ReturnOperation } from '../../src/contracts/sync.ts';
import { makeReturn } from '../../src/loyalty/ledger/return-body.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { memberBalances } from './support/balances.ts';
import { program as programInput } from './support/program.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

const signal = new AbortController().signal;
const program = programSchema.parse(programInput);
const ready = async (till: TestTill): Promise<void> => {
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
};
const settled = (till: TestTill) => until('the outbox is empty', () => till.store.backlog().count === 0);

/** Books the return of a purchase at a till, as its checkout would. */
function bookReturn(
  till: TestTill,
  purchase: PurchaseOperation,
  quantity: number,
  change: (operation: ReturnOperation) => void = () => {},
): void {
  const id = randomUUID();
  till.store.transaction((writer) => {
    const { member } = purchase.body;
    const known = member === null ? null : writer.member(member);
    const made = makeReturn({
      operationId: id,
      returnId: `R-${id.slice(0, 8)}`,
      atMs: Math.round(till.clock.wallMs()),
      purchase: { operationId: purchase.id, at: purchase.at, body: purchase.body, returned: [] },
      lines: [{ id: '1', quantity }],
      lots: known === null ? null : known.record.lots.map((lot) => ({ ...lot, memberId: known.record.id })),
      program,
    });
    if (!made.ok) throw new Error(made.error.code);
    const head = writer.journalHead();
    const operation: ReturnOperation = {
      id,
      chain: till.identity.chain,
      store: till.identity.store,
      till: till.identity.till,
      epoch: head.epoch,
      sequence: head.sequence + 1,
      at: new Date(till.clock.wallMs()).toISOString(),
      clock: { wallMs: Math.round(till.clock.wallMs()), monotonicMs: 0, bootId: 'test', hubOffsetMs: null },
      pack: 1,
      kind: 'return',
      body: made.value.body,
    };
    change(operation);
    writer.recordOperation(operation);
    writer.appendJournal(head, {
      operationId: id,
      memberId: operation.body.member,
      atMs: operation.clock.wallMs,
      payload: canonicalJson(operation satisfies Operation),
      spent: {},
    });
  });
  till.client.poke();
}

/** Anna buys for 100.00 and 100 points at the first till; the hub has it. */
async function soldShop() {
  const shop = await openShop();
  const [first, second] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
  await ready(first);
  await ready(second);
  const purchase = first.sell({ member: 'anna', netMinor: 10_000, earned: 3, spent: 100 });
  if (purchase.kind !== 'purchase') throw new Error('a sale is a purchase');
  first.client.poke();
  await settled(first);
  return { shop, first, second, purchase };
}

describe('a return at the hub', () => {
  it('of a purchase made at another till restores the member there and everywhere', async () => {
    const { shop, first, second, purchase } = await soldShop();
    expect((await shop.member('anna')).wallets.main?.balance).toBe(403);
    const found = await second.transport.purchase(purchase.body.purchaseId, signal);
    expect(found).toMatchObject({
      ok: true,
      value: { purchase: { operationId: purchase.id, body: { member: 'anna' }, returns: [] } },
    });
    await until('the second till knows the sale', () => second.store.member('anna')?.record.purchases === 1);
    bookReturn(second, purchase, 1);
    await settled(second);
    expect(second.store.quarantine.count()).toBe(0);
    const anna = await shop.member('anna');
    expect(anna.wallets.main?.balance).toBe(500);
    expect(anna.lots.filter((lot) => lot.remaining !== 0)).toHaveLength(1);
    await until('the first till knows', () => first.store.member('anna')?.record.purchases === 0);
    expect(first.store.member('anna')?.record).toMatchObject({ spendMinor: 0 });
  });

  it('of a till that does not know the buyer restores the member all the same', async () => {
    const { shop, purchase } = await soldShop();
    const stranger = await openTill(shop, 't3');
    bookReturn(stranger, purchase, 1);
    stranger.client.start();
    await settled(stranger);
    expect(stranger.store.quarantine.count()).toBe(0);
    const anna = await shop.member('anna');
    expect(anna.wallets.main?.balance).toBe(500);
    expect([anna.record.purchases, anna.postingsSum]).toEqual([0, { main: 0 }]);
    await until('the till has met the buyer', () => stranger.store.memberCount() === 2);
    expect(memberBalances(stranger, 'anna')).toEqual({ main: 500 });
  });

  it('of somebody who was forgotten meanwhile is booked, and moves no points', async () => {
    const { shop, purchase } = await soldShop();
    const stranger = await openTill(shop, 't3');
    expect((await shop.manage('DELETE', '/v1/manage/members/anna')).status).toBe(200);
    bookReturn(stranger, purchase, 1);
    stranger.client.start();
    await settled(stranger);
    expect(stranger.store.quarantine.count()).toBe(0);
    const found = await stranger.transport.purchase(purchase.body.purchaseId, signal);
    expect(found).toMatchObject({
      ok: true,
      value: { purchase: { returns: [{ lines: [{ quantity: 1 }] }] } },
    });
  });

  it('of more than was bought is refused, however many tills take it', async () => {
    const { shop, first, second, purchase } = await soldShop();
    await until('the second till knows the sale', () => second.store.member('anna')?.record.purchases === 1);
    bookReturn(first, purchase, 1);
    await settled(first);
    second.client.setConnected(false);
    bookReturn(second, purchase, 1);
    second.client.setConnected(true);
    await until('the hub refused it', () => second.store.quarantine.count() === 1);
    expect(second.store.quarantine.list(1)[0]).toMatchObject({ source: 'push', code: 'return-refused' });
    expect((await shop.member('anna')).wallets.main?.balance).toBe(500);
  });

  it.each<[string, (operation: ReturnOperation) => void, string]>([
    ['of another sum', ({ body }) => void Object.assign(body, { netMinor: 1, refundMinor: 1 }), 'unbalanced'],
    [
      'that puts back too many points',
      ({ body }) => void Object.assign(body.pointsBack, { main: 101 }),
      'unbalanced',
    ],
    ['that takes no points', ({ body }) => void Object.assign(body.pointsTaken, { main: 0 }), 'unbalanced'],
    ['that is not whole', ({ body }) => void Object.assign(body, { whole: false, used: [] }), 'unbalanced'],
    [
      'of a purchase nobody made',
      ({ body }) => void Object.assign(body, { purchaseOperation: randomUUID() }),
      'unknown-purchase',
    ],
  ])('%s is refused', async (_name, change, code) => {
    const { first, purchase } = await soldShop();
    bookReturn(first, purchase, 1, change);
    await until('the hub refused it', () => first.store.quarantine.count() === 1);
    expect(first.store.quarantine.list(1)[0]?.code).toBe(code);
  });

  it('has no answer for a purchase nobody made', async () => {
    const { second } = await soldShop();
    expect(await second.transport.purchase('nothing', signal)).toMatchObject({
      ok: true,
      value: { purchase: null },
    });
  });
});
