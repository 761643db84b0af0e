import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '../shared/ports.ts';
import { createAttemptLimit } from './api/attempt-limit.ts';
import { createDoorbell, type Doorbell } from './api/doorbell.ts';
import { createHeardTills } from './api/heard-tills.ts';
import type { HubParts } from './api/hub-parts.ts';
import { addManageRoutes } from './api/manage-routes.ts';
import { createMetrics } from './api/metrics.ts';
import { packAnswers } from './api/pack-answers.ts';
import { answerFailures } from './api/problems.ts';
import { keepBodiesAsBytes } from './api/read-body.ts';
import { addSnapshotRoutes } from './api/snapshot-routes.ts';
import { addTillRoutes } from './api/till-routes.ts';
import { watchAnswers } from './api/watch-hub.ts';
import { startExpiryJob } from './jobs/expire.ts';
import { startSnapshotJob } from './jobs/keep-snapshot.ts';
import { startReplayJob } from './jobs/replay-receipts.ts';
import type { HubLog } from './log.ts';
import { openPostgres, openSqliteHub } from './open-hub-database.ts';
import { createProgramCache } from './packs/program-cache.ts';
import { hasSecrets, readSecrets } from './secrets/secret-files.ts';
import { serveConsole } from './serve-console.ts';
import { serveTls, TlsFailure, type TlsFiles, type TlsServer } from './serve-tls.ts';
import { createMemberSnapshots } from './snapshots/member-snapshots.ts';
import type { HubDatabase, Neighbours } from './store/hub-database.ts';
import { PostgresFailure } from './store/postgres-failure.ts';
import { systemClock } from './system-ports.ts';

