import { describe, expect, it } from 'vitest';
import type { CouponRecord } from '../../../../src/contracts/coupon.ts';
import { memberRecordOf } from '../../../../src/hub/members/member-record.ts';
import type { HubStore, PulledPage } from '../../../../src/hub/store/hub-store.ts';
import type { PackRecord } from '../../../../src/hub/store/records.ts';
import { coreOf, databases, earning, enrolTill, genesis, importAll, pushOne, startMs } from './fixtures.ts';

// The same expectations of both stores: whatever one of them may do, the other does too.

const pull = (store: HubStore, stream: Parameters<HubStore['pull']>[0]['stream'], cursor = 0, limit = 100) =>
  store.pull({
    ...{ stream, cursor, limit, tillId: 't1', spendSinceMs: 0, couponsSince: '2026-01-01' },
    recordOf: memberRecordOf,
  });
const keysOf = ({ changes }: PulledPage): string[] => changes.map(({ key }) => key);

const earn = (store: HubStore, tillId: string, sequence: number, member: string, points: number) =>
  pushOne(store, tillId, sequence, {
    query: { memberIds: [member] },
    decide: (state, operationId) => ({
      members: [earning(state.members.get(member)?.core ?? coreOf(member), operationId, points)],
    }),
  });

const packOf = (number: number, activateAtMs: number, more: Partial<PackRecord> = {}): PackRecord => ({
  ...{ number, programId: `p${number}`, manifest: 'm', signature: 's', keyId: 'k1', program: '{}' },
  ...{ programSha256: String(number), activateAtMs, publishedAtMs: startMs },
  ...{ endsAtMs: null, stores: null, author: null, approvedBy: null, ...more },
});

