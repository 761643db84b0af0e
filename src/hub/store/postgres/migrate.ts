import { type Migration, Migrator } from 'kysely/migration';
import type { HubConnection } from './connect.ts';
import { decideLayout } from './member-tables.ts';
import { createChain } from './migrations/0001-chain.ts';
import { createLeases } from './migrations/0002-leases.ts';

/** Steps of the schema in order; a step that was released never changes. A step must leave what older nodes use. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-chain': { up: createChain },
  '0002-leases': { up: createLeases },
};

/** The database was made by a newer Kopilka, or a step failed; the sentence says which. */
export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
}

/** Brings the schema up to date. Nodes that start together wait for each other. `memberPartitions`: of a new database. */
export async function migrateHub(database: HubConnection, memberPartitions = 0): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: {
      getMigrations: async () => {
        await decideLayout(database, memberPartitions);
        return migrations;
      },
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const said = error instanceof Error ? error.message : String(error);
  throw new MigrationFailure(
    said.includes('missing')
      ? 'The database was written by a newer Kopilka. Update this one.'
      : `The database could not be brought up to date: ${said}`,
  );
}
