import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { type Running, startCli } from './processes.ts';
import { runHere } from './run-here.ts';

/** A chain on real processes: one hub, tills as they are added, everything through the commands an operator uses. */
export type Shop = {
  readonly folder: string;
  readonly hubUrl: string;
  readonly token: string;
  hub: Running;
  /** Starts the hub again on the same port and data; `env` is for that start only. */
  readonly startHub: (env?: Record<string, string>) => Promise<void>;
  /** `env` is for its first start only. */
  readonly addTill: (name: string, config: unknown, env?: Record<string, string>) => Promise<TillProcess>;
  readonly manage: (path: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export type TillProcess = {
  running: Running;
  readonly dataDir: string;
  readonly call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
  readonly url: () => string;
  readonly token: () => string;
  /** Kills it if it still runs, and starts it again; `env` is for that start only. */
  readonly restart: (env?: Record<string, string>) => Promise<void>;
};

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function command(...words: string[]): Promise<Record<string, string>> {
  const done = await runHere([...words, '--json']);
  if (done.code !== 0) throw new Error(`kopilka ${words.join(' ')} failed: ${done.error}${done.out}`);
  return JSON.parse(done.out);
}

export type ShopOptions = {
  readonly folder: string;
  readonly program: ProgramInput;
  readonly membersCsv: string;
  readonly goodsCsv?: string;
};

/** A till enrolled at the hub behind `shop.hubUrl`, and started. */
export async function makeTill(
  shop: Pick<Shop, 'folder' | 'hubUrl' | 'token'>,
  name: string,
  config: unknown,
  env?: Record<string, string>,
): Promise<TillProcess> {
  const dataDir = join(shop.folder, name);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify(config));
  const access = ['--hub', shop.hubUrl, '--token', shop.token];
  const { code = '' } = await command('hub', 'enrol-code', '--store', 's1', '--till', name, ...access);
  const words = ['till', '--data', dataDir, '--hub', shop.hubUrl, '--port', '0', '--headless'];
  const till: TillProcess = {
    running: await startCli([...words, '--enrol', code], env),
    dataDir,
    url: () => String(till.running.ready.posApi),
    token: () => readFileSync(String(till.running.ready.tokenFile), 'utf8').trim(),
    call: async (method, path, body) => {
      const response = await fetch(`${till.url()}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${till.token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    restart: async (env) => {
      await till.running.end('SIGKILL');
      till.running = await startCli(words, env);
    },
  };
  return till;
}

/** Opens a chain by the commands of an operator. */
export async function openShop(options: ShopOptions): Promise<Shop> {
  const { folder } = options;
  const hubDir = join(folder, 'hub');
  const chain = ['--chain', 'Тест', '--id', 'test', '--balance-url', 'https://test.example/c/{member}'];
  const { managerToken = '' } = await command('hub', 'init', '--data', hubDir, ...chain);
  const port = await freePort();
  const hubWords = ['hub', '--data', hubDir, '--port', String(port)];
  const hubUrl = `http://127.0.0.1:${port}`;
  const access = ['--hub', hubUrl, '--token', managerToken];
  const tills: TillProcess[] = [];
  const shop: Shop = {
    folder,
    hubUrl,
    token: managerToken,
    hub: await startCli(hubWords),
    startHub: async (env) => {
      shop.hub = await startCli(hubWords, env);
    },
    addTill: async (name, config, env) => {
      const till = await makeTill(shop, name, config, env);
      tills.push(till);
      return till;
    },
    manage: async (path) => {
      const response = await fetch(`${hubUrl}${path}`, {
        headers: { authorization: `Bearer ${managerToken}` },
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    close: async () => {
      for (const till of tills) await till.running.end();
      await shop.hub.end();
    },
  };
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  await command('hub', 'publish', file('program.json', JSON.stringify(options.program)), ...access);
  await command('hub', 'import', 'members', file('members.csv', options.membersCsv), ...access);
  if (options.goodsCsv !== undefined) {
    await command('hub', 'import', 'goods', file('goods.csv', options.goodsCsv), ...access);
  }
  return shop;
}
