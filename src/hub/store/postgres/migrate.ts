import { type Migration, Migrator } from 'kysely/migration';
import { PostgresFailure } from '../postgres-failure.ts';
import type { HubConnection } from './connect.ts';
import { decideLayout } from './member-tables.ts';
import { createChain } from './migrations/0001-chain.ts';
import { createLeases } from './migrations/0002-leases.ts';
import { createReplays } from './migrations/0003-replays.ts';
import { createPackLifecycle } from './migrations/0004-pack-lifecycle.ts';
import { createMemberMerges } from './migrations/0005-member-merges.ts';
import { createTillHealth } from './migrations/0006-till-health.ts';

/** Steps of the schema in order; a step that was released never changes. A step must leave what older nodes use. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-chain': { up: createChain },
  '0002-leases': { up: createLeases },
  '0003-replays': { up: createReplays },
  '0004-pack-lifecycle': { up: createPackLifecycle },
  '0005-member-merges': { up: createMemberMerges },
  '0006-till-health': { up: createTillHealth },
};

/** Brings the schema up to date. Nodes that start together wait for each other. Throws `PostgresFailure`. `memberPartitions`: of a new database. */
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
  if (error !== undefined) throw new PostgresFailure(error);
}