describe.each(Object.entries(databases))('a hub on %s', (_name, open) => {
  it('uses by itself the highest pack for all that is due and not over, and keeps what may be needed again', async () => {
    const { store } = await open();
    const publish = (activateAtMs: number, more: Partial<PackRecord> = {}) =>
      store.publishPack((number) => packOf(number, activateAtMs, more), startMs + 10);
    const terms = { endsAtMs: startMs + 100, author: 'olga', approvedBy: 'pavel' };
    await publish(startMs);
    await publish(startMs, terms);
    await publish(startMs, { stores: ['s1', 's2'] });
    expect(await store.activePack(startMs + 99)).toEqual(packOf(2, startMs, terms));
    expect(await store.activeProgramSha256(startMs + 99)).toBe('2');
    expect((await store.activePack(startMs + 100))?.number).toBe(1);
    expect(await store.activeProgramSha256(startMs + 100)).toBe('1');
    expect((await store.pack(3))?.stores).toEqual(['s1', 's2']);
    await enrolTill(store, 't1');
    const page = { stream: 'packs', tillId: 't1', cursor: 0, limit: 10, spendSinceMs: 0 } as const;
    const told = { ...page, couponsSince: '', recordOf: () => expect.fail('no member') };
    expect((await store.pull(told)).changes.map(({ key }) => key)).toEqual(['1', '2', '3']);
    await publish(startMs);
    expect((await store.pull(told)).changes.map(({ key }) => key)).toEqual(['4']);
  });

  it('keeps drafts until they are dropped, and what tills have staged until a machine is another', async () => {
    const { store } = await open();
    const draft = { id: 'd1', author: 'olga', createdAtMs: startMs, request: { program: { a: [1] } } };
    await store.addDraft(draft);
    await store.addDraft({ ...draft, id: 'd0', createdAtMs: startMs + 1 });
    expect((await store.drafts()).map(({ id }) => id)).toEqual(['d1', 'd0']);
    expect(await store.draft('d1')).toEqual(draft);
    expect([await store.dropDraft('d1'), await store.dropDraft('d1')]).toEqual([true, false]);
    expect(await store.draft('d1')).toBeNull();
    await enrolTill(store, 't1');
    expect((await store.till('t1'))?.stagedPack).toBeNull();
    await store.noteStagedPack('t1', 4);
    await store.noteStagedPack('t1', 4);
    await store.noteTillHealth('t1', '{"mode":"online"}');
    expect(await store.tills()).toMatchObject([{ stagedPack: 4, health: '{"mode":"online"}' }]);
    await enrolTill(store, 't1');
    expect(await store.till('t1')).toMatchObject({ stagedPack: null, health: null });
  });

  it('begins a later epoch with every enrolment, behind all that the machine kept', async () => {
    const { store } = await open();
    const epochs = [
      await enrolTill(store, 't1'),
      await enrolTill(store, 't1'),
      await enrolTill(store, 't1', 7),
    ];
    expect(epochs.map((till) => till?.epoch)).toEqual([1, 2, 8]);
    expect((await enrolTill(store, 't2', 3))?.epoch).toBe(4);
  });

  it('shows a push what earlier ones left, and writes nothing of one that is refused or fails', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    await importAll(store, [coreOf('anna'), coreOf('boris')]);
    const before = await earn(store, 't1', 1, 'anna', 7);
    expect(before.till).toMatchObject({
      id: 't1',
      epoch: 1,
      head: genesis,
      headSequence: 0,
      storeName: 'First',
    });
    expect(before.members.get('anna')).toMatchObject({ spendMinor: 0, purchases: 0, lots: [] });

    await store.applyPush(
      {
        ...{
          tillId: 't1',
          epoch: 1,
          fromSequence: 1,
          toSequence: 2,
          operationIds: ['x'],
          memberIds: ['anna'],
        },
        ...{
          phoneHashes: [],
          cards: [],
          purchaseOperations: [],
          couponKeys: [],
          leaseIds: [],
          spendSinceMs: 0,
          nowMs: startMs,
        },
      },
      (state) => {
        expect(state.stored.get(1)).toMatchObject({ hash: 't1-1', verdict: 'applied' });
        expect(state.members.get('anna')).toMatchObject({
          ...{ spendMinor: 10_000, purchases: 1 },
          lots: [{ memberId: 'anna', points: 7, remaining: 7, wallet: 'main' }],
        });
        return { changes: null, answer: null };
      },
    );
    const failing = pushOne(store, 't1', 2, {
      decide: () => {
        throw new Error('a bug');
      },
    });
    await expect(failing).rejects.toThrow('a bug');
    expect(await store.till('t1')).toMatchObject({ head: 't1-1', headSequence: 1 });
    expect(await store.counts()).toEqual({ members: 2, goods: 0, operations: 1, quarantine: 0 });
    expect(await store.member('anna', startMs)).toMatchObject({
      ...{ state: { spendMinor: 0, purchases: 0 }, postingsSum: { main: 0 }, operations: 1 },
    });
  });

  it('takes pushes of many tills to one member at once, and gives every change a place of its own', async () => {
    const { store } = await open();
    const tills = ['t1', 't2', 't3', 't4', 't5', 't6'];
    for (const till of tills) await enrolTill(store, till);
    await importAll(store, [coreOf('anna', { stamps: { coffee: 0 } }), coreOf('boris')]);
    const stamp = (till: string, sequence: number) =>
      pushOne(store, till, sequence, {
        query: { memberIds: ['anna', 'boris'] },
        decide: (state, operationId) => ({
          // What was read is written back changed: a stamp lost here was read before another wrote.
          members: ['anna', 'boris'].map((id) => {
            const { core } = state.members.get(id) ?? { core: coreOf(id) };
            return earning({ ...core, stamps: { coffee: (core.stamps.coffee ?? 0) + 1 } }, operationId, 1);
          }),
          uses: new Map([['promo', 1]]),
        }),
      });
    await Promise.all(
      tills.map(async (till) => {
        for (let sequence = 1; sequence <= 5; sequence += 1) await stamp(till, sequence);
      }),
    );
    expect((await store.member('anna', 0))?.state).toMatchObject({
      ...{ core: { stamps: { coffee: 30 } }, spendMinor: 300_000, purchases: 30 },
    });
    expect(await store.promotionUses(['promo', 'none'])).toEqual({ promo: 30 });
    expect((await store.cursors()).members).toBe(62);
    expect((await pull(store, 'members')).changes.map(({ cursor }) => cursor)).toEqual([61, 62]);
  });

  it('lets one of two tills enrol a phone, and shows the other who has it', async () => {
    const { store } = await open();
    for (const till of ['t1', 't2']) await enrolTill(store, till);
    const enrol = (till: string, card: string) =>
      pushOne(store, till, 1, {
        query: { memberIds: [`new-${till}`], phoneHashes: ['phone'], cards: [card] },
        decide: (state, operationId) => {
          const owner = state.phoneOwner.get('phone');
          const core = coreOf(owner ?? `new-${till}`, { phoneHash: 'phone', cards: [card] });
          const consent = { version: '1', text: 'yes', at: '2026-11-22T08:00:00Z' };
          const alias = owner === undefined ? null : `new-${till}`;
          return {
            members: [{ core, lots: [], spend: [], postings: [] }],
            enrolments: [{ operationId, alias, core, phone: '+79120000000', consent }],
          };
        },
      });
    await Promise.all([enrol('t1', 'card-1'), enrol('t2', 'card-2')]);
    const found = await store.importMembers(
      { ids: [], phoneHashes: ['phone'], cards: ['card-1', 'card-2'], spendSinceMs: 0 },
      (lookup) => ({ upserts: [], answer: lookup }),
    );
    const owner = found.phoneOwner.get('phone');
    expect([found.cardOwner.get('card-1'), found.cardOwner.get('card-2')]).toEqual([owner, owner]);
    expect((await store.counts()).members).toBe(1);
    // The other id is a tombstone that leads to the owner.
    const other = owner === 'new-t1' ? 'new-t2' : 'new-t1';
    const page = await pull(store, 'members');
    expect(page.changes.find(({ key }) => key === other)?.body).toBeNull();
    const state = await pushOne(store, 't1', 2, { query: { memberIds: [other] } });
    expect([state.aliases.get(other), [...state.members.keys()]]).toEqual([owner, [owner]]);
  });

  it('keeps both uses of a coupon that two tills take at once', async () => {
    const { store } = await open();
    for (const till of ['t1', 't2']) await enrolTill(store, till);
    const use = (till: string) =>
      pushOne(store, till, 1, {
        query: { couponKeys: ['SAVE'] },
        decide: (state, operationId) => {
          const known = state.coupons.get('SAVE');
          const record: CouponRecord = {
            ...{ code: 'Save', series: 's', member: null, promotion: 'p', validUntil: null, issuedBy: null },
            ...{ voided: false, uses: [...(known?.uses ?? []), operationId].sort() },
          };
          return { coupons: new Map([['SAVE', record]]) };
        },
      });
    await Promise.all([use('t1'), use('t2')]);
    const coupon = await store.coupon('SAVE');
    expect(coupon?.record.uses).toHaveLength(2);
    expect((await store.flaggedCoupons('', 10)).map(({ record }) => record.uses.length)).toEqual([2]);
    expect(await store.flaggedCoupons('SAVE', 10)).toEqual([]);
    expect((await store.cursors()).coupons).toBe(2);
  });

  it('tells an operation id that another till used, also when both come at once', async () => {
    const { store } = await open();
    for (const till of ['t1', 't2']) await enrolTill(store, till);
    const operationId = '01890000-0000-7000-8000-000000000001';
    const take = (till: string) =>
      pushOne(store, till, 1, {
        operationId,
        decide: (state) => (state.appliedIds.has(operationId) ? refused : {}),
      });
    const refused = {
      operations: [
        {
          ...{ sequence: 1, hash: 'h', verdict: 'refused' as const, operationId, payload: '{}' },
          ...{ code: 'operation-reused', detail: 'used before' },
        },
      ],
    };
    await Promise.all([take('t1'), take('t2')]);
    expect(await store.counts()).toMatchObject({ operations: 1, quarantine: 1 });
    expect((await store.tills()).map(({ id, quarantine }) => [id, quarantine]).sort()).toHaveLength(2);
  });

  it('gives packs their numbers one after the other, and drops superseded ones from the stream', async () => {
    const { store } = await open();
    const publish = (afterMs: number) =>
      store.publishPack((number) => packOf(number, startMs + afterMs), startMs + 10);
    await Promise.all([publish(0), publish(0), publish(1000)]);
    expect((await store.packs()).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(keysOf(await pull(store, 'packs')).at(-1)).toBe('3');
    const active = await store.activePack(startMs + 10);
    const streamed = keysOf(await pull(store, 'packs')).map(Number);
    expect(Math.min(...streamed)).toBe(active?.number);
    expect(await store.activeProgramSha256(startMs + 10)).toBe(active?.programSha256);
    expect([await store.activePack(startMs - 1), await store.activeProgramSha256(startMs - 1)]).toEqual([
      null,
      null,
    ]);
  });

  it('reads a stream page by page in the order of its changes, each key at its last place', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    const ids = ['b', 'Ω', 'a', 'A', '_'];
    await importAll(
      store,
      ids.map((id) => coreOf(id)),
    );
    await earn(store, 't1', 1, 'Ω', 3);
    const first = await pull(store, 'members', 0, 3);
    expect([keysOf(first), first.more, first.appliedSequence]).toEqual([['b', 'a', 'A'], true, 1]);
    const rest = await pull(store, 'members', first.changes.at(-1)?.cursor, 3);
    expect([keysOf(rest), rest.more]).toEqual([['_', 'Ω'], false]);
    expect(rest.changes[1]?.body).toMatchObject({ id: 'Ω', spendMinor: 10_000, lots: [{ remaining: 3 }] });

    await store.importGoods([{ sku: 'one' }, { sku: 'two' }, { sku: 'one', name: 'last' }] as never);
    expect(keysOf(await pull(store, 'goods')).sort()).toEqual(['one', 'two']);
    expect((await pull(store, 'goods')).changes.find(({ key }) => key === 'one')?.body).toMatchObject({
      name: 'last',
    });
    expect(await pull(store, 'config')).toMatchObject({
      changes: [{ key: 'till', body: { tillName: 't1' } }],
    });
  });

  it('finds ended lots page by page in the order of ids, byte by byte', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    const ids = ['b', 'Ω', 'a', 'A', '_', 'я'];
    for (const [index, id] of ids.entries()) await earn(store, 't1', index + 1, id, 5);
    const seen: string[] = [];
    let afterMember: string | null = '';
    while (afterMember !== null) {
      const page: { changed: number; next: string | null } = await store.bookExpiries(
        { endedByMs: Date.parse('2027-11-22T08:00:00Z'), afterMember, limit: 4, spendSinceMs: 0 },
        ({ core, lots }) => {
          seen.push(core.id);
          return { core, spend: [], postings: [], lots: lots.map((lot) => ({ ...lot, remaining: 0 })) };
        },
      );
      afterMember = page.next;
    }
    expect(seen.slice(0, 4).sort()).toEqual(['A', '_', 'a', 'b']);
    expect(seen.slice(4)).toEqual(['Ω', 'я']);
    expect((await store.member('Ω', 0))?.state.lots).toEqual([]);
  });

  it('forgets a member whole, keeps what was booked, and knows which tills have heard', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    await importAll(store, [coreOf('anna', { cards: ['4000'], phoneHash: 'ph', phoneLast4: '1234' })]);
    await earn(store, 't1', 1, 'anna', 9);
    await pushOne(store, 't1', 2, { verdict: 'refused', payload: 'no JSON, but 4000' });
    expect(await store.eraseMember('nobody', startMs)).toBe(false);
    expect(await store.eraseMember('anna', startMs)).toBe(true);
    expect(await store.member('anna', 0)).toMatchObject({
      state: { core: { firstName: null, phoneHash: null, cards: [] }, lots: [{ remaining: 9 }] },
      postingsSum: { main: 0 },
    });
    expect((await pull(store, 'members')).changes).toMatchObject([{ key: 'anna', body: null, erased: true }]);
    expect(await store.erasures()).toMatchObject([
      { memberId: 'anna', tills: [{ tillId: 't1', done: false }] },
    ]);
    await store.noteMembersCursor('t1', (await store.cursors()).members);
    expect(await store.erasures()).toMatchObject([{ tills: [{ done: true }] }]);
    await importAll(store, [coreOf('other', { cards: ['4000'], phoneHash: 'ph' })]);
    const { phoneOwner } = await pushOne(store, 't1', 3, { query: { phoneHashes: ['ph'] } });
    expect(phoneOwner.get('ph')).toBe('other');
  });

  it('keeps an owner, uses a name of a token once, and takes a till its key', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    const token = { name: 'second', role: 'owner', hash: 'h2', createdAtMs: startMs + 1 };
    expect(await Promise.all([store.addToken(token), store.addToken({ ...token, hash: 'h3' })])).toContain(
      false,
    );
    expect((await store.tokens()).map(({ name }) => name)).toEqual(['owner', 'second']);
    const gone = await Promise.all([store.revokeToken('owner'), store.revokeToken('second')]);
    expect(gone.sort()).toEqual(['last-owner', 'revoked']);
    expect(await store.revokeToken('nobody')).toBe('unknown');
    expect([await store.revokeTill('t1'), await store.revokeTill('t9')]).toEqual([true, false]);
    expect((await store.till('t1'))?.publicKey).toBeNull();
  });

  it('takes a nonce once, and gives a job to one node', async () => {
    const { nonces, jobs } = await open();
    const book = nonces(startMs);
    const take = () => book.take('t1', 'n', startMs + 1, startMs + 2);
    expect((await Promise.all([take(), take()])).sort()).toEqual(['fresh', 'used']);
    expect(await book.take('t2', 'n', startMs + 1, startMs + 2)).toBe('fresh');
    expect(await book.take('t1', 'm', startMs, startMs + 400_000)).toBe('expired');
    expect(await jobs.take('expire', startMs, 1000)).toBe(true);
    expect(await jobs.take('expire', startMs + 10, 1000)).toBe(true);
    await jobs.done('expire', startMs);
    expect(await jobs.take('expire', startMs + 999, 1000)).toBe(false);
    expect(await jobs.take('expire', startMs + 1000, 1000)).toBe(true);
  });
});
