// What ten times the members make of a push: the same tills push to a hub with 100,000 members and to one with a million.
// `node bench/growth/run.ts [--quick]`: writes bench/results/growth.md unless it is only a look.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { hubDatabasePath, initChain, initChainOnPostgres } from '../../src/hub/init-chain.ts';
import { startHub } from '../../src/hub/start-hub.ts';
import { freshDatabase, type Postgres, query, startPostgres } from '../../test/support/postgres.ts';
import { describeMachine } from '../machine.ts';
import { manage, type PushLoad, pushTo, silent } from '../sync/push-hub.ts';
import { benchProgram } from '../sync/workload.ts';

const quick = process.argv.includes('--quick');
const sizes = quick ? [2_000, 20_000] : [100_000, 1_000_000];
const rounds = quick ? 1 : 5;
/** A prime: receipts in a row belong to members that lie nowhere near each other. */
const load: Omit<PushLoad, 'members'> = {
  tills: 8,
  operationsPerTill: quick ? 200 : 1000,
  most: 500,
  stride: 7919,
};

/** Makes the chain's one member, who was imported like any other, so many. `series`: the numbers from 1 on, as a table `n (i)`. */
const copies = (series: string): readonly string[] => [
  `INSERT INTO members (chain_id, member_id, state, first_name, phone_hash, phone_last4, birthday, joined_at, tier, details)
   SELECT chain_id, 'm' || i, state, first_name, phone_hash, phone_last4, birthday, joined_at, tier, details
   FROM members, ${series} WHERE member_id = 'm0' ORDER BY 2`,
  `INSERT INTO identifiers (chain_id, kind, value, member_id)
   SELECT chain_id, kind, value || '-' || i, 'm' || i FROM identifiers, ${series} WHERE member_id = 'm0' ORDER BY 3`,
  `INSERT INTO lots (chain_id, member_id, lot_id, wallet, earned_at, active_at, expires_at, points, remaining)
   SELECT chain_id, 'm' || i, lot_id || i, wallet, earned_at, active_at, expires_at, points, remaining
   FROM lots, ${series} WHERE member_id = 'm0' ORDER BY 2`,
  `INSERT INTO changes (chain_id, stream, key, cursor)
   SELECT chain_id, stream, 'm' || i, cursor + i FROM changes, ${series} WHERE key = 'm0' ORDER BY 3`,
];
const counted = (members: number): string =>
  `UPDATE stream_counters SET cursor = cursor + ${members} WHERE stream = 'members'`;

type Chain = {
  readonly members: number;
  readonly dataDir: string;
  readonly postgres?: string;
  readonly token: string;
};

async function makeChain(folder: string, members: number, server: Postgres | null): Promise<Chain> {
  const dataDir = join(folder, `${server === null ? 'sqlite' : 'postgres'}-${members}`);
  const about = { id: 'bench', name: 'Bench' };
  const postgres = server === null ? undefined : await freshDatabase(server.url);
  const made =
    postgres === undefined ? initChain(dataDir, about) : await initChainOnPostgres(dataDir, postgres, about);
  if (!made.ok) throw new Error(made.error);
  const chain = {
    members,
    dataDir,
    token: made.value.managerToken,
    ...(postgres === undefined ? {} : { postgres }),
  };
  const hub = await startHub({ ...chain, postgres, port: 0, host: '127.0.0.1', log: silent });
  await manage(hub, chain.token, '/v1/manage/programs', { program: benchProgram });
  const rows = [{ id: 'm0', cards: ['4000000000'], points: { main: 100 } }];
  await manage(hub, chain.token, '/v1/manage/members', { rows });
  await hub.close();
  if (postgres === undefined) {
    const driver = new Driver(hubDatabasePath(dataDir));
    driver.exec(`CREATE TEMP TABLE n AS WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${members - 1})
      SELECT i FROM s`);
    for (const sql of [...copies('n'), counted(members), 'ANALYZE']) driver.exec(sql);
    driver.close();
  } else {
    const series = `generate_series(1, ${members - 1}) AS n (i)`;
    for (const sql of [...copies(series), counted(members), 'VACUUM ANALYZE']) await query(postgres, sql);
  }
  return chain;
}

type Figures = { readonly wallMicros: number; readonly cpuMicros: number };

async function measure({ members, dataDir, postgres, token }: Chain): Promise<Figures> {
  const hub = await startHub({ dataDir, postgres, port: 0, host: '127.0.0.1', log: silent });
  const figures = await pushTo(hub, token, { ...load, members });
  await hub.close();
  return { wallMicros: 1e6 / figures.operationsPerSecond, cpuMicros: figures.hubCpuMicrosecondsPerOperation };
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'kopilka-growth-'));
const server = await startPostgres({ durable: true });
try {
  const lines: string[] = [];
  const verdicts: string[] = [];
  for (const database of ['SQLite', 'PostgreSQL']) {
    const chains: Chain[] = [];
    for (const size of sizes)
      chains.push(await makeChain(folder, size, database === 'SQLite' ? null : server));
    const found = chains.map(() => [] as Figures[]);
    for (let round = -1; round < rounds; round++) {
      // The first turn warms up; afterwards each goes first as often as the other.
      const order = chains.map((_, index) => (round % 2 === 0 ? index : chains.length - 1 - index));
      for (const index of order) {
        const chain = chains[index];
        if (chain === undefined) continue;
        const figures = await measure(chain);
        console.log(database, chain.members, JSON.stringify(figures));
        if (round >= 0) found[index]?.push(figures);
      }
    }
    const [small, large] = found.map((all) => ({
      wall: median(all.map(({ wallMicros }) => wallMicros)),
      cpu: median(all.map(({ cpuMicros }) => cpuMicros)),
    }));
    if (small === undefined || large === undefined) throw new Error('nothing was measured');
    const ratio = large.wall / small.wall;
    const cpuRatio = large.cpu / small.cpu;
    const shown = (value: number): string => Math.round(value).toLocaleString('en-US');
    lines.push(
      `| ${database} | ${shown(small.wall)} µs | ${shown(large.wall)} µs | **${ratio.toFixed(2)} ×** | ${shown(small.cpu)} µs | ${shown(large.cpu)} µs | ${cpuRatio.toFixed(2)} × |`,
    );
    verdicts.push(
      `- ${ratio <= 1.3 ? 'met' : '**missed**'}: ${ratio.toFixed(2)} × on ${database} (at most 1.3)`,
    );
  }
  const { cpu, cores, memoryGiB, system, node } = describeMachine();
  const [small = 0, large = 0] = sizes.map((size) => size.toLocaleString('en-US'));
  const report = `# Ten times the members

${new Date().toISOString().slice(0, 10)}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. ${load.tills} tills push ${load.operationsPerTill.toLocaleString('en-US')} receipts each, as in [push.md](push.md),
to members all over the chain. Median of ${rounds} rounds in which the two chains take turns, after one to warm up; the files grow as they are pushed to.

| | time of an operation, ${small} members | ${large} members | | hub's processor time, ${small} | ${large} | |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

${verdicts.join('\n')}
`;
  console.log(report);
  if (!quick) writeFileSync(new URL('../results/growth.md', import.meta.url), report);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
