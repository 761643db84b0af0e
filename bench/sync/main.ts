// How many operations a second a hub takes: real HTTP, signatures, hash chain, postings and fsync, several tills at once.
// `node bench/sync/main.ts [--quick] [--postgres] [--single]`: writes bench/results/push.json, or push-postgres.json, unless it is only
// a quick look. PostgreSQL is a real server of its own, on the same machine, that waits for the disk as SQLite does.
// `--single` sends a receipt a push, as a shop does whose tills are in touch, and writes nothing.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENESIS_HASH } from '../../src/contracts/sync.ts';
import { initChain, initChainOnPostgres } from '../../src/hub/init-chain.ts';
import { startHub } from '../../src/hub/start-hub.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';
import { freshDatabase, query, startPostgres } from '../../test/support/postgres.ts';
import { describeMachine } from '../machine.ts';
import { batchesOf, saleOf } from './workload.ts';

const quick = process.argv.includes('--quick');
const tillCount = 4;
const operationsPerTill = quick ? 1000 : 10_000;
const memberCount = 2000;
const single = process.argv.includes('--single');
const onPostgres = process.argv.includes('--postgres');
const targetPerSecond = onPostgres ? 10_000 : 20_000;

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'kopilka-push-'));
const server = onPostgres ? await startPostgres({ durable: true }) : null;
const postgres = server === null ? undefined : await freshDatabase(server.url);
const chain = { id: 'bench', name: 'Bench' };
const made =
  postgres === undefined ? initChain(folder, chain) : await initChainOnPostgres(folder, postgres, chain);
if (!made.ok) throw new Error(made.error);
const hub = await startHub({ dataDir: folder, postgres, port: 0, host: '127.0.0.1', log: silent });
const manage = async (path: string, body: unknown): Promise<unknown> => {
  const response = await fetch(new URL(path, hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${made.value.managerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};
await manage('/v1/manage/members', {
  rows: Array.from({ length: memberCount }, (_, index) => ({ id: `m${index}`, cards: [`${index}`] })),
});

const tills = await Promise.all(
  Array.from({ length: tillCount }, async (_, index) => {
    const keys = makeTillKeys();
    const { code } = (await manage('/v1/manage/enrol-codes', { store: 's1', till: `t${index}` })) as {
      code: string;
    };
    const about = { machine: 'bench', version: '0', clock: systemClock };
    const enrolled = await enrol(hub.url, code, keys.publicKey, about);
    if (!enrolled.ok) throw new Error(enrolled.error.detail);
    const { chain, store, till, epoch, hubKeys } = enrolled.value;
    const owner = { chain, store, till, epoch };
    const operations = Array.from({ length: operationsPerTill }, (_unused, at) =>
      saleOf(owner, at + 1, `m${(at * tillCount + index) % memberCount}`, Date.now()),
    );
    const transport = createHttpTransport({
      ...{ hubUrl: hub.url, chain, till, hubKeys, clock: systemClock, offsetMs: 0 },
      signer: signerOf(keys.privateKeyPem),
      random: { bytes: (length) => randomBytes(length) },
      timers: { after: () => () => {} },
    });
    return { epoch, transport, batches: batchesOf(operations, GENESIS_HASH, single ? 1 : 500) };
  }),
);

const startedMs = performance.now();
const cpuBefore = process.cpuUsage();
await Promise.all(
  tills.map(async ({ epoch, transport, batches }) => {
    for (const batch of batches) {
      const request = { protocol: 1, epoch, ...batch, leasesHeld: [] };
      const answer = await transport.push(request, new AbortController().signal);
      if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.detail}`);
      const refused = answer.value.verdicts.find((verdict) => verdict.verdict !== 'applied');
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
    }
  }),
);
const seconds = (performance.now() - startedMs) / 1000;
const cpu = process.cpuUsage(cpuBefore);
await hub.close();
const bytes =
  postgres === undefined
    ? statSync(join(folder, 'hub.sqlite')).size
    : Number(
        (await query<{ size: string }>(postgres, 'SELECT pg_database_size(current_database()) AS size'))[0]
          ?.size,
      );
await server?.stop();
rmSync(folder, { recursive: true });

const operations = tillCount * operationsPerTill;
const batches = tills.reduce((sum, till) => sum + till.batches.length, 0);
const result = {
  machine: describeMachine(),
  database: onPostgres ? 'PostgreSQL 18, fsync on' : 'SQLite, synchronous=FULL',
  ...{ tills: tillCount, members: memberCount, operations, pushes: batches },
  seconds: Number(seconds.toFixed(2)),
  operationsPerSecond: Math.round(operations / seconds),
  cpuMicrosecondsPerOperation: Math.round((cpu.user + cpu.system) / operations),
  bytesPerOperation: Math.round(bytes / operations),
  note: 'hub and tills share one process, so the time of the tills (signing, JSON) counts too',
  targetPerSecond,
  met: operations / seconds >= targetPerSecond,
};
console.log(JSON.stringify(result, null, 2));
if (!quick && !single) {
  mkdirSync(new URL('../results/', import.meta.url), { recursive: true });
  const name = onPostgres ? 'push-postgres' : 'push';
  writeFileSync(new URL(`../results/${name}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
}
