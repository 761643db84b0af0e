import { sql } from 'kysely';
import type { HubConnection } from './connect.ts';

/** Notes, before the first table, into how many hash partitions member tables are cut; 0: they are whole. */
export async function decideLayout(database: HubConnection, memberPartitions: number): Promise<void> {
  await sql`create table if not exists hub_layout (member_partitions bigint not null)`.execute(database);
  await sql`insert into hub_layout select ${memberPartitions}::bigint
    where not exists (select 1 from hub_layout)`.execute(database);
}

async function partitionsOf(database: HubConnection): Promise<number> {
  const { rows } = await sql<{ count: number }>`select member_partitions as count from hub_layout`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}

/**
 * Makes tables with rows of one member: chain and member lead their keys, so that a database that spreads over machines
 * can spread them by the member (PostgreSQL leaves partitions out for a list of members only if they are cut by one
 * column). Where `members` is cut into hash partitions, these are cut the same way.
 */
export async function memberTables(
  database: HubConnection,
  tables: Readonly<Record<string, string>>,
): Promise<void> {
  const partitions = await partitionsOf(database);
  for (const [name, columns] of Object.entries(tables)) {
    const cut = partitions === 0 ? '' : 'PARTITION BY HASH (member_id)';
    const key = 'chain_id TEXT COLLATE "C" NOT NULL, member_id TEXT COLLATE "C" NOT NULL';
    await sql.raw(`CREATE TABLE ${name} (${key}, ${columns}) ${cut}`).execute(database);
    for (let part = 0; part < partitions; part += 1) {
      const values = `FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part})`;
      await sql.raw(`CREATE TABLE ${name}_${part} PARTITION OF ${name} ${values}`).execute(database);
    }
  }
}
