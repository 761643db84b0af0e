import { expect, it, onTestFinished } from 'vitest';
import type { DoorbellEvent } from '../../../../src/contracts/sync.ts';
import type { HubDatabase } from '../../../../src/hub/store/hub-database.ts';
import { openPostgresHub } from '../../../../src/hub/store/postgres/open-postgres-hub.ts';
import { defined } from '../../../../src/shared/assert.ts';
import { query } from '../../../support/postgres.ts';
import { until } from '../../support/till.ts';
import { openPostgresChain } from '../conformance/fixtures.ts';

async function meeting(database: HubDatabase) {
  const heard: DoorbellEvent[] = [];
  const neighbours = await database.meet(
    (event) => heard.push(event),
    () => {},
  );
  onTestFinished(neighbours.close);
  return { heard, announce: neighbours.announce };
}

it('nodes tell each other by notices, find by looking what was lost, and listen again after their line broke', async () => {
  const one = await openPostgresChain();
  const [key] = await one.store.signingKeys();
  const two = defined(await openPostgresHub(one.url, key?.publicKey ?? ''), 'the chain of the first node');
  onTestFinished(() => two.store.close());
  const first = await meeting(one);
  const second = await meeting(two);
  const listening = async (): Promise<number[]> => {
    const sql = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN kopilka_doorbell'`;
    return (await query<{ pid: number }>(one.url, sql)).map(({ pid }) => pid);
  };
  await until('both listen', async () => (await listening()).length === 2);
  const lines = await listening();

  // Nothing in the database is at these places, so only a notice can tell of them; the last of several is enough.
  for (const cursor of [70, 71, 72]) first.announce({ stream: 'packs', cursor });
  await until('the notice came', () => second.heard.length > 0);
  expect(second.heard).toEqual([{ stream: 'packs', cursor: 72 }]);

  // Nobody announces this: it is found by looking.
  await one.store.importGoods([{ sku: 'bread' }] as never);
  await until('both have looked', () =>
    [first, second].every(({ heard }) => heard.at(-1)?.stream === 'goods'),
  );

  await query(one.url, 'SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS line (pid)', [lines]);
  await until('both listen on new lines', async () => {
    const now = await listening();
    return now.length === 2 && now.every((pid) => !lines.includes(pid));
  });
  second.announce({ stream: 'packs', cursor: 90 });
  await until('a notice comes again', () => first.heard.some(({ cursor }) => cursor === 90));
  // What a node announced itself it is not told.
  expect(second.heard.map(({ cursor }) => cursor)).toEqual([72, 1]);
  expect(first.heard.map(({ cursor }) => cursor)).toEqual([1, 90]);
});
