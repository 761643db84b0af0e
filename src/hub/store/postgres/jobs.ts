import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Jobs } from '../hub-database.ts';
import type { HubConnection } from './connect.ts';

/** A node that says nothing for so long is dead, and another may go on with its job. */
const heldMs = 10 * 60_000;

/** One row a job: who runs it, until when, and when it was last done. */
export function createJobs(database: HubConnection, chainId: string): Jobs {
  const holder = randomUUID();
  return {
    async take(name, nowMs, everyMs) {
      const { numAffectedRows } = await sql`
        insert into jobs as job (chain_id, name, holder, held_until_ms)
        values (${chainId}, ${name}, ${holder}, ${nowMs + heldMs}::bigint)
        on conflict (chain_id, name) do update set holder = excluded.holder, held_until_ms = excluded.held_until_ms
        where (job.holder = excluded.holder or job.held_until_ms <= ${nowMs}::bigint)
          and (job.done_at_ms is null or job.done_at_ms <= ${nowMs - everyMs}::bigint)`.execute(database);
      return numAffectedRows === 1n;
    },
    async done(name, startedAtMs) {
      await database
        .updateTable('jobs')
        .set({ done_at_ms: startedAtMs, held_until_ms: 0 })
        .where('chain_id', '=', chainId)
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute();
    },
  };
}
