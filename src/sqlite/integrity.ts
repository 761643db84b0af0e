import type { SqliteReader } from './database.ts';
import { DatabaseFailure } from './database-failure.ts';

/**
 * What is wrong with the file's pages and references, as sentences; empty when all is well. `quick` skips comparing
 * indexes with tables, which is what makes a full check slow on a large file.
 */
export function findDamage(reader: SqliteReader, depth: 'quick' | 'full'): string[] {
  try {
    const check = depth === 'quick' ? 'PRAGMA quick_check(20)' : 'PRAGMA integrity_check(20)';
    const pages = reader
      .all<Record<string, string>>(check)
      .flatMap((row) => Object.values(row))
      .filter((text) => text !== 'ok');
    type Orphan = { table: string; parent: string };
    const orphans = reader
      .all<Orphan>('PRAGMA foreign_key_check')
      .map((orphan) => `a row of ${orphan.table} refers to a missing row of ${orphan.parent}`);
    return [...pages, ...orphans];
  } catch (error) {
    // Pages may be so damaged that the check itself cannot run: that is its answer.
    if (error instanceof DatabaseFailure && error.code === 'damaged') return [error.message];
    throw error;
  }
}
