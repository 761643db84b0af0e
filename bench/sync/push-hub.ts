import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initChain, initChainOnPostgres } from '../../src/hub/init-chain.ts';
import { type Hub, startHub } from '../../src/hub/start-hub.ts';
import { freshDatabase, query, startPostgres } from '../../test/support/postgres.ts';
import type { TillsOrder, TillsWord } from './tills.ts';
import { benchProgram } from './workload.ts';

export type PushLoad = Pick<TillsOrder, 'tills' | 'operationsPerTill' | 'members' | 'most' | 'stride'>;
export type PushFigures = {
  readonly operationsPerSecond: number;
  readonly seconds: number;
  /** Of the hub's process alone, until the last answer. */
  readonly hubCpuMicrosecondsPerOperation: number;
  readonly databaseBytesPerOperation: number;
  readonly payloadBytes: number;
  readonly pushP50Ms: number;
  readonly pushP99Ms: number;
  /** Receipts whose quotes were made again while the tills pushed. */
  readonly replayedMeanwhile: number;
};

export const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Real HTTP, signatures, hash chain, postings, verdicts and fsync; the tills in a process of their own. */
export async function measurePush(onPostgres: boolean, load: PushLoad): Promise<PushFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-push-'));
  const server = onPostgres ? await startPostgres({ durable: true }) : null;
  try {
    const postgres = server === null ? undefined : await freshDatabase(server.url);
    const chain = { id: 'bench', name: 'Bench' };
    const made =
      postgres === undefined ? initChain(folder, chain) : await initChainOnPostgres(folder, postgres, chain);
    if (!made.ok) throw new Error(made.error);
    const hub = await startHub({ dataDir: folder, postgres, port: 0, host: '127.0.0.1', log: silent });
    await manage(hub, made.value.managerToken, '/v1/manage/programs', { program: benchProgram });
    await manage(hub, made.value.managerToken, '/v1/manage/members', {
      rows: Array.from({ length: load.members }, (_, index) => ({ id: `m${index}`, cards: [`${index}`] })),
    });
    const figures = await pushTo(hub, made.value.managerToken, load);
    await hub.close();
    const bytes =
      postgres === undefined
        ? statSync(join(folder, 'hub.sqlite')).size
        : Number((await query<{ size: string }>(postgres, sizeOfDatabase))[0]?.size);
    const operations = load.tills * load.operationsPerTill;
    return { ...figures, databaseBytesPerOperation: Math.round(bytes / operations) };
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true });
  }
}

const sizeOfDatabase = 'SELECT pg_database_size(current_database()) AS size';

export async function manage(hub: Hub, managerToken: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(path, hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${managerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Enrols the tills and lets them push. The hub has its program and members already. */
export async function pushTo(
  hub: Hub,
  managerToken: string,
  load: PushLoad,
): Promise<Omit<PushFigures, 'databaseBytesPerOperation'>> {
  const tills = fork(join(import.meta.dirname, 'tills.ts'));
  const order: TillsOrder = { hubUrl: hub.url, managerToken, ...load };
  tills.send(order);
  const ready = await wordOf(tills, 'ready');
  const cpuBefore = process.cpuUsage();
  tills.send('go');
  const done = await wordOf(tills, 'done');
  const cpu = process.cpuUsage(cpuBefore);
  const metrics = await (
    await fetch(new URL('/metrics', hub.url), { headers: { authorization: `Bearer ${managerToken}` } })
  ).text();
  const operations = load.tills * load.operationsPerTill;
  const sorted = [...done.pushMs].sort((one, other) => one - other);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  return {
    operationsPerSecond: Math.round(operations / done.seconds),
    seconds: Number(done.seconds.toFixed(2)),
    hubCpuMicrosecondsPerOperation: Math.round((cpu.user + cpu.system) / operations),
    payloadBytes: ready.payloadBytes,
    pushP50Ms: at(0.5),
    pushP99Ms: at(0.99),
    replayedMeanwhile: Number(/receipts_replayed_total\{[^}]*\} (\d+)/.exec(metrics)?.[1] ?? 0),
  };
}

async function wordOf<Word extends TillsWord['word']>(
  tills: ChildProcess,
  word: Word,
): Promise<Extract<TillsWord, { word: Word }>> {
  const ended = once(tills, 'exit').then(([code]) => {
    throw new Error(`The tills ended with ${code}.`);
  });
  const [told] = (await Promise.race([once(tills, 'message'), ended])) as [TillsWord];
  ended.catch(() => {});
  if (told.word !== word) throw new Error(`The tills said ${told.word}.`);
  return told as Extract<TillsWord, { word: Word }>;
}
