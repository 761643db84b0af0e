import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ManagedMember } from '../../src/contracts/manage.ts';
import { openBalancer } from '../hub/support/balancer.ts';
import { program } from '../hub/support/program.ts';
import { openTill, type TestTill, until } from '../hub/support/till.ts';
import { freshDatabase, startPostgres } from '../support/postgres.ts';
import { type Running, runCli, startCli } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Three hub processes on one PostgreSQL behind a balancer that knows nothing: nodes and the database are killed under
// load, and every acknowledged receipt is there once.

type Chain = {
  readonly nodes: Running[];
  readonly startNode: () => Promise<Running>;
  readonly manage: (node: number, path: string, body?: unknown) => Promise<unknown>;
};

async function openChain(database: string): Promise<Chain> {
  const dataDir = join(temporaryFolder(), 'hub');
  const words = [
    'hub',
    'init',
    '--data',
    dataDir,
    '--postgres',
    database,
    '--chain',
    'Bakery',
    '--id',
    'bakery',
  ];
  const made = await runCli([...words, '--json']);
  expect([made.code, made.error]).toEqual([0, '']);
  const token = (JSON.parse(made.out) as { managerToken: string }).managerToken;
  const again = await runCli(words);
  expect([again.code, again.error]).toEqual([1, expect.stringContaining('already')]);
  const startNode = async (): Promise<Running> => {
    const running = await startCli(['hub', '--data', dataDir, '--port', '0'], { KOPILKA_POSTGRES: database });
    onTestFinished(() => running.end('SIGKILL'));
    return running;
  };
  const nodes = await Promise.all([startNode(), startNode(), startNode()]);
  return {
    nodes,
    startNode,
    async manage(node, path, body) {
      const response = await fetch(new URL(path, nodes[node]?.ready.url), {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer;
    },
  };
}

const enrolAt = (chain: Chain, node: number, url: string, till: string): Promise<TestTill> =>
  openTill(
    {
      url: () => url,
      enrolCode: async (id) => {
        const made = await chain.manage(node, '/v1/manage/enrol-codes', { store: 's1', till: id });
        return (made as { code: string }).code;
      },
    },
    till,
  );

it('three hub processes on one PostgreSQL are one hub, also while they and the database are killed', {
  timeout: 300_000,
}, async () => {
  const postgres = await startPostgres({ durable: true });
  onTestFinished(postgres.stop);
  const chain = await openChain(await freshDatabase(postgres.url));
  const balancer = await openBalancer(() => chain.nodes.map(({ ready }) => ready.url ?? ''));

  await chain.manage(0, '/v1/manage/programs', { program });
  await chain.manage(1, '/v1/manage/members', {
    rows: [{ id: 'anna', points: { main: 500 } }, { id: 'boris' }],
  });
  const tills = [await enrolAt(chain, 2, balancer.url, 't1'), await enrolAt(chain, 0, balancer.url, 't2')];
  for (const till of tills) till.client.start();
  await until('both tills have the chain', () =>
    tills.every(({ store }) => store.memberCount() === 2 && store.packs.byNumber(1) !== null),
  );

  let sold = 0;
  const sellFor = async (durationMs: number): Promise<void> => {
    const endMs = performance.now() + durationMs;
    while (performance.now() < endMs) {
      for (const till of tills) {
        till.sell({ member: 'boris', netMinor: 100, earned: 1 });
        till.client.poke();
        sold += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await sellFor(300);
  await chain.nodes[0]?.end('SIGKILL');
  await sellFor(300);
  const back = await chain.startNode();
  chain.nodes[0] = back;
  await postgres.kill();
  await sellFor(300);
  await postgres.startAgain();
  await sellFor(300);
  await chain.nodes[1]?.end('SIGTERM');

  await until(
    'every receipt is delivered',
    () => tills.every(({ store }) => store.backlog().count === 0),
    120_000,
  );
  const member = async (id: string): Promise<ManagedMember> =>
    (await chain.manage(2, `/v1/manage/members/${id}`)) as ManagedMember;
  const boris = await member('boris');
  expect(sold).toBeGreaterThan(50);
  expect([boris.wallets.main?.balance, boris.operations, boris.record.purchases]).toEqual([sold, sold, sold]);
  expect([boris.postingsSum, (await member('anna')).postingsSum]).toEqual([{ main: 0 }, { main: 0 }]);
  expect(tills.map(({ store }) => store.quarantine.count())).toEqual([0, 0]);
  await until('both tills know what both sold', () =>
    tills.every(({ store }) => store.member('boris')?.record.purchases === sold),
  );
});
