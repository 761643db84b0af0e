import { memberImportSchema } from '../../../src/contracts/manage.ts';
import type { TillConfigRecord } from '../../../src/contracts/sync.ts';
import type { HubParts } from '../../../src/hub/api/hub-parts.ts';
import { createMetrics } from '../../../src/hub/api/metrics.ts';
import { publishProgram } from '../../../src/hub/api/publish-program.ts';
import { hubDatabasePath, initChain } from '../../../src/hub/init-chain.ts';
import { decideImport } from '../../../src/hub/members/import-members.ts';
import { createProgramCache } from '../../../src/hub/packs/program-cache.ts';
import { readSecrets } from '../../../src/hub/secrets/secret-files.ts';
import type { HubStore } from '../../../src/hub/store/hub-store.ts';
import { openSqliteHubStore } from '../../../src/hub/store/sqlite/open-sqlite-hub-store.ts';
import { defined } from '../../../src/shared/assert.ts';
import { program } from './program.ts';

/** True time, which nobody in the simulation knows. */
export type TrueTime = { nowMs: number };

export type SimHub = {
  readonly parts: HubParts;
  readonly store: HubStore;
  /** How far the hub's clock is off. */
  skewMs: number;
  readonly setRules: (rules: TillConfigRecord['offline']) => Promise<void>;
  readonly close: () => Promise<void>;
};

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** The hub's real ledger, store and answers in this process, without its web server. */
export async function openSimHub(
  folder: string,
  time: TrueTime,
  members: readonly { readonly id: string; readonly points: number }[],
): Promise<SimHub> {
  const made = initChain(folder, { id: 'sim', name: 'Simulation', stores: [{ id: 's1', name: 'One' }] });
  if (!made.ok) throw new Error(made.error);
  const store = defined(
    openSqliteHubStore(hubDatabasePath(folder), queueMicrotask),
    'a new chain can be opened',
  );
  let chain = await store.chain();
  const hub = { skewMs: 0 };
  const clock = { wallMs: () => time.nowMs + hub.skewMs, monotonicMs: () => time.nowMs };
  const parts: HubParts = {
    store,
    get chain() {
      return chain;
    },
    reloadChain: async () => {
      chain = await store.chain();
    },
    heard: async () => {},
    metrics: createMetrics(),
    pushed: () => {},
    snapshots: {
      build: async () => null,
      manifest: () => null,
      offer: async () => null,
      chunk: async () => null,
      forget: () => {},
      stop: async () => {},
    },
    secrets: readSecrets(folder),
    programs: createProgramCache(store),
    clock,
    // Nothing is signed here.
    nonces: { take: async () => 'fresh' },
    doorbell: { ring: () => {}, listen: () => {}, listeners: () => 0, close: () => {} },
    enrolAttempts: { mayTry: () => true, failed: () => {} },
    log,
    version: '0',
  };
  const published = await publishProgram(parts, Buffer.from(JSON.stringify({ program })), 'owner');
  if (!published.ok) throw new Error(JSON.stringify(published.error));
  const rows = members.map(({ id, points }, row) => ({
    row,
    member: memberImportSchema.parse({ id, points: { main: points } }),
    phone: null,
  }));
  const context = { program: await parts.programs.activeAt(time.nowMs), nowMs: time.nowMs, newId: () => '' };
  const ids = members.map(({ id }) => id);
  await store.importMembers({ ids, phoneHashes: [], cards: [], spendSinceMs: 0 }, (found) => ({
    upserts: decideImport(found, rows, context).upserts,
    answer: null,
  }));
  return Object.assign(hub, {
    parts,
    store,
    async setRules(offline: TillConfigRecord['offline']) {
      await store.saveConfig({ ...chain.config, offline });
      await parts.reloadChain();
    },
    close: () => store.close(),
  });
}
