import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rungTexts } from '../../src/cli/rung-texts.ts';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import { ladder, type Mode } from '../../src/contracts/till-status.ts';
import { eventually } from '../support/processes.ts';
import { runHere } from '../support/run-here.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, codeOf } from '../support/till-sale.ts';

let shop: Shop;
let till: TillProcess;
let client: PosClient;
let sales = 0;

const connect = (timeoutMs = 5000) => createPosClient({ url: till.url(), token: till.token(), timeoutMs });

/** Waits for the rung; answers what the till then says it permits. */
async function rung(mode: Mode): Promise<void> {
  for (let tries = 0; tries < 1400; tries += 1) {
    const status = await client.status();
    if (status.ok && status.value.mode === mode) {
      expect(status.value.permits).toEqual(ladder[mode]);
      const port = new URL(till.url()).port;
      const doctor = await runHere(['doctor', '--data', till.dataDir, '--port', port]);
      expect(doctor.out).toContain(`Rung: ${mode}. ${rungTexts[mode].en}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${mode}`);
}
const confirmOf = () => {
  sales += 1;
  const fiscal = { number: String(sales), time: '2026-12-05T12:31:00+03:00' };
  return { operationId: randomUUID(), fiscal, tenders: [] };
};
/** A sale with points; answers the points it could take. */
async function sell(purchaseId: string): Promise<number> {
  const asked = cart({ member: 'anna', redeem: { wallet: 'main', max: true } });
  const quote = accepted(await client.quote(purchaseId, asked));
  accepted(await client.confirm(purchaseId, confirmOf()));
  return quote.redeem?.points ?? 0;
}
/** Brings the hub up; a till that starts asks it at once, one that waits long asks once a minute. */
async function backOnline(): Promise<void> {
  await shop.startHub();
  await till.restart();
  client = connect();
  await rung('online');
}
/** Changes the file of a till that does not run: what time or another life would have done to it. */
function inDatabase(...statements: string[]): void {
  const database = new Database(join(till.dataDir, 'till.sqlite'));
  for (const statement of statements) database.exec(statement);
  database.close();
}
/** The largest file that the agent may write, bytes; what a process may lower for itself, and lift again. */
const limitFiles = (bytes: number | 'unlimited'): void => {
  execFileSync('prlimit', ['--pid', String(till.running.process.pid), `--fsize=${bytes}:unlimited`]);
};
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-ladder-'));
  const membersCsv = 'id,cards,firstName,points:main\nanna,2000000000017,Анна,100\n';
  shop = await openShop({ folder, program: testProgram, membersCsv });
  const settings = { offline: { maxPoints: 20, sharePercent: 100, maxHours: 24 } };
  await fetch(`${shop.hubUrl}/v1/manage/settings`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${shop.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  till = await shop.addTill('t1', { printing: 'register' });
  client = connect();
  await rung('online');
  // Online says that the hub answers; what it has to tell comes between the register's calls.
  await eventually('the member is at the till', async () =>
    accepted(await client.status()).members === 1 ? true : null,
  );
});
afterAll(async () => {
  await shop.close();
  rmSync(shop.folder, { recursive: true, force: true });
});

describe('the ladder of a real till', () => {
  it('is online with the hub, offline without it, and sells on both', async () => {
    expect(await sell('p1')).toBeGreaterThan(20);
    await shop.hub.end('SIGKILL');
    await rung('offline');
    expect(await sell('p2')).toBeLessThanOrEqual(20);
    expect(codeOf(await client.previewReturn({ purchaseId: 'p1', lines: [{ id: '1', quantity: 1 }] }))).toBe(
      'done',
    );
    expect(codeOf(await client.previewReturn({ purchaseId: 'far', lines: [{ id: '1', quantity: 1 }] }))).toBe(
      'purchase-elsewhere',
    );
  });

  it('is stale when the hub was last heard longer ago than the chain allows: it sells, and spends no points', async () => {
    await till.running.end('SIGKILL');
    // The offset to the hub stays the same; only the time since is longer.
    const dayAndMore = 25 * 3_600_000;
    inDatabase(
      `UPDATE contact SET hub_time_ms = hub_time_ms - ${dayAndMore}, wall_ms = wall_ms - ${dayAndMore}`,
    );
    await till.restart();
    client = connect();
    await rung('stale');
    expect(await sell('p3')).toBe(0);
    await backOnline();
  });

  // Where the system has no prlimit nothing can take the disk away from a running process without root.
  it.skipIf(!hasPrlimit)(
    'is read-only when the disk takes no writes: prices, books nothing, and climbs back by itself',
    async () => {
      accepted(await client.quote('p4', cart({ member: 'anna' })));
      const wal = join(till.dataDir, 'till.sqlite-wal');
      limitFiles(Math.min(statSync(wal).size, 4096));
      const request = confirmOf();
      const refused = await client.confirm('p4', request);
      expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', status: 503 } });
      await rung('read-only');
      const quote = accepted(await client.quote('p4', cart({ member: 'anna' })));
      expect(quote.totals.net).toBeGreaterThan(0);
      expect(codeOf(await client.confirm('p4', request))).toBe('unavailable');
      limitFiles('unlimited');
      await rung('online');
      accepted(await client.confirm('p4', request));
      accepted(await client.confirm('p4', request));
    },
  );

  it('is off without a program, and the register is told so at once', async () => {
    await shop.hub.end('SIGKILL');
    await till.running.end('SIGKILL');
    inDatabase(
      'DELETE FROM packs',
      "DELETE FROM cursors WHERE stream = 'packs'",
      "DELETE FROM settings WHERE name = 'highest-pack'",
    );
    await till.restart();
    client = connect();
    await rung('off');
    expect(codeOf(await client.quote('p6', cart()))).toBe('no-program');
    await backOnline();
    accepted(await client.quote('p6', cart()));
  });

  it('is nothing to a register while the agent stands still or is gone: it goes on after 300 ms', async () => {
    const hasty = connect(300);
    process.kill(till.running.process.pid ?? 0, 'SIGSTOP');
    expect(codeOf(await hasty.quote('p5', cart()))).toBe('timeout');
    process.kill(till.running.process.pid ?? 0, 'SIGCONT');
    await till.running.end('SIGKILL');
    expect(codeOf(await hasty.quote('p5', cart()))).toBe('unreachable');
    await till.restart();
    client = connect();
    const receipt = cart({ member: 'anna' });
    accepted(await client.confirm('p5', { ...confirmOf(), receipt }));
  });
});
