import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type JournalEntry, type Operation, SYNC_PROTOCOL } from '../../src/contracts/sync.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { openFaultProxy } from './support/fault-proxy.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

const signal = new AbortController().signal;
const ready = (till: TestTill) => {
  till.client.start();
  return until('the members are there', () => till.store.memberCount() === 2);
};
const outbox = (till: TestTill) => till.store.sync.outbox(500, 262_144);

type Batch = { epoch: number; previousHead: string; operations: JournalEntry[] };

function push(till: TestTill, { epoch, previousHead, operations }: Batch) {
  const request = { protocol: SYNC_PROTOCOL, epoch, previousHead, operations, leasesHeld: [] };
  return till.transport.push(request, signal);
}

/** The same batch with changed operations, its hashes made anew as the till itself would. */
function rewritten(
  batch: ReturnType<typeof outbox>,
  change: (payload: string, index: number) => string,
): ReturnType<typeof outbox> {
  let head = batch.previousHead;
  const operations = batch.operations.map((entry, index) => {
    const payload = change(entry.payload, index);
    head = createHash('sha256').update(Buffer.from(head, 'hex')).update(payload, 'utf8').digest('hex');
    return { sequence: entry.sequence, payload, hash: head };
  });
  return { ...batch, operations };
}

const changed = (payload: string, change: (operation: Operation) => unknown): string => {
  const operation = JSON.parse(payload) as Operation;
  change(operation);
  return canonicalJson(operation);
};

