import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { createNonceMemory } from '../shared/nonce-memory.ts';
import type { Clock } from '../shared/ports.ts';
import { createAttemptLimit } from './api/attempt-limit.ts';
import { createDoorbell } from './api/doorbell.ts';
import { createHeardTills } from './api/heard-tills.ts';
import type { HubParts } from './api/hub-parts.ts';
import { addManageRoutes } from './api/manage-routes.ts';
import { createMetrics } from './api/metrics.ts';
import { answerFailures } from './api/problems.ts';
import { keepBodiesAsBytes } from './api/read-body.ts';
import { addTillRoutes } from './api/till-routes.ts';
import { watchAnswers } from './api/watch-hub.ts';
import { hubDatabasePath } from './init-chain.ts';
import { startExpiryJob } from './jobs/expire.ts';
import type { HubLog } from './log.ts';
import { createProgramCache } from './packs/program-cache.ts';
import { readSecrets } from './secrets/secret-files.ts';
import { openSqliteHubStore } from './store/sqlite/open-sqlite-hub-store.ts';
import { systemClock } from './system-ports.ts';

export type HubOptions = {
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly log: HubLog;
  /** Folder with the built console; left out, the hub serves its API only. */
  readonly staticDir?: string;
  readonly version?: string;
  /** The system's clock unless a test moves time. */
  readonly clock?: Clock;
};
export type Hub = {
  readonly url: string;
  /** Stops taking requests, lets running ones end, closes the database. */
  readonly close: () => Promise<void>;
};

/** The hub cannot start; the sentence says what to do. */
export class HubStartFailure extends Error {
  override readonly name = 'HubStartFailure';
}

const wrongCodesPerMinute = 20;
const closeGraceMs = 3_000;
/** Usual requests are small; imports, programs and pushes name their own limits. */
const bodyLimit = 64 * 1024;

/** Opens the chain in `dataDir` and serves it. Throws `HubStartFailure` or `DatabaseFailure`. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const path = hubDatabasePath(options.dataDir);
  const store = existsSync(path) ? openSqliteHubStore(path) : null;
  if (store === null) {
    throw new HubStartFailure(`${options.dataDir} holds no chain yet. Run "kopilka hub init" first.`);
  }
  const clock = options.clock ?? systemClock;
  try {
    let chain = await store.chain();
    const parts: HubParts = {
      store,
      get chain() {
        return chain;
      },
      reloadChain: async () => {
        chain = await store.chain();
      },
      heard: createHeardTills(store),
      metrics: createMetrics(),
      secrets: readSecrets(options.dataDir),
      programs: createProgramCache(store),
      clock,
      nonces: createNonceMemory(clock.wallMs()),
      doorbell: createDoorbell(),
      enrolAttempts: createAttemptLimit(wrongCodesPerMinute),
      log: options.log,
      version: options.version ?? 'unknown',
    };
    const app = await buildApp(parts, options);
    await listen(app, options);
    const url = `http://${options.host}:${(app.server.address() as AddressInfo).port}`;
    const stopExpiryJob = startExpiryJob(parts);
    options.log.info({ url, chain: parts.chain.id }, 'hub started');
    return {
      url,
      close: async () => {
        parts.doorbell.close();
        // A caller that keeps its line open without a request must not keep the hub from ending.
        const impatient = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
        await app.close();
        clearTimeout(impatient);
        await stopExpiryJob();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function buildApp(parts: HubParts, options: HubOptions): Promise<FastifyInstance> {
  // A web server on the same machine says whom it speaks for; another machine's word about that is not taken.
  const app = Fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    trustProxy: 'loopback',
  });
  keepBodiesAsBytes(app);
  watchAnswers(app, parts);
  answerFailures(app, () => parts.chain.config.language, parts.log);
  addTillRoutes(app, parts);
  addManageRoutes(app, parts);
  app.get('/v1/health', async () => {
    await parts.store.cursors();
    return { status: 'ok', chain: parts.chain.id, version: parts.version, hubTimeMs: parts.clock.wallMs() };
  });
  if (options.staticDir !== undefined && existsSync(options.staticDir)) {
    await app.register(fastifyStatic, { root: options.staticDir });
  }
  return app;
}

async function listen(app: FastifyInstance, { host, port }: HubOptions): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'EADDRINUSE') throw error;
    throw new HubStartFailure(`Port ${port} is taken. Stop what uses it or choose another with --port.`);
  }
}