export type HubOptions = {
  /** Holds the keys and, without `postgres`, the database. */
  readonly dataDir: string;
  /** Address of a PostgreSQL database (`postgres://…`) that may have other nodes besides this one. */
  readonly postgres?: string | undefined;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly log: HubLog;
  /** Serves HTTPS with these files; left out: plain HTTP. */
  readonly tls?: TlsFiles | undefined;
  /** Folder with the built windows, the console among them; left out or not there, the hub serves its API only. */
  readonly windowsDir?: string;
  readonly version?: string;
  /** The system's clock unless a test moves time. */
  readonly clock?: Clock;
};
export type Hub = {
  readonly url: string;
  /** Where managers open the console; null where it is not built. */
  readonly consoleUrl: string | null;
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

/** Opens the chain of `dataDir` and serves it. Throws `HubStartFailure` or `DatabaseFailure`. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { dataDir, log, clock = systemClock } = options;
  const tls = options.tls === undefined ? null : openTls(options.tls, log);
  const database = await openDatabase(options);
  const { store } = database;
  const metrics = createMetrics();
  const replays = startReplayJob({ store, clock, metrics, log });
  try {
    let chain = await store.chain();
    const reloadChain = async (): Promise<void> => {
      chain = await store.chain();
    };
    const local = createDoorbell();
    const neighbours = await meetNeighbours(database, { local, reloadChain, log });
    const about = {
      ...{ store, clock, log, secrets: readSecrets(dataDir), programs: createProgramCache(store) },
      get chain() {
        return chain;
      },
    };
    const snapshots = createMemberSnapshots(about, join(dataDir, 'snapshots'));
    const parts: HubParts = {
      ...about,
      get chain() {
        return chain;
      },
      snapshots,
      reloadChain,
      heard: createHeardTills(store),
      metrics,
      pushed: replays.pushed,
      nonces: database.nonces(clock.wallMs()),
      doorbell: {
        ...local,
        ring(event) {
          local.ring(event);
          neighbours.announce(event);
        },
      },
      enrolAttempts: createAttemptLimit(wrongCodesPerMinute),
      version: options.version ?? 'unknown',
    };
    const app = await buildApp(parts, options, tls);
    const url = await listen(app, options, tls !== null);
    const stopJobs = startJobs(parts, database);
    log.info({ url, chain: chain.id }, 'hub started');
    return {
      url,
      consoleUrl: hasConsole(options) ? `${url}/console/` : null,
      close: async () => {
        parts.doorbell.close();
        // A caller that keeps its line open without a request must not keep the hub from ending.
        const impatient = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
        await app.close();
        tls?.close();
        clearTimeout(impatient);
        await stopJobs();
        await replays.stop();
        await neighbours.close();
        await store.close();
      },
    };
  } catch (error) {
    tls?.close();
    await replays.stop();
    await store.close();
    throw error;
  }
}

/** The function it answers stops them after the step that is under way. */
function startJobs(parts: HubParts, { jobs }: HubDatabase): () => Promise<void> {
  const running = [startExpiryJob(parts, jobs), startSnapshotJob(parts, parts.snapshots)];
  return async () => {
    for (const stop of running) await stop();
  };
}

function openTls(files: TlsFiles, log: HubLog): TlsServer {
  try {
    return serveTls(files, log);
  } catch (cause) {
    throw cause instanceof TlsFailure ? new HubStartFailure(cause.message, { cause }) : cause;
  }
}

async function openDatabase({ dataDir, postgres, log }: HubOptions): Promise<HubDatabase> {
  if (postgres === undefined) {
    const database = openSqliteHub(dataDir);
    if (database !== null) return database;
    throw new HubStartFailure(`${dataDir} holds no chain yet. Run "kopilka hub init" first.`);
  }
  if (!hasSecrets(dataDir)) {
    throw new HubStartFailure(
      `${dataDir} holds no keys. Copy the folder "secrets" of another node there, or run "kopilka hub init" first.`,
    );
  }
  const database = await openPostgres(postgres, readSecrets(dataDir), log).catch((cause: unknown) => {
    throw cause instanceof PostgresFailure ? new HubStartFailure(cause.message, { cause }) : cause;
  });
  if (database !== null) return database;
  throw new HubStartFailure(`The database holds no chain of the keys in ${dataDir}.`);
}

/** What another node moved is told to the tills that listen here; its settings hold here too. */
const meetNeighbours = (
  database: HubDatabase,
  {
    local,
    reloadChain,
    log,
  }: { readonly local: Doorbell; readonly reloadChain: () => Promise<void>; readonly log: HubLog },
): Promise<Neighbours> => {
  const failed = (error: unknown): void =>
    log.warn({ error: String(error) }, 'the other nodes cannot be heard');
  return database.meet((event) => {
    if (event.stream === 'config') reloadChain().catch(failed);
    local.ring(event);
  }, failed);
};

const hasConsole = (options: HubOptions): options is HubOptions & { readonly windowsDir: string } =>
  options.windowsDir !== undefined && existsSync(join(options.windowsDir, 'console'));

async function buildApp(
  parts: HubParts,
  options: HubOptions,
  tls: TlsServer | null,
): Promise<FastifyInstance> {
  // A web server on the same machine says whom it speaks for; another machine's word about that is not taken.
  const app = Fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    trustProxy: 'loopback',
    ...(tls === null ? {} : { serverFactory: tls.server }),
  });
  keepBodiesAsBytes(app);
  watchAnswers(app, parts);
  packAnswers(app);
  answerFailures(app, () => parts.chain.config.language, parts.log);
  addTillRoutes(app, parts);
  addSnapshotRoutes(app, parts);
  addManageRoutes(app, parts);
  app.get('/v1/health', async () => {
    await parts.store.cursors();
    return { status: 'ok', chain: parts.chain.id, version: parts.version, hubTimeMs: parts.clock.wallMs() };
  });
  if (hasConsole(options)) await serveConsole(app, options.windowsDir);
  return app;
}

/** The address it is served at. */
async function listen(app: FastifyInstance, { host, port }: HubOptions, isSecure: boolean): Promise<string> {
  try {
    await app.listen({ host, port });
    return `${isSecure ? 'https' : 'http'}://${host}:${(app.server.address() as AddressInfo).port}`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'EADDRINUSE') throw error;
    throw new HubStartFailure(`Port ${port} is taken. Stop what uses it or choose another with --port.`);
  }
}
