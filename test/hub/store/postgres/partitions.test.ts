import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decideLease } from '../../../../src/hub/ledger/decide-lease.ts';
import { memberRecordOf } from '../../../../src/hub/members/member-record.ts';
import { columnsOf } from '../../../../src/hub/store/postgres/schema.ts';
import { query } from '../../../support/postgres.ts';
import {
  coreOf,
  earning,
  enrolTill,
  importAll,
  openPostgresChain,
  pushOne,
  startMs,
} from '../conformance/fixtures.ts';

// A database that spreads members over machines must find everything of one member on one of them. Eight hash partitions
// stand for the machines: the plan of every statement about one member may touch one.

/** Found by phone or card, and by unit: a member is what they answer, not what they are asked by. */
const keyedOtherwise = new Set(['identifiers', 'leases']);
const memberTables = Object.entries(columnsOf)
  .filter(([name, columns]) => 'member_id' in columns && !keyedOtherwise.has(name))
  .map(([name]) => name);

type Statement = { readonly sql: string; readonly parameters: readonly unknown[] };
type Plan = { readonly [key: string]: unknown };

/** Partitions that a plan reads or locks, by table. Rows that are inserted go to one each: the server sends them there. */
function partitionsIn(plan: unknown, found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  if (Array.isArray(plan)) for (const part of plan) partitionsIn(part, found);
  else if (typeof plan === 'object' && plan !== null) {
    const { 'Relation Name': relation } = plan as Plan;
    const [, table, part] = /^(.*)_(\d)$/.exec(String(relation)) ?? [];
    if (table !== undefined && part !== undefined && memberTables.includes(table)) {
      found.set(table, (found.get(table) ?? new Set()).add(part));
    }
    for (const value of Object.values(plan)) partitionsIn(value, found);
  }
  return found;
}

/** Everything a hub does for one member: import, sale, pull, look-up, end of points, erasure. */
async function serveOneMember(statements: Statement[]): Promise<{ readonly url: string }> {
  const opened = await openPostgresChain({
    memberPartitions: 8,
    events: { sent: (sql, parameters) => void statements.push({ sql, parameters }) },
  });
  const { store } = opened;
  await enrolTill(store, 't1');
  await importAll(store, [coreOf('anna', { cards: ['4000'], phoneHash: 'ph' })]);
  for (const sequence of [1, 2]) {
    await pushOne(store, 't1', sequence, {
      query: { memberIds: ['anna'], phoneHashes: ['ph'], cards: ['4000'] },
      decide: (state, operationId) => {
        const core = state.members.get('anna')?.core ?? coreOf('anna');
        const consent = { version: '1', text: 'yes', at: '2026-11-22T08:00:00Z' };
        return {
          members: [earning(core, operationId, 5)],
          enrolments: [{ operationId, alias: null, core, phone: '+79120000000', consent }],
        };
      },
    });
  }
  const tillsWay = { tillId: 't1', spendSinceMs: 0, couponsSince: '2026-01-01', recordOf: memberRecordOf };
  await store.pull({ ...tillsWay, stream: 'members', cursor: 0, limit: 10 });
  const known = await store.member('anna', 0);
  await store.postingsOf('anna', known?.state.lots[0]?.id.replace(':main', '') ?? '');
  const asking = { requestId: 'r1', unit: 't1', epoch: 1, memberId: 'anna', spendSinceMs: 0, nowMs: startMs };
  await store.grantLeases(asking, (state, held) => {
    const leases = { keepPercent: 0, hours: 24 };
    const rules = { maxPoints: 0, sharePercent: 0, maxBalanceAgeHours: 72, maxHours: 24, leases };
    return decideLease({ ...asking, number: 1, rules }, state, held);
  });
  const report = { unit: 't1', epoch: 1, asOf: 1, lastSequence: 2, head: null, held: [], nowMs: startMs };
  await store.returnLeases(report);
  await store.setStopped('anna', true, startMs);
  await store.setStopped('anna', false, startMs);
  await store.eraseMember('anna', startMs);
  return { url: opened.url };
}

describe('statements about one member', () => {
  it('touch one of eight partitions', async () => {
    const statements: Statement[] = [];
    const { url } = await serveOneMember(statements);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    // As the hub's connections plan.
    await client.query('SET plan_cache_mode = force_custom_plan');
    const seen = new Set<string>();
    const distinct = new Map(statements.map((one) => [one.sql, one]));
    for (const { sql, parameters } of distinct.values()) {
      if (!/^\s*(with|select|insert|update|delete)/i.test(sql)) continue;
      const { rows } = await client.query({ text: `EXPLAIN (FORMAT JSON) ${sql}`, values: [...parameters] });
      for (const [table, parts] of partitionsIn(rows)) {
        seen.add(table);
        expect([sql, table, parts.size]).toEqual([sql, table, 1]);
      }
    }
    expect([...seen].sort()).toEqual([...memberTables].sort());
  });

  it('would be seen to touch all of them, did one leave the member out', async () => {
    const { url } = await serveOneMember([]);
    const plan = await query(
      url,
      `EXPLAIN (FORMAT JSON) SELECT * FROM lots WHERE chain_id = 'c1' AND lot_id = 'x'`,
    );
    expect(partitionsIn(plan).get('lots')?.size).toBe(8);
  });

  it('have chain and member at the front of every key, in every table with rows of members', async () => {
    const { url } = await serveOneMember([]);
    const keys = await query<{ table: string; key: string }>(
      url,
      `SELECT c.relname AS table, string_agg(a.attname, ',' ORDER BY k.place) AS key
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
       WHERE i.indisprimary AND c.relkind = 'p' GROUP BY 1 ORDER BY 1`,
    );
    expect(keys.map(({ table }) => table).sort()).toEqual([...memberTables].sort());
    for (const { table, key } of keys)
      expect([table, key.startsWith('chain_id,member_id')]).toEqual([table, true]);
  });
});
