import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/contracts/sync.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

type Fact = Pick<Operation, 'kind' | 'body'>;

/** Puts a fact into the till's journal as its checkout would. */
function append(till: TestTill, id: string, fact: Fact): void {
  till.store.transaction((writer) => {
    const head = writer.journalHead();
    const wallMs = Math.round(till.clock.wallMs());
    const operation = {
      id,
      chain: till.identity.chain,
      store: till.identity.store,
      till: till.identity.till,
      epoch: head.epoch,
      sequence: head.sequence + 1,
      at: new Date(wallMs).toISOString(),
      clock: { wallMs, monotonicMs: 0, bootId: 'test', hubOffsetMs: null },
      pack: 1,
      ...fact,
    };
    const payload = canonicalJson(operation);
    writer.appendJournal(head, { operationId: id, memberId: 'anna', atMs: wallMs, payload, spent: {} });
  });
}

function credit(id: string, more: object = {}, lotMore: object = {}): Fact {
  const lotId = `${id}:main`;
  const leg = { memberId: 'anna', wallet: 'main', lotId };
  const at = '2026-01-05T09:30:00.000Z';
  const lot = { id: lotId, memberId: 'anna', wallet: 'main', earnedAt: at, activeAt: at, expiresAt: null };
  return {
    kind: 'credit',
    body: {
      member: 'anna',
      wallet: 'main',
      points: 40,
      reason: 'сбой весов',
      approvedBy: 'olga',
      cashier: null,
      postings: [
        { ...leg, account: 'issued', points: -40 },
        { ...leg, account: 'available', points: 40 },
      ],
      lots: [{ ...lot, points: 40, remaining: 40, ...lotMore }],
      ...more,
    },
  } as Fact;
}

describe('points given by hand, at the hub', () => {
  it('are posted once and stand in the audit log; legs that tell another story are refused', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    const good = randomUUID();
    const bad = ['points', 'lot', 'member'].map((what) => ({ what, id: randomUUID() }));
    append(till, good, credit(good));
    for (const { what, id } of bad) {
      append(
        till,
        id,
        what === 'points'
          ? credit(id, { points: 4000 })
          : what === 'lot'
            ? credit(id, {}, { points: 4000, remaining: 4000 })
            : credit(id, { member: 'boris' }),
      );
    }
    till.client.start();
    await until('all is judged', () => till.store.backlog().count === 0);
    expect(till.store.quarantine.list(10).map(({ key, code }) => ({ key, code }))).toEqual(
      expect.arrayContaining(bad.map(({ id }) => ({ key: id, code: 'unbalanced' }))),
    );
    const anna = await shop.member('anna');
    expect(anna.wallets.main?.balance).toBe(540);
    expect(anna.postingsSum).toEqual({ main: 0 });
    // No purchase and no spend: a gift moves nobody up a tier.
    expect(anna.record).toMatchObject({ purchases: 0, spendMinor: 0 });
    const { body } = await shop.manage('GET', '/v1/manage/audit');
    expect((body as { lines: unknown[] }).lines).toEqual([
      expect.objectContaining({
        id: good,
        rule: 'manual-credit',
        outcome: 'booked',
        staff: 'olga',
        till: 't1',
      }),
    ]);
  });

  it('lines of the log are taken whoever they name, and pages go back in time', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    for (let n = 0; n < 3; n += 1) {
      till.clock.skewMs = (n - 10) * 60_000;
      append(till, randomUUID(), {
        kind: 'audit',
        body: {
          rule: 'look-ups',
          outcome: 'noticed',
          member: null,
          staff: null,
          cashier: `c${n}`,
          subject: null,
        },
      });
    }
    till.clock.skewMs = 0;
    till.client.start();
    await until('all is judged', () => till.store.backlog().count === 0);
    const page = async (query: string) =>
      (
        (await shop.manage('GET', `/v1/manage/audit?${query}`)).body as {
          lines: { at: string; cashier: string }[];
        }
      ).lines;
    const newest = await page('limit=2');
    expect(newest.map(({ cashier }) => cashier)).toEqual(['c2', 'c1']);
    const older = await page(`limit=2&before=${newest[1]?.at}`);
    expect(older.map(({ cashier }) => cashier)).toEqual(['c0']);
    expect((await shop.manage('GET', '/v1/manage/audit?limit=0')).status).toBe(422);
  });
});

describe('the staff list', () => {
  it('is changed by the owner alone, asks six digits of managers and never tells a PIN', async () => {
    const shop = await openShop();
    const made = await shop.manage('POST', '/v1/manage/tokens', { name: 'm', role: 'manager' });
    const managers = (made.body as { token: string }).token;
    const olga = { id: 'olga', name: 'Ольга', role: 'manager', pin: '845210' };
    expect((await shop.manage('POST', '/v1/manage/staff', olga, managers)).status).toBe(403);
    const short = await shop.manage('POST', '/v1/manage/staff', { ...olga, pin: '8452' });
    expect([short.status, JSON.stringify(short.body)]).toEqual([
      422,
      expect.stringContaining('"path":"pin"'),
    ]);
    expect((await shop.manage('POST', '/v1/manage/staff', { ...olga, pin: 'abcdef' })).status).toBe(422);
    const cashier = { id: 'ira', name: 'Ира', role: 'cashier', pin: '1234' };
    expect((await shop.manage('POST', '/v1/manage/staff', cashier)).status).toBe(200);
    // A short PIN must not become a manager's.
    expect(
      (await shop.manage('POST', '/v1/manage/staff', { ...cashier, role: 'manager', pin: undefined })).status,
    ).toBe(422);
    const { body } = await shop.manage('POST', '/v1/manage/staff', olga);
    expect(body).toEqual({
      staff: [
        { id: 'ira', name: 'Ира', role: 'cashier', member: null, cards: [], hasPin: true },
        { id: 'olga', name: 'Ольга', role: 'manager', member: null, cards: [], hasPin: true },
      ],
    });
    expect((await shop.manage('DELETE', '/v1/manage/staff/nobody')).status).toBe(404);
    const settings = await shop.manage('PATCH', '/v1/manage/settings', { fraud: { receiptsPerHour: 9 } });
    expect(settings.body).toMatchObject({ fraud: { receiptsPerHour: 9, ownCard: 'refuse' } });
    expect(JSON.stringify(settings.body)).not.toContain('staff');
    expect((await shop.manage('GET', '/v1/manage/staff', undefined, managers)).body).toEqual(body);
  });
});
