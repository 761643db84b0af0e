import { onTestFinished } from 'vitest';
import type { ManagedMember } from '../../../src/contracts/manage.ts';
import { initChain, initChainOnPostgres } from '../../../src/hub/init-chain.ts';
import { type Hub, startHub } from '../../../src/hub/start-hub.ts';
import type { Clock } from '../../../src/shared/ports.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { databaseOfRun } from './over-postgres.ts';
import { program } from './program.ts';

export const silentLog = { info: () => {}, warn: () => {}, error: () => {} };

/** The machine's clock, moved by `skewMs`. */
export type MovableClock = Clock & { skewMs: number };
export function movableClock(skewMs = 0): MovableClock {
  const clock = {
    skewMs,
    wallMs: () => Date.now() + clock.skewMs,
    monotonicMs: () => performance.now(),
  };
  return clock;
}

export type Shop = {
  url: () => string;
  readonly dataDir: string;
  /** Where the data are, in a run over PostgreSQL. */
  readonly postgres: string | undefined;
  readonly token: string;
  readonly clock: MovableClock;
  /** A management call; answers status and body. */
  manage(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<{ status: number; body: unknown }>;
  member(id: string): Promise<ManagedMember>;
  enrolCode(till: string): Promise<string>;
  stopHub(): Promise<void>;
  /** Starts the hub again at the same address, on other data if so asked. */
  startHub(other?: { readonly dataDir: string; readonly postgres?: string }): Promise<void>;
};

/** A real hub on a free port with a chain, a published program and two members; it ends with the test. */
export async function openShop(options: { readonly publish?: boolean } = {}): Promise<Shop> {
  const dataDir = temporaryFolder();
  const chain = { id: 'bakery', name: 'Булочные', stores: [{ id: 's1', name: 'На Мира' }] };
  const postgres = await databaseOfRun();
  const made =
    postgres === undefined ? initChain(dataDir, chain) : await initChainOnPostgres(dataDir, postgres, chain);
  if (!made.ok) throw new Error(made.error);
  const token = made.value.managerToken;
  const clock = movableClock();
  let hub: Hub | null = await startHub({
    dataDir,
    postgres,
    port: 0,
    host: '127.0.0.1',
    log: silentLog,
    clock,
  });
  const url = hub.url;
  onTestFinished(async () => hub?.close());
  const shop: Shop = {
    url: () => url,
    dataDir,
    postgres,
    token,
    clock,
    async manage(method, path, body, as = token) {
      const response = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${as}`,
          // A kept connection may be one that a stopped hub has closed while this process was busy.
          connection: 'close',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
    async member(id) {
      const { status, body } = await shop.manage('GET', `/v1/manage/members/${id}`);
      if (status !== 200) throw new Error(`member ${id}: ${JSON.stringify(body)}`);
      return body as ManagedMember;
    },
    async enrolCode(till) {
      const { body } = await shop.manage('POST', '/v1/manage/enrol-codes', { store: 's1', till });
      return (body as { code: string }).code;
    },
    async stopHub() {
      await hub?.close();
      hub = null;
    },
    async startHub(other) {
      const port = Number(new URL(url).port);
      hub = await startHub({
        dataDir: other?.dataDir ?? dataDir,
        postgres: other === undefined ? postgres : other.postgres,
        port,
        host: '127.0.0.1',
        log: silentLog,
        clock,
      });
    },
  };
  if (options.publish !== false) {
    const published = await shop.manage('POST', '/v1/manage/programs', { program });
    if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  }
  const members = await shop.manage('POST', '/v1/manage/members', {
    rows: [
      {
        id: 'anna',
        phone: '+7 912 345-67-89',
        cards: ['2000000000017'],
        firstName: 'Анна',
        points: { main: 500 },
      },
      { id: 'boris', cards: ['2000000000024'], spendMinor: 900_000, purchases: 10 },
    ],
  });
  if ((members.body as { accepted: number }).accepted !== 2) throw new Error(JSON.stringify(members.body));
  return shop;
}
