import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workBeside } from '../../src/agent/beside.ts';
import { backUpBeside } from '../../src/agent/daily-backup.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Row = { readonly number: number };

describe('work beside a till', () => {
  it('copies one instant of a file that is written to all the time', async () => {
    const folder = temporaryFolder();
    const [path, target] = [join(folder, 'till.sqlite'), join(folder, 'copy.sqlite')];
    const database = openDatabase(path);
    database.transaction((writer) => {
      writer.script(
        'CREATE TABLE one (number INTEGER NOT NULL); CREATE TABLE other (number INTEGER NOT NULL)',
      );
      // Large enough for a copy to take a while.
      writer.script(
        'CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) SELECT randomblob(4000) FROM n',
      );
    });
    let written = 0;
    const timer = setInterval(() => {
      written += 1;
      database.transaction((writer) => {
        for (const table of ['one', 'other']) writer.run(`INSERT INTO ${table} VALUES (?)`, [written]);
      });
    }, 1);
    try {
      await backUpBeside(path, null).backup(target);
    } finally {
      clearInterval(timer);
    }
    const atCopy = written;
    database.close();
    const copy = openDatabase(target, { mode: 'read-only' });
    const [one, other] = ['one', 'other'].map((table) => copy.all<Row>(`SELECT number FROM ${table}`));
    copy.close();
    expect(atCopy).toBeGreaterThan(0);
    expect(one).toEqual(other);
    expect(one?.length).toBeLessThanOrEqual(atCopy);
  });

  it('says what went wrong', async () => {
    const missing = join(temporaryFolder(), 'missing.sqlite');
    await expect(backUpBeside(missing, null).backup(`${missing}.copy`)).rejects.toThrow('cannot be opened');
  });

  it('that dies is a failure, and that is ended is none', async () => {
    const dies = new URL('../support/dies-at-work.ts', import.meta.url);
    await expect(workBeside(dies, { dies: true }).answer).rejects.toThrow('without an answer: SIGKILL');
    const ended = workBeside(dies, { dies: false });
    await ended.end();
    expect(await ended.answer).toBeNull();
  });
});
