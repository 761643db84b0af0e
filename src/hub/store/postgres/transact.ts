import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { HubConnection } from './connect.ts';

/**
 * What the transaction read was changed by another before it could be locked: a phone that got an owner, a coupon that
 * came to be. Thrown inside `transact` only, which begins again.
 */
export class Raced extends Error {
  override readonly name = 'Raced';
}

/**
 * SQLSTATEs after which the same transaction may succeed: serialization failure, deadlock, and a key that another
 * transaction wrote first. (Distributed databases answer the first where PostgreSQL would wait.)
 */
const retryable: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);
const mostTries = 10;
const firstPauseMs = 5;

/**
 * The work in one transaction, again from its start when others were in the way. READ COMMITTED: what a decision
 * depends on is locked before it is read, in one order everywhere (till, members, coupons, purchases, counters), so
 * that transactions wait for each other instead of failing. The work must have no effect but its writes.
 */
export async function transact<T>(
  database: HubConnection,
  work: (transaction: HubConnection) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.transaction().setIsolationLevel('read committed').execute(work);
    } catch (error) {
      if (tries === mostTries || !mayTryAgain(error)) throw error;
      await pause(randomInt(firstPauseMs * 2 ** Math.min(tries, 6)));
    }
  }
}

/** Everything the work reads is of one moment, and it never waits for writers. */
export const readTogether = <T>(
  database: HubConnection,
  work: (transaction: HubConnection) => Promise<T>,
): Promise<T> =>
  database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);

function mayTryAgain(error: unknown): boolean {
  if (error instanceof Raced) return true;
  return error instanceof Error && 'code' in error && retryable.has(String(error.code));
}
