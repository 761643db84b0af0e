import { sql } from 'kysely';
import type { HubConnection } from '../connect.ts';

/** What a till last said of itself, as JSON. */
export async function createTillHealth(database: HubConnection): Promise<void> {
  await sql.raw('ALTER TABLE tills ADD COLUMN health TEXT').execute(database);
}
