import { type RawBuilder, sql } from 'kysely';
import type { HubConnection } from './connect.ts';
import { columnsOf, type HubTables } from './schema.ts';

const nothing = sql``;

/**
 * Inserts any number of rows with one statement: a column travels as one array, so the text of the statement, and its
 * plan, is the same for one row and for a thousand. Answers how many rows were inserted or changed.
 */
export async function insertRows<Table extends keyof HubTables>(
  database: HubConnection,
  table: Table,
  rows: readonly HubTables[Table][],
  onConflict: RawBuilder<unknown> = nothing,
): Promise<number> {
  if (rows.length === 0) return 0;
  const columns = Object.entries<string>(columnsOf[table]);
  const arrays = columns.map(([name, type]) => {
    const values = rows.map((row) => row[name as keyof HubTables[Table]]);
    return sql`${values}::${sql.raw(type.replace('?', ''))}[]`;
  });
  const result =
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(([name]) => sql.ref(name)))})
    select * from unnest(${sql.join(arrays)}) ${onConflict}`.execute(database);
  return Number(result.numAffectedRows ?? 0);
}
