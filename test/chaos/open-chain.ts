import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { type FaultProxy, openFaultProxy } from '../support/fault-proxy.ts';
import { freshDatabase, type Postgres, startPostgres } from '../support/postgres.ts';
import { type Running, startCli } from '../support/processes.ts';
import { root } from '../support/repository.ts';
import { runHere } from '../support/run-here.ts';
import { makeTill, type TillProcess } from '../support/shop.ts';

/** A chain on processes that may be killed: nodes on one PostgreSQL behind a proxy, tills behind that. */
export type FragileChain = {
  readonly database: string;
  readonly postgres: Postgres;
  readonly proxy: FaultProxy;
  readonly nodes: readonly Running[];
  readonly tills: readonly TillProcess[];
  /** Again and again until it stays up, as a service manager does: the database may be away. */
  readonly startNode: (index: number) => Promise<void>;
  readonly restartTill: (index: number) => Promise<void>;
  /** A management call to whichever node answers; null where there is nothing. */
  readonly manage: (path: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export type ChainPlan = {
  readonly folder: string;
  readonly seed: number;
  readonly nodes: number;
  readonly tills: number;
  readonly program: ProgramInput;
  readonly membersCsv: string;
  /** Words of `hub settings`. */
  readonly settings: readonly string[];
  /** Limits of offline spending by wallet. */
  readonly offlineWallets: unknown;
  /** Environment of the processes: planted faults. */
  readonly nodeEnv?: Record<string, string>;
  readonly tillEnv?: Record<string, string>;
};

const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/kopilka-compile') };
/** A machine with two cores starts no faster when all start at once. */
const startedAtOnce = 4;
const mostStarts = 30;

async function command(...words: readonly string[]): Promise<Record<string, string>> {
  const done = await runHere([...words, '--json']);
  if (done.code !== 0) throw new Error(`kopilka ${words.join(' ')} failed: ${done.error}${done.out}`);
  return JSON.parse(done.out);
}

export async function openChain(plan: ChainPlan): Promise<FragileChain> {
  const { folder } = plan;
  const postgres = await startPostgres({ durable: true });
  const database = await freshDatabase(postgres.url);
  const dataDir = join(folder, 'hub');
  const about = ['--postgres', database, '--chain', 'Chaos', '--id', 'chaos'];
  const { managerToken = '' } = await command('hub', 'init', '--data', dataDir, ...about);
  const startOne = (): Promise<Running> =>
    startCli(['hub', '--data', dataDir, '--port', '0'], {
      ...compiled,
      KOPILKA_POSTGRES: database,
      ...plan.nodeEnv,
    });
  const nodes = await Promise.all(Array.from({ length: plan.nodes }, startOne));
  const proxy = await openFaultProxy(() => nodes.map(({ ready }) => ready.url ?? ''), plan.seed);
  const access = ['--hub', proxy.url, '--token', managerToken];
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  await command('hub', 'publish', file('program.json', JSON.stringify(plan.program)), ...access);
  await command('hub', 'import', 'members', file('members.csv', plan.membersCsv), ...access);
  const wallets = ['--offline-wallets', file('wallets.json', JSON.stringify(plan.offlineWallets))];
  await command('hub', 'settings', ...plan.settings, ...wallets, ...access);
  const tills: TillProcess[] = [];
  mkdirSync(join(folder, 'tills'), { recursive: true });
  const shop = { folder: join(folder, 'tills'), hubUrl: proxy.url, token: managerToken };
  for (let first = 0; first < plan.tills; first += startedAtOnce) {
    const names = Array.from({ length: Math.min(startedAtOnce, plan.tills - first) }, (_, at) => first + at);
    tills.push(
      ...(await Promise.all(
        names.map((at) => makeTill(shop, `t${at}`, {}, { ...compiled, ...plan.tillEnv })),
      )),
    );
  }
  return {
    ...{ database, postgres, proxy, nodes, tills },
    async startNode(index) {
      for (let tries = 1; ; tries += 1) {
        try {
          nodes[index] = await startOne();
          return;
        } catch (error) {
          if (tries === mostStarts) throw error;
        }
      }
    },
    restartTill: async (index) => tills[index]?.restart({ ...compiled, ...plan.tillEnv }),
    async manage(path) {
      const response = await fetch(new URL(path, proxy.url), {
        headers: { authorization: `Bearer ${managerToken}` },
      });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async close() {
      await Promise.all(tills.map(({ running }) => running.end('SIGKILL')));
      await Promise.all(nodes.map((node) => node.end('SIGKILL')));
      await proxy.close();
      await postgres.stop();
    },
  };
}
