import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/sqlite/migrate.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { tillMigrations } from '../../src/store/migrations.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const child = join(import.meta.dirname, 'migration-kill-child.ts');
const runChild = (path: string, dieBefore: number) =>
  spawnSync(process.execPath, [child, path, String(dieBefore)], { encoding: 'utf8' });

/** A till file of schema 5 with one closed and one open receipt. */
function oldFile(): string {
  const path = join(temporaryFolder(), 'old.db');
  const database = openDatabase(path);
  migrate(database, tillMigrations.slice(0, 5));
  database.transaction((writer) => {
    for (const [id, state] of [
      ['P1', 'confirmed'],
      ['P2', 'open'],
    ]) {
      writer.run(`INSERT INTO receipts VALUES (?, ?, NULL, 1, '{}', '{}', 0, 1, 2, 'o', ?, 'now')`, [
        id ?? '',
        state ?? '',
        id ?? '',
      ]);
    }
  });
  database.checkpoint();
  database.close();
  return path;
}

/** The whole content that matters, table by table. */
function contentOf(path: string): unknown {
  const database = openDatabase(path);
  migrate(database, tillMigrations);
  const tables = database
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .map(({ name }) => [name, database.all(`SELECT * FROM "${name}" ORDER BY 1`)]);
  database.close();
  return tables;
}

describe('a till killed while its data is brought up to date', () => {
  it('goes on at the next start as if nothing had happened, whatever statement it was', () => {
    const old = oldFile();
    const folder = temporaryFolder();
    const copy = (name: string): string => {
      const path = join(folder, name);
      copyFileSync(old, path);
      return path;
    };
    const unharmed = copy('unharmed.db');
    const whole = runChild(unharmed, 0);
    const statements = Number(whole.stdout.trim());
    expect([whole.status, statements > 15]).toEqual([0, true]);
    const expected = contentOf(unharmed);
    expect(JSON.stringify(expected)).toContain('"P2"');
    for (let statement = 1; statement <= statements; statement += 1) {
      const path = copy(`killed-${statement}.db`);
      expect(runChild(path, statement).signal).toBe('SIGKILL');
      expect([statement, contentOf(path)]).toEqual([statement, expected]);
    }
  }, 120_000);
});
