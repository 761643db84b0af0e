import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureEnrolled } from '../../src/agent/enrolment.ts';
import { examineTill } from '../../src/agent/examine-till.ts';
import { openTillData } from '../../src/agent/open-till-data.ts';
import { reEnrolTill } from '../../src/agent/re-enrol-till.ts';
import { createTillSync } from '../../src/agent/sync-parts.ts';
import type { Exposure } from '../../src/contracts/manage.ts';
import { SYNC_PROTOCOL } from '../../src/contracts/sync.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import { makeTillKeys, publicKeyOfPem } from '../../src/sync/keys.ts';
import { openShop, type Shop, silentLog } from '../hub/support/shop.ts';
import { openTill, type TestTill } from '../hub/support/till.ts';
import { eventually } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const child = join(import.meta.dirname, 're-enrol-kill-child.ts');
const waitingSales = 2;
const noLeases = { statement: () => null, told: () => {}, isStatementDue: () => false, dropAll: () => {} };

const copyOf = (dataDir: string, name: string): string => {
  const copy = join(temporaryFolder(), name);
  cpSync(dataDir, copy, { recursive: true });
  return copy;
};
/** The folder of a stopped till `t1` with one sale at the hub and two on their way. */
async function leaveFolder(
  shop: Shop,
  sellBeforeLeaving?: (till: TestTill) => Promise<void>,
): Promise<string> {
  const dataDir = join(temporaryFolder(), 't1');
  mkdirSync(dataDir, { recursive: true });
  const till = await openTill(shop, 't1', { storePath: join(dataDir, 'till.sqlite') });
  writeFileSync(join(dataDir, 'till-key.pem'), till.keys.privateKeyPem);
  till.client.start();
  await eventually('the till knows the member', () => till.store.member('anna'));
  till.sell({ member: 'anna', netMinor: 5_000 });
  till.client.poke();
  await eventually('the sale is delivered', () => till.store.backlog().count === 0 || null);
  await till.client.stop();
  await sellBeforeLeaving?.(till);
  for (let number = 0; number < waitingSales; number += 1) till.sell({ member: 'anna', netMinor: 5_000 });
  return copyOf(dataDir, 't1');
}

/** Starts what a till starts of its data, as far as delivering goes; the work is done with everything delivered. */
async function deliver(dataDir: string): Promise<{ till: string; quarantine: number }> {
  const opened = openTillData({ dataDir, bootId: 'boot', log: silentLog });
  if (!opened.ok) throw new Error(opened.error.en);
  const { store } = opened.value;
  try {
    const enrolled = await ensureEnrolled({ dataDir, store, clock: systemClock, version: '0' });
    if (!enrolled.ok) throw new Error(enrolled.error.en);
    await pushAll(store, enrolled.value);
    return { till: enrolled.value.identity.till, quarantine: store.quarantine.count() };
  } finally {
    store.close();
  }
}

async function pushAll(store: TillStore, enrolled: Parameters<typeof createTillSync>[0]): Promise<void> {
  const sync = createTillSync(
    enrolled,
    store,
    {
      onStatus: () => {},
      onApplied: () => {},
      health: () => ({ mode: 'online', backlog: 0, clockOffsetMs: 0, pack: null }),
      log: silentLog,
    },
    noLeases,
  );
  sync.client.start();
  try {
    await eventually('everything is delivered', () => {
      const { problem } = sync.client.status();
      if (problem !== null) throw new Error(problem.code);
      return (store.backlog().count === 0 && sync.client.status().connected) || null;
    });
  } finally {
    await sync.client.stop();
  }
}

/** What the doctor finds; these sales were written without the answers that a register gets. */
const findings = (dataDir: string) =>
  examineTill(dataDir)
    ?.map(({ code }) => code)
    .filter((code) => code !== 'operation-without-answer');
const purchases = async (shop: Shop): Promise<number> => (await shop.member('anna')).record.purchases;

