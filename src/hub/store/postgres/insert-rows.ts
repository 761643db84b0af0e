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
    const plain = type.replace('?', '');
    return (plain === 'text' ? joinedTexts(values) : null) ?? sql`${values}::${sql.raw(plain)}[]`;
  });
  const result =
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(([name]) => sql.ref(name)))})
    select * from unnest(${sql.join(arrays)}) ${onConflict}`.execute(database);
  return Number(result.numAffectedRows ?? 0);
}

/** Unit and record separator: no JSON text and no name of anything contains them. */
const separator = '\u001f';
const none = '\u001e';

/**
 * A column of texts as one text: quoting each of its characters for an array, and undoing that in the database, costs more
 * than the insert. Null where a value has a separator in it.
 */
function joinedTexts(values: readonly unknown[]): RawBuilder<unknown> | null {
  const texts: string[] = [];
  for (const value of values) {
    const isText = typeof value === 'string' && !value.includes(separator) && value !== none;
    if (!isText && value !== null) return null;
    texts.push(isText ? value : none);
  }
  const joined = texts.join(separator);
  return joined === '' ? null : sql`string_to_array(${joined}, ${sql.lit(separator)}, ${sql.lit(none)})`;
}
