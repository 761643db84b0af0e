import { sql } from 'kysely';
import { expect, inject, it, onTestFinished } from 'vitest';
import { connectPostgres, type HubConnection } from '../../../../src/hub/store/postgres/connect.ts';
import { openPostgresHub } from '../../../../src/hub/store/postgres/open-postgres-hub.ts';
import { transact } from '../../../../src/hub/store/postgres/transact.ts';
import { defined } from '../../../../src/shared/assert.ts';
import { freshDatabase } from '../../../support/postgres.ts';
import {
  coreOf,
  earning,
  enrolTill,
  importAll,
  newChain,
  openPostgresChain,
  pushOne,
  startMs,
} from '../conformance/fixtures.ts';

/** A table of two counters. */
async function openCounters(): Promise<HubConnection> {
  const url = await freshDatabase(defined(inject('postgresServer'), 'a run with PostgreSQL'));
  const database = connectPostgres(url);
  onTestFinished(() => database.destroy());
  await sql`create table counters (name text primary key, n bigint not null)`.execute(database);
  await sql`insert into counters values ('a', 0), ('b', 0)`.execute(database);
  return database;
}
const counters = async (database: HubConnection): Promise<unknown> =>
  (await sql`select name, n from counters order by name`.execute(database)).rows;
const add = (transaction: HubConnection, name: string): Promise<unknown> =>
  sql`update counters set n = n + 1 where name = ${name}`.execute(transaction);

/** Both come to the same place before either goes on; only the first time. */
function meeting(): () => Promise<void> {
  let arrived = 0;
  let open = (): void => {};
  const met = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived >= 2) open();
    return met;
  };
}

it('a transaction that another one made impossible to serialize is done again', async () => {
  const database = await openCounters();
  const meet = meeting();
  let runs = 0;
  const work = () =>
    transact(database, async (transaction) => {
      runs += 1;
      await sql`set transaction isolation level repeatable read`.execute(transaction);
      await sql`select * from counters`.execute(transaction);
      await meet();
      await add(transaction, 'a');
    });
  await Promise.all([work(), work()]);
  expect(await counters(database)).toEqual([
    { name: 'a', n: 2 },
    { name: 'b', n: 0 },
  ]);
  expect(runs).toBe(3);
});

it('a deadlock ends one of the two, which is done again', async () => {
  const database = await openCounters();
  const meet = meeting();
  let runs = 0;
  const work = (first: string, second: string) =>
    transact(database, async (transaction) => {
      runs += 1;
      await add(transaction, first);
      await meet();
      await add(transaction, second);
    });
  await Promise.all([work('a', 'b'), work('b', 'a')]);
  expect(await counters(database)).toEqual([
    { name: 'a', n: 2 },
    { name: 'b', n: 2 },
  ]);
  expect(runs).toBe(3);
});

it('two nodes that push sales of the same members at once lose and double nothing', async () => {
  const chain = newChain();
  const first = await openPostgresChain();
  const publicKey = (await first.store.signingKeys())[0]?.publicKey ?? chain.signingKey.publicKey;
  const second = defined(await openPostgresHub(first.url, publicKey), 'the chain of this key');
  onTestFinished(() => second.store.close());
  const tills = ['t1', 't2'];
  for (const till of tills) await enrolTill(first.store, till);
  const members = ['anna', 'boris', 'vera'];
  const rounds = 30;
  await Promise.all(
    [first.store, second.store].map(async (store, node) => {
      for (let sequence = 1; sequence <= rounds; sequence++) {
        const till = tills[node] ?? '';
        // In another order at each node.
        const order = node === 0 ? members : [...members].reverse();
        await pushOne(store, till, sequence, {
          query: { memberIds: members },
          decide: () => ({
            members: order.map((id) => earning(coreOf(id), `${till}-${sequence}-${id}`, 1)),
          }),
        });
      }
    }),
  );
  for (const id of members) {
    const found = defined(await first.store.member(id, 0), 'the member was sold to');
    expect([id, found.state.purchases, found.operations, found.postingsSum]).toEqual([
      ...[id, 2 * rounds, 2 * rounds],
      { main: 0 },
    ]);
  }
});

it('a push that waited for a member which another node merged books to the one that stays', async () => {
  const first = await openPostgresChain();
  const publicKey = (await first.store.signingKeys())[0]?.publicKey ?? '';
  const second = defined(await openPostgresHub(first.url, publicKey), 'the chain of this key');
  onTestFinished(() => second.store.close());
  await enrolTill(first.store, 't1');
  await importAll(first.store, [coreOf('anna')]);
  const rounds = 12;
  for (let round = 0; round < rounds; round++) {
    const source = `twin${round}`;
    await importAll(first.store, [coreOf(source)]);
    await first.store.addMerge({ source, target: 'anna', author: 'one', createdAtMs: startMs });
    const query = { source, approvedBy: 'two', nowMs: startMs, spendSinceMs: 0 };
    const merged = second.store.mergeMembers(query, ({ target }) => ({
      ok: true,
      value: target?.core ?? coreOf('anna'),
    }));
    const state = await pushOne(first.store, 't1', round + 1, {
      query: { memberIds: [source] },
      decide: (found, operationId) => {
        const id = found.aliases.get(source) ?? source;
        return { members: [earning(defined(found.members.get(id), id).core, operationId, 1)] };
      },
    });
    expect((await merged)?.ok).toBe(true);
    expect(state.members.size).toBe(1);
  }
  const anna = defined(await first.store.member('anna', 0), 'the one that stays');
  expect([anna.operations, anna.postingsSum]).toEqual([rounds, { main: 0 }]);
});
