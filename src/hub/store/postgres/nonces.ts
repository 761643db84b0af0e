import { sql } from 'kysely';
import { SIGNATURE_WINDOW_MS } from '../../../shared/nonce-memory.ts';
import type { NonceBook } from '../hub-database.ts';
import type { HubConnection } from './connect.ts';

const forgetEveryMs = 60_000;

/**
 * Nonces that all nodes share, kept as long as their time would be accepted. A nonce is not synced to the disk by itself:
 * what a crash of the database forgets, a fraction of a second, could be replayed for minutes, but a push is taken once
 * whatever its signature and the other calls only read.
 */
export function createNonceBook(database: HubConnection, chainId: string): NonceBook {
  let forgottenAtMs = 0;
  return {
    async take(till, nonce, timeMs, nowMs) {
      if (Math.abs(timeMs - nowMs) > SIGNATURE_WINDOW_MS) return 'expired';
      const { numAffectedRows } = await sql`
        insert into nonces (chain_id, till_id, nonce, time_ms)
        select ${chainId}, ${till}, ${nonce}, ${timeMs}::bigint
        where set_config('synchronous_commit', 'off', true) = 'off'
        on conflict do nothing`.execute(database);
      if (nowMs - forgottenAtMs >= forgetEveryMs) {
        forgottenAtMs = nowMs;
        await database
          .deleteFrom('nonces')
          .where('chain_id', '=', chainId)
          .where('time_ms', '<', nowMs - 2 * SIGNATURE_WINDOW_MS)
          .execute();
      }
      return numAffectedRows === 1n ? 'fresh' : 'used';
    },
  };
}