describe('a push', () => {
  it('whose answer was lost after the commit is answered with duplicates, and points are there once', async () => {
    const shop = await openShop();
    const proxy = await openFaultProxy(shop.url());
    const till = await openTill(shop, 't1', { hubUrl: proxy.url });
    await ready(till);
    proxy.loseAnswers = true;
    const { id } = till.sell({ member: 'anna', netMinor: 10_000, earned: 3, spent: 100 });
    till.client.poke();
    await until('the hub has it', async () => (await shop.member('anna')).operations === 2);
    await until('answers were lost', () => proxy.lost >= 2);
    expect(till.store.backlog().count).toBe(1);
    const again = await push(await withoutProxy(till, shop.url()), outbox(till));
    expect(again).toMatchObject({ ok: true, value: { verdicts: [{ sequence: 1, verdict: 'duplicate' }] } });
    proxy.loseAnswers = false;
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    const anna = await shop.member('anna');
    expect(anna.wallets.main?.balance).toBe(403);
    expect(anna.lots.filter((lot) => lot.id.startsWith(id))).toHaveLength(1);
    expect(till.store.quarantine.count()).toBe(0);
  });

  it('puts an unreadable, an unknown and a false operation in quarantine and takes those behind them', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    await ready(till);
    till.client.setConnected(false);
    for (let sale = 0; sale < 7; sale++) till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    const batch = rewritten(outbox(till), (payload, index) => {
      if (index === 0) return '{"half an op';
      if (index === 1)
        return changed(payload, (operation) => Object.assign(operation, { kind: 'gift-card' }));
      if (index === 2)
        return changed(
          payload,
          ({ body }) => 'quote' in body && Object.assign(body.quote.totals.earned, { main: 4 }),
        );
      if (index === 3) return changed(payload, ({ body }) => 'postings' in body && void body.postings.pop());
      if (index === 4) return changed(payload, (operation) => Object.assign(operation, { till: 't9' }));
      if (index === 5) return payload.replaceAll('"anna"', '"nobody"');
      return payload;
    });
    const answer = await push(till, batch);
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(answer.value.verdicts.map(({ verdict, code }) => `${verdict} ${code}`)).toEqual([
      'refused unreadable',
      'refused unknown-kind',
      'refused quote-mismatch',
      'refused unbalanced',
      'refused foreign',
      'refused unknown-member',
      'applied null',
    ]);
    const { wallets, operations } = await shop.member('anna');
    expect([wallets.main?.balance, operations]).toEqual([503, 2]);
    const { body } = await shop.manage('GET', '/v1/manage/tills');
    expect(body).toMatchObject({ tills: [{ id: 't1', quarantine: 6, headSequence: 7 }] });
    // Asked again, a refused operation is refused for the same reason: it must not pass for applied.
    const again = await push(till, batch);
    if (!again.ok) throw new Error(again.error.detail);
    expect(again.value.verdicts.map(({ verdict, code }) => `${verdict} ${code}`)).toEqual([
      'refused unreadable',
      'refused unknown-kind',
      'refused quote-mismatch',
      'refused unbalanced',
      'refused foreign',
      'refused unknown-member',
      'duplicate null',
    ]);
  });

  it('names the operation whose bytes were changed and goes on after it', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    await ready(till);
    till.client.setConnected(false);
    for (let sale = 0; sale < 3; sale++) till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    const batch = outbox(till);
    batch.operations = batch.operations.map((entry) =>
      entry.sequence === 2 ? { ...entry, payload: entry.payload.replace('10000', '10001') } : entry,
    );
    const answer = await push(till, batch);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        verdicts: [
          { sequence: 1, verdict: 'applied' },
          {
            sequence: 2,
            verdict: 'refused',
            code: 'damaged',
            detail: expect.stringContaining('operation 2'),
          },
          { sequence: 3, verdict: 'applied' },
        ],
      },
    });
    expect((await shop.member('anna')).wallets.main?.balance).toBe(506);
  });

  it('of a till restored from a copy is a fork: refused whole, and the sales go on', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    await ready(till);
    till.client.setConnected(false);
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    const before = outbox(till);
    till.sell({ member: 'anna', netMinor: 20_000, earned: 6 });
    expect((await push(till, outbox(till))).ok).toBe(true);
    // The copy was taken after the first sale; it sells something else as number 2.
    const fork = rewritten(outbox(till), (payload, index) =>
      index === 1 ? payload.replaceAll('20000', '30000') : payload,
    );
    expect(fork.operations[0]).toEqual(before.operations[0]);
    const answer = await push(till, fork);
    expect(answer).toMatchObject({ ok: false, error: { code: 'chain-forked' } });
    expect((await shop.member('anna')).wallets.main?.balance).toBe(509);
    const elsewhere = await push(till, { ...outbox(till), previousHead: 'a'.repeat(64) });
    expect(elsewhere).toMatchObject({ ok: false, error: { code: 'chain-forked' } });
  });

  it('that starts too late is answered with the head alone: the till goes on from there', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    await ready(till);
    till.client.setConnected(false);
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    const late = {
      ...outbox(till),
      operations: outbox(till).operations.map((one) => ({ ...one, sequence: one.sequence + 5 })),
    };
    const head = { verdicts: [], head: '0'.repeat(64), headSequence: 0 };
    expect(await push(till, late)).toMatchObject({ ok: true, value: head });
    expect(await push(till, { ...late, operations: [] })).toMatchObject({ ok: true, value: head });
    expect((await shop.member('anna')).wallets.main?.balance).toBe(500);
  });

  it('of an operation id that was used before is refused', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    await ready(till);
    till.client.setConnected(false);
    const first = till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    const batch = rewritten(outbox(till), (payload, index) => {
      if (index === 0) return payload;
      const second = JSON.parse(payload) as Operation;
      return payload.replaceAll(second.id, first.id);
    });
    const answer = await push(till, batch);
    expect(answer).toMatchObject({
      ok: true,
      value: { verdicts: [{ verdict: 'applied' }, { verdict: 'refused', code: 'operation-reused' }] },
    });
    expect((await shop.member('anna')).wallets.main?.balance).toBe(503);
  });

  it('after a new enrolment starts a new epoch with an empty journal', async () => {
    const shop = await openShop();
    const old = await openTill(shop, 't1');
    await ready(old);
    old.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    old.client.poke();
    await until('the outbox is empty', () => old.store.backlog().count === 0);
    await old.client.stop();
    const till = await openTill(shop, 't1');
    expect([old.identity.epoch, till.identity.epoch]).toEqual([1, 2]);
    await ready(till);
    till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
    till.client.poke();
    await until('the outbox is empty', () => till.store.backlog().count === 0);
    expect((await shop.member('anna')).wallets.main?.balance).toBe(506);
    expect(await push(old, outbox(old))).toMatchObject({ ok: false, error: { code: 'signature-refused' } });
  });
});

/** The same till with a line of its own to the hub. */
async function withoutProxy(till: TestTill, hubUrl: string): Promise<TestTill> {
  const { createHttpTransport } = await import('../../src/sync/transport-http.ts');
  const { signerOf } = await import('../../src/sync/keys.ts');
  const transport = createHttpTransport({
    hubUrl,
    chain: till.identity.chain,
    till: till.identity.till,
    hubKeys: till.identity.hubKeys,
    signer: signerOf(till.keys.privateKeyPem),
    clock: till.clock,
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    timers: { after: () => () => {} },
    offsetMs: null,
  });
  return { ...till, transport };
}
