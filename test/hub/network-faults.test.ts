import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { hubDatabasePath } from '../../src/hub/init-chain.ts';
import { networkFaults, openFaultProxy } from '../support/fault-proxy.ts';
import { query } from '../support/postgres.ts';
import { seededNumbers } from '../support/seeded-numbers.ts';
import { customersPoints, importCustomers } from './support/customers.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

/** With every change five hundred operations; at night ten thousand. */
const operations = Number(process.env.KOPILKA_NETWORK_OPERATIONS ?? 500);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const tillNames = ['t1', 't2', 't3', 't4'];
const waitingAtMost = 3;

type Row = { readonly id: string; readonly verdict: string };

/** What the hub's database holds, whichever it is. */
async function operationsOf({ postgres, dataDir }: Shop): Promise<Row[]> {
  const sql = 'SELECT operation_id AS id, verdict FROM operations';
  if (postgres !== undefined) return query<Row>(postgres, sql);
  const file = new Database(hubDatabasePath(dataDir), { readonly: true });
  try {
    return file.prepare<[], Row>(sql).all();
  } finally {
    file.close();
  }
}

it('every operation arrives once, whatever the network does to requests and answers', {
  timeout: 7_200_000,
}, async () => {
  const shop = await openShop();
  const members = await importCustomers(shop, operations);
  const proxy = await openFaultProxy(() => [shop.url()], seed, { slowMs: 40, lateMs: 200 });
  onTestFinished(proxy.close);
  const tills: TestTill[] = [];
  for (const name of tillNames) {
    const till = await openTill(shop, name, { hubUrl: proxy.url });
    till.client.start();
    tills.push(till);
  }
  await until('the tills know the members', () =>
    tills.every(({ store }) => store.memberCount() === members.length + 2),
  );
  proxy.faultsPercent = 40;
  const sold = { ids: [] as string[], balances: new Map(members.map((id) => [id, customersPoints])) };
  await Promise.all(
    tills.map(async (till, index) => {
      const chance = seededNumbers(seed + index);
      for (let sale = index; sale < operations; sale += tills.length) {
        const [earned, spent] = [chance.below(9), chance.below(3)];
        const member = chance.pick(members);
        sold.ids.push(till.sell({ member, netMinor: 10_000, earned, spent }).id);
        sold.balances.set(member, (sold.balances.get(member) ?? 0) + earned - spent);
        till.client.poke();
        // Few at once: a push is one request, however many it holds.
        await until('most is delivered', () => till.store.backlog().count <= waitingAtMost, 300_000);
      }
      await until('all is delivered', () => till.store.backlog().count === 0, 300_000);
    }),
  );
  proxy.faultsPercent = 0;
  const made = [...proxy.made].map(([name, count]) => `${count} ${name}`).join(', ');
  console.log(`network: ${operations} operations, ${proxy.requests} requests, of them ${made}; seed ${seed}`);
  const booked = await operationsOf(shop);
  expect(booked.filter(({ verdict }) => verdict !== 'applied')).toEqual([]);
  expect(booked.map(({ id }) => id).sort()).toEqual([...sold.ids].sort());
  for (const [id, points] of sold.balances) {
    const { wallets, postingsSum } = await shop.member(id);
    expect([id, wallets.main?.balance, postingsSum]).toEqual([id, points, { main: 0 }]);
  }
  expect(tills.map(({ store }) => store.quarantine.count())).toEqual(tills.map(() => 0));
  expect([...proxy.made.keys()].sort()).toEqual([...networkFaults].sort());
  // None of it is anything that a person has to look at.
  const problems = tills.flatMap(({ statuses }) => statuses.flatMap(({ problem }) => problem?.code ?? []));
  expect(problems).not.toContain('signature-refused');
  expect(problems).not.toContain('chain-forked');
});