describe('a till that is enrolled again with its data', () => {
  it('is another till with a new key, and the hub gets each sale of both copies once', async () => {
    const shop = await openShop();
    const original = await leaveFolder(shop);
    const copy = copyOf(original, 'copy');
    mkdirSync(join(copy, 'backups'));
    cpSync(join(copy, 'till.sqlite'), join(copy, 'backups/till-2026-12-04.sqlite'));
    expect(await deliver(original)).toEqual({ till: 't1', quarantine: 0 });
    const code = await shop.enrolCode('t2');
    expect(await reEnrolTill({ dataDir: copy, code })).toEqual({
      ok: true,
      value: { store: 's1', till: 't2', epoch: 2, waiting: waitingSales },
    });
    const pem = readFileSync(join(copy, 'till-key.pem'), 'utf8');
    expect(pem).not.toBe(readFileSync(join(original, 'till-key.pem'), 'utf8'));
    const { publicKey } = JSON.parse(readFileSync(join(copy, 'till-identity.json'), 'utf8'));
    expect(publicKeyOfPem(pem)).toBe(publicKey);
    expect(existsSync(join(copy, 'backups/till-2026-12-04.sqlite'))).toBe(false);
    expect(await deliver(copy)).toEqual({ till: 't2', quarantine: 0 });
    expect(await purchases(shop)).toBe(1 + waitingSales);
    expect(await deliver(original)).toEqual({ till: 't1', quarantine: 0 });
    expect(findings(copy)).toEqual([]);
  });

  it('is helped when its key is lost, under the same id', async () => {
    const shop = await openShop();
    const dataDir = await leaveFolder(shop);
    writeFileSync(join(dataDir, 'till-key.pem'), makeTillKeys().privateKeyPem);
    await expect(deliver(dataDir)).rejects.toThrow('signature-refused');
    expect(findings(dataDir)).toEqual(['hub-refuses']);
    expect((await reEnrolTill({ dataDir, code: await shop.enrolCode('t1') })).ok).toBe(true);
    expect(await deliver(dataDir)).toEqual({ till: 't1', quarantine: 0 });
    expect(await purchases(shop)).toBe(1 + waitingSales);
    expect(findings(dataDir)).toEqual([]);
  });

  describe.each(['t1', 't2'])('that spent from leases of its old place, as %s', (id) => {
    const requestId = '0193a000-0000-7000-8000-00000000000a';
    /** Spends 300 of the 400 that were set aside for the member's visit, undelivered. */
    const spendFromLease = async (till: TestTill): Promise<void> => {
      const request = { protocol: SYNC_PROTOCOL, epoch: till.identity.epoch, id: requestId, number: 1 };
      const lent = await till.transport.leases({ ...request, member: 'anna' }, new AbortController().signal);
      expect(lent.ok && lent.value.leases.map(({ points }) => points)).toEqual([100, 400]);
      const leases = [{ id: `${requestId}.1`, wallet: 'main', points: 300 }];
      till.sell({ member: 'anna', netMinor: 10_000, spent: 300, leases });
    };
    const writeOff = (shop: Shop) => shop.manage('POST', '/v1/manage/leases/write-off', { till: 't1' });
    const reEnrolled = async (first: (shop: Shop) => Promise<unknown>): Promise<Shop> => {
      const shop = await openShop();
      const offline = {
        maxPoints: 100,
        sharePercent: 50,
        unitPoints: 250,
        leases: { keepPercent: 20, hours: 24 },
      };
      expect((await shop.manage('PATCH', '/v1/manage/settings', { offline })).status).toBe(200);
      const dataDir = await leaveFolder(shop, spendFromLease);
      await first(shop);
      expect((await reEnrolTill({ dataDir, code: await shop.enrolCode(id) })).ok).toBe(true);
      expect(await deliver(dataDir)).toEqual({ till: id, quarantine: 0 });
      return shop;
    };

    const stand = async (shop: Shop) => {
      const { wallets, postingsSum } = await shop.member('anna');
      const exposure = (await shop.manage('GET', '/v1/manage/exposure')).body as Exposure;
      const { leased, uncovered } = exposure.wallets[0] ?? {};
      return { balance: wallets.main?.balance, sum: postingsSum.main, leased, uncovered };
    };

    it('has spent what it spent, and what was set aside waits for the operator', async () => {
      const shop = await reEnrolled(async () => {});
      expect(await stand(shop)).toEqual({ balance: 200, sum: 0, leased: 500, uncovered: 300 });
      expect((await writeOff(shop)).body).toEqual({ leases: 2, points: { main: 500 } });
      expect(await stand(shop)).toEqual({ balance: 200, sum: 0, leased: 0, uncovered: 0 });
      expect((await shop.manage('GET', '/v1/manage/stop-list')).body).toEqual({ members: [] });
    });

    it('has spent the same when they were written off first', async () => {
      const shop = await reEnrolled(writeOff);
      expect(await stand(shop)).toEqual({ balance: 200, sum: 0, leased: 0, uncovered: 0 });
    });
  });

  it('stays what it was when the code is wrong or of another store', async () => {
    const shop = await openShop();
    const dataDir = await leaveFolder(shop);
    const before = readFileSync(join(dataDir, 'till-key.pem'), 'utf8');
    const { body } = await shop.manage('POST', '/v1/manage/enrol-codes', { store: 's2', till: 'x1' });
    const elsewhere = (body as { code: string }).code;
    for (const [code, why] of [
      ['22222222', 'Ask the operator for a new one'],
      [elsewhere, 'Ask for a code with --store s1'],
    ] as const) {
      const refused = await reEnrolTill({ dataDir, code });
      expect(refused.ok ? '' : refused.error.en).toContain(why);
    }
    expect(readFileSync(join(dataDir, 'till-key.pem'), 'utf8')).toBe(before);
    expect(existsSync(join(dataDir, 'till-key-next.pem'))).toBe(false);
    expect(await deliver(dataDir)).toEqual({ till: 't1', quarantine: 0 });
  });

  it('killed at any step is the till it was or the one it is to be, and nothing is lost or counted twice', async () => {
    const shop = await openShop();
    const base = await leaveFolder(shop);
    let steps = 0;
    for (let dieBefore = 1; ; dieBefore += 1) {
      const dataDir = copyOf(base, `k${dieBefore}`);
      const code = await shop.enrolCode(`k${dieBefore}`);
      const words = [child, dataDir, code, String(dieBefore)];
      const { signal, stdout, stderr } = await run(words);
      if (signal === null) {
        expect(stderr).toBe('');
        steps = Number(stdout);
        expect(dieBefore).toBe(steps + 1);
        break;
      }
      expect(signal).toBe('SIGKILL');
      const opened = openTillData({ dataDir, bootId: 'boot', log: silentLog });
      if (!opened.ok) throw new Error(opened.error.en);
      const enrolled = await ensureEnrolled({
        dataDir,
        store: opened.value.store,
        clock: systemClock,
        version: '0',
      });
      opened.value.store.close();
      expect(enrolled.ok).toBe(true);
      if (!enrolled.ok) continue;
      const { till } = enrolled.value.identity;
      if (till === 't1') {
        const again = await reEnrolTill({ dataDir, code: await shop.enrolCode(`k${dieBefore}`) });
        expect(again.ok).toBe(true);
      }
      expect(await deliver(dataDir)).toEqual({ till: `k${dieBefore}`, quarantine: 0 });
      expect(await purchases(shop)).toBe(1 + waitingSales);
    }
    expect(steps).toBeGreaterThan(7);
  }, 300_000);
});

/** The hub lives in this process, so waiting must not stop it. */
function run(words: readonly string[]): Promise<{ signal: string | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const running = execFile(process.execPath, words, (_error, stdout, stderr) =>
      resolve({ signal: running.signalCode, stdout, stderr }),
    );
  });
}
