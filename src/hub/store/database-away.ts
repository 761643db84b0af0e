import { DatabaseFailure } from '../../sqlite/database-failure.ts';
import { PostgresFailure } from './postgres-failure.ts';

/**
 * SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) that say nothing about the request: class 08
 * connection, 53 resources, 57P the server stops or starts, 58 the system; 40001 and 40P01 after the last try.
 */
const away = /^(08|53|57P|58|40001$|40P01$|55P03$)/;
/** Of Node's sockets. */
const network: ReadonlySet<string> = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ],
]);
/** What `pg` says without any code. */
const told =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** The database does not serve for the moment: the same request may be answered later, by this node or another. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (error instanceof DatabaseFailure || error instanceof PostgresFailure) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return network.has(code) || away.test(code) || told.test(error.message);
}
