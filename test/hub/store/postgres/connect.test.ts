import { sql } from 'kysely';
import { expect, inject, it, onTestFinished } from 'vitest';
import { connectPostgres } from '../../../../src/hub/store/postgres/connect.ts';
import { transact } from '../../../../src/hub/store/postgres/transact.ts';
import { defined } from '../../../../src/shared/assert.ts';
import { query } from '../../../support/postgres.ts';
import { until } from '../../support/till.ts';

it('a connection that breaks between two statements of a transaction ends that transaction, not the hub', async () => {
  const url = defined(inject('postgresServer'), 'a run with PostgreSQL');
  const lost: Error[] = [];
  const database = connectPostgres(url, { lost: (error) => lost.push(error) });
  onTestFinished(() => database.destroy());
  const broken = transact(database, async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
    await query(url, 'SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await until('the loss is noticed', () => lost.length > 0);
    await sql`select 1`.execute(transaction);
  });
  await expect(broken).rejects.toThrow();
  const again = await transact(database, (transaction) => sql`select 1 as one`.execute(transaction));
  expect(again.rows).toEqual([{ one: 1 }]);
});
