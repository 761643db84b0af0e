import { CompiledQuery, Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { HubTables } from './schema.ts';

/** A connection, or the transaction that runs on one. */
export type HubConnection = Kysely<HubTables>;

/** Connections a node keeps at most; a push holds one while it is written. */
const mostConnections = 10;
const connectTimeoutMs = 5_000;
/** Statement texts that are kept prepared on each connection. All of them are constant, so this is never reached. */
const mostPrepared = 500;

/** `bigint` columns hold safe integers only, so they are read as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format),
};

export type ConnectionEvents = {
  /** An idle connection broke. */
  readonly lost?: (error: Error) => void;
  /** Every statement that was sent, with its parameters. */
  readonly sent?: (sql: string, parameters: readonly unknown[]) => void;
};

/** A pool on the database at a `postgres://` address. Connects when first asked. */
export function connectPostgres(url: string, { lost, sent }: ConnectionEvents = {}): HubConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'kopilka-hub',
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is replaced by the next question; unheard, its error would end the process.
  pool.on('error', (error) => lost?.(error));
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return new Kysely<HubTables>({
    ...(sent === undefined ? {} : { log: ({ query }) => sent(query.sql, query.parameters) }),
    dialect: new PostgresDialect({
      // A plan made for any members cannot leave partitions out: only a plan for those that are asked for can.
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('set plan_cache_mode = force_custom_plan'));
      },
      pool: {
        options: pool.options,
        end: () => pool.end(),
        async connect() {
          const client = await pool.connect();
          const known = clients.get(client);
          if (known !== undefined) return known;
          // The pool hears of idle ones only: between two statements of a transaction nobody else would.
          client.on('error', (error) => lost?.(error));
          const fresh = preparing(client);
          clients.set(client, fresh);
          return fresh;
        },
      },
    }),
  });
}

const names = new Map<string, string>();

/** The client with statements prepared once a connection, and with texts that PostgreSQL takes. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: unknown, parameters: readonly unknown[]): unknown => {
    if (typeof text !== 'string') throw new TypeError('cursors are not used');
    const values = parameters.map(storable);
    if (values.length === 0) return client.query(text);
    const name = names.get(text) ?? `k${names.size}`;
    if (names.size < mostPrepared) names.set(text, name);
    return client.query(names.has(text) ? { name, text, values } : { text, values });
  };
  return {
    // Kysely asks with text and parameters only; the overload for cursors is not used.
    query: query as PostgresPoolClient['query'],
    release: (error?: unknown) => client.release(error !== undefined && error !== false),
  } as PostgresPoolClient;
}

/** PostgreSQL keeps no character 0 in text; SQLite does. Nothing that people or tills mean contains it. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  return Array.isArray(value) ? value.map(storable) : value;
}
