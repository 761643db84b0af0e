import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import { runCli } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, codeOf } from '../support/till-sale.ts';

/** One that no example in the code has: compiled code lies beside the till's files. */
const pin = '739164';
let shop: Shop;
let till: TillProcess;
let client: PosClient;

/** A command of the operator against this hub; answers its JSON. */
async function hub(...words: string[]): Promise<Record<string, unknown>> {
  const done = await runCli(['hub', ...words, '--hub', shop.hubUrl, '--token', shop.token, '--json']);
  if (done.code !== 0) throw new Error(done.error);
  return JSON.parse(done.out);
}

/** Waits until the till says so. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}
const newClient = () => createPosClient({ url: till.url(), token: till.token(), timeoutMs: 5000 });
const staffIds = async () => accepted(await client.staff()).staff.map(({ id }) => id);
const audit = async () => (await shop.manage('/v1/manage/audit')) as { lines: Record<string, unknown>[] };

beforeAll(async () => {
  shop = await openShop({
    folder: mkdtempSync(join(tmpdir(), 'kopilka-fraud-')),
    program: testProgram,
    membersCsv: 'id,cards,firstName\nanna,2000000000017,Анна\nirina,2000000000024,Ирина\n',
  });
  till = await shop.addTill('t1', {});
  client = newClient();
  await until('the members are there', async () => accepted(await client.status()).members === 2);
}, 60_000);
afterAll(async () => {
  await shop.close();
  rmSync(shop.folder, { recursive: true, force: true });
});

describe('rules against fraud, from the owner to the audit log', () => {
  it('reach a till as soon as the owner sets them, and tell the owner what the till did', async () => {
    await hub('staff', 'add', '--id', 'olga', '--name', 'Ольга', '--role', 'manager', '--pin', pin);
    await hub('staff', 'add', '--id', 'irina', '--name', 'Ирина', '--member', 'irina');
    await until('the staff is known', async () => (await staffIds()).length === 2);

    const own = await client.quote('p1', cart({ member: 'irina', cashier: 'irina' }));
    expect(codeOf(own)).toBe('own-card');

    const credit = {
      operationId: randomUUID(),
      member: 'anna',
      wallet: 'main',
      points: 70,
      reason: 'очередь',
    };
    const wrong = await client.credit({ ...credit, approval: { staff: 'olga', pin: '111111' } });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'pin-refused', status: 403 } });
    accepted(await client.credit({ ...credit, cashier: 'irina', approval: { staff: 'olga', pin } }));

    await until('the hub has the points', async () => {
      const { wallets } = (await shop.manage('/v1/manage/members/anna')) as {
        wallets: Record<string, { balance: number }>;
      };
      return wallets.main?.balance === 70;
    });
    const { lines } = await audit();
    expect(lines.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual(
      expect.arrayContaining([
        'manual-credit booked',
        'manual-credit approved',
        'manual-credit wrong-pin',
        'own-card refused',
      ]),
    );
    const booked = lines.find(({ outcome }) => outcome === 'booked');
    expect(booked).toMatchObject({
      till: 't1',
      member: 'anna',
      staff: 'olga',
      cashier: 'irina',
      credit: { wallet: 'main', points: 70, reason: 'очередь' },
    });
  }, 60_000);

  it('keep a PIN locked through a kill of the agent, until the owner unlocks it', async () => {
    const approve = (digits: string) =>
      client.approve('p2', { operationId: randomUUID(), member: 'anna', staff: 'olga', pin: digits });
    for (let n = 0; n < 4; n += 1) expect(codeOf(await approve('000000'))).toBe('pin-refused');
    expect(codeOf(await approve('000000'))).toBe('pin-locked');
    await till.restart();
    client = newClient();
    expect(codeOf(await approve(pin))).toBe('pin-locked');
    await hub('staff', 'unlock', 'olga');
    await until('it is unlocked', async () => (await approve(pin)).ok);
    await hub('staff', 'remove', 'irina');
    await until('Irina is gone', async () => !(await staffIds()).includes('irina'));
  }, 60_000);

  it('leave no PIN, card or phone in the audit log, and no PIN in any file of hub and till', async () => {
    const told = JSON.stringify(await hub('audit', '--limit', '1000'));
    expect(told).not.toMatch(/2000000000017|2000000000024|739164/);
    await shop.hub.end();
    await till.running.end();
    const files = [till.dataDir, join(shop.folder, 'hub')].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(5);
    // Digits may stand in hashes and times by chance: as a value of its own it must not.
    for (const file of files)
      expect([file, /(?<![0-9a-f])739164(?![0-9a-f])/.test(readFileSync(file, 'latin1'))]).toEqual([
        file,
        false,
      ]);
  });
});
