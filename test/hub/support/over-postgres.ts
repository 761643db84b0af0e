import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { freshDatabase, startPostgres } from '../../support/postgres.ts';

// One server for all files of a run that does the hub's tests over PostgreSQL.

declare module 'vitest' {
  export interface ProvidedContext {
    postgresServer?: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  project.provide('postgresServer', postgres.url);
  return postgres.stop;
}

/** A new database on the run's server; undefined in a run over SQLite. */
export async function databaseOfRun(): Promise<string | undefined> {
  const server = inject('postgresServer');
  return server === undefined ? undefined : freshDatabase(server);
}
