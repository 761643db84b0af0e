import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBackups } from '../../src/agent/daily-backup.ts';
import { erasureListSchema, managedMemberSchema, tillListSchema } from '../../src/contracts/manage.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { eventually, runCli } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { cart, operationIdOf } from '../support/till-sale.ts';

const member = { card: '2900000000018', phone: '9000001001', firstName: 'Аполлинария' };
const enrolled = { card: '2900000007772', phone: '9037654318', firstName: 'Пелагея' };
const other = { id: 'm2', card: '2900000000025', phone: '9000001002', firstName: 'Мирон' };
const secrets = [...Object.values(member), ...Object.values(enrolled)];
const membersCsv = `id,phone,cards,firstName,joinedAt\nm1,+7${member.phone},${member.card},${member.firstName},2025-01-10\n${other.id},+7${other.phone},${other.card},${other.firstName},2025-01-10\n`;
let folder: string;
let shop: Shop;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-erasure-'));
  shop = await openShop({ folder, program: testProgram, membersCsv });
});
afterAll(async () => {
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The bytes of a file, none of one that went while we looked: a copy in the making drops its companions. */
const bytesOf = (path: string): Buffer => {
  try {
    return statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
};

/** What in the files of these folders names a person: database, log, keys, copies, all of them. */
const tracesIn = (folders: readonly string[]): string[] =>
  folders.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, name, file))
      .flatMap((path) => {
        const bytes = bytesOf(path);
        return secrets
          .filter((text) => bytes.includes(text))
          .map((text) => `${path.slice(folder.length)}: ${text}`);
      }),
  );

const hub = (...words: string[]) => runCli([...words, '--hub', shop.hubUrl, '--token', shop.token]);
const erasures = async () => erasureListSchema.parse(await shop.manage('/v1/manage/erasures')).erasures;
const doneBy = async (till: string): Promise<boolean[]> =>
  (await erasures()).flatMap(({ tills }) => tills.filter((one) => one.till === till).map(({ done }) => done));

async function sell(till: TillProcess, id: string, number: number): Promise<void> {
  const sold = await till.call('POST', `/v1/receipts/P${number}/confirm`, {
    operationId: operationIdOf(number),
    fiscal: { number: String(number), time: '2026-12-05T12:31:00+03:00' },
    tenders: [],
    receipt: cart({ member: id }),
  });
  expect(sold.status, JSON.stringify(sold.body)).toBe(200);
}

async function enrol(till: TillProcess): Promise<void> {
  const joined = await till.call('POST', '/v1/members', {
    operationId: operationIdOf(50),
    phone: `+7${enrolled.phone}`,
    firstName: enrolled.firstName,
    card: enrolled.card,
    consent: { text: `Согласна. ${enrolled.firstName}`, version: '1', at: '2026-12-05T12:00:00+03:00' },
  });
  expect(joined.status, JSON.stringify(joined.body)).toBe(200);
}

const memberBy = (till: TillProcess, card: string) =>
  eventually(`a till knows the card ${card}`, async () => {
    const { body } = await till.call('POST', '/v1/identify', { card });
    return (body as { member?: { id: string } | null }).member?.id ?? null;
  });

/** The encrypted till's daily copies, each with whether it still has the member. */
function copiesWith(till: TillProcess, id: string): [string, boolean][] {
  const key = readFileSync(`${till.dataDir}.key`, 'utf8').trim();
  return listBackups(join(till.dataDir, 'backups')).map((path) => {
    const copy = openDatabase(path, { mode: 'read-only', key });
    const row = copy.get('SELECT 1 FROM members WHERE id = ?', [id]);
    copy.close();
    return [basename(path), row !== undefined];
  });
}

describe('a member who is erased at the hub', () => {
  it('is nowhere any more: hub, tills, logs and later backups; what was sold stays under the id', async () => {
    const first = await shop.addTill('t1', {});
    const second = await shop.addTill('t2', {});
    await memberBy(first, member.card);
    await enrol(first);
    const id = await memberBy(second, enrolled.card);
    await memberBy(second, member.card);
    for (const [index, one] of ['m1', id].entries()) await sell(first, one, 1 + index);
    // The second till sells without the hub, and is off while the members are erased.
    await shop.hub.end('SIGKILL');
    for (const [index, one] of ['m1', id].entries()) await sell(second, one, 11 + index);
    await second.running.end('SIGKILL');
    const logs = [shop.hub.log(), second.running.log()];
    await shop.startHub();
    const { record } = managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1'));
    secrets.push(record.phoneHash ?? '');
    for (const name of ['hub', 't1', 't2']) expect(tracesIn([name]).length, name).toBeGreaterThan(3);

    const unasked = await hub('hub', 'erase', 'm1');
    expect(unasked.code).toBe(1);
    for (const one of ['m1', id]) expect((await hub('hub', 'erase', one, '--yes')).code).toBe(0);
    expect(tracesIn(['hub'])).toEqual([]);
    const backup = await runCli([
      'hub',
      'backup',
      '--data',
      join(folder, 'hub'),
      '--to',
      join(folder, 'backup'),
    ]);
    expect(backup.code, backup.error).toBe(0);
    await eventually('the first till has forgotten', async () =>
      (await doneBy('t1')).every(Boolean) ? true : null,
    );
    expect(tracesIn(['hub', 't1', 'backup'])).toEqual([]);
    expect(await doneBy('t2')).toEqual([false, false]);

    await second.restart();
    await eventually('the second till has forgotten', async () =>
      (await doneBy('t2')).every(Boolean) ? true : null,
    );
    const { tills } = tillListSchema.parse(await shop.manage('/v1/manage/tills'));
    expect(tills.map(({ quarantine }) => quarantine)).toEqual([0, 0]);
    for (const one of ['m1', id]) {
      const late = managedMemberSchema.parse(await shop.manage(`/v1/manage/members/${one}`));
      expect(late).toMatchObject({ record: { firstName: null, phoneHash: null, cards: [], purchases: 2 } });
      expect(Object.values(late.postingsSum).every((sum) => sum === 0)).toBe(true);
    }
    expect(tracesIn(['hub', 't1', 't2', 'backup'])).toEqual([]);
    logs.push(shop.hub.log(), first.running.log(), second.running.log());
    expect(secrets.filter((text) => logs.join('\n').includes(text))).toEqual([]);
    for (const till of [first, second]) {
      await till.running.end();
      expect(examineTillFile(join(till.dataDir, 'till.sqlite'))).toEqual([]);
    }
    expect(tracesIn(['hub', 't1', 't2', 'backup'])).toEqual([]);
  });

  it('leaves the daily copies of an encrypted till that is at work, and these stay readable', async () => {
    const till = await shop.addTill('t3', { encryption: 'file' });
    await memberBy(till, other.card);
    // The first start knew no program yet, so that it had nothing to copy.
    await till.restart();
    const copies = await eventually('the daily copy is made', async () => {
      const made = copiesWith(till, other.id);
      return made.length > 0 ? made : null;
    });
    expect(copies.map(([, isThere]) => isThere)).toEqual([true]);
    expect((await hub('hub', 'erase', other.id, '--yes')).code).toBe(0);
    await eventually('the encrypted till has forgotten', async () =>
      (await doneBy('t3')).every(Boolean) ? true : null,
    );
    expect(copiesWith(till, other.id)).toEqual(copies.map(([name]) => [name, false]));
    await till.running.end();
  });
});
