import { closeSync, cpSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managedMemberSchema } from '../../src/contracts/manage.ts';
import { confirmResultSchema } from '../../src/contracts/pos-api.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { eventually, runCli } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { tamper } from '../support/tamper.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { cart, operationIdOf } from '../support/till-sale.ts';

const CARD = '2900000000018';
const membersCsv = `id,phone,cards,firstName,joinedAt,points:main\nm1,+79000001001,${CARD},Анна,2025-01-10,700\n`;
let folder: string;
let shop: Shop;
let till: TillProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-damaged-'));
  shop = await openShop({ folder, program: testProgram, membersCsv });
  till = await shop.addTill('t1', {});
  await eventually('the till knows program and member', async () => {
    const status = await statusOf();
    return status.pack !== null && status.members === 1 ? status : null;
  });
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = async () => tillStatusSchema.parse((await till.call('GET', '/v1/status')).body);
const sell = (number: number) =>
  till.call('POST', `/v1/receipts/P${number}/confirm`, {
    operationId: operationIdOf(number),
    fiscal: { number: String(number), time: '2026-12-05T12:31:00+03:00' },
    tenders: [],
    receipt: cart({ member: 'm1' }),
  });
const delivered = () =>
  eventually('everything is delivered', async () => {
    const status = await statusOf();
    return status.mode === 'online' && status.backlog.count === 0 ? status : null;
  });
const purchasesAtHub = async (): Promise<number> =>
  managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1')).record.purchases;

/** Spoils one frame in the middle of the log, so that SQLite itself would drop everything behind it. */
function spoilLog(): void {
  const file = openSync(join(till.dataDir, 'till.sqlite-wal'), 'r+');
  writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, 32 + 12 * (24 + 4096) + 24 + 1024);
  closeSync(file);
}

describe('a till whose disk spoils a page', () => {
  it('rebuilds its data by itself, answers what it answered before, sells on and delivers each sale once', async () => {
    for (const number of [1, 2, 3]) expect((await sell(number)).status).toBe(200);
    await delivered();
    await shop.hub.end('SIGKILL');
    for (const number of [4, 5, 6, 7, 8]) expect((await sell(number)).status).toBe(200);
    await till.running.end('SIGKILL');
    spoilLog();

    await till.restart();
    expect(till.running.log()).toContain('the data of the till were rebuilt');
    expect(readdirSync(join(till.dataDir, 'damaged'))).toHaveLength(1);
    for (const number of [4, 8]) {
      const again = await sell(number);
      expect(again.status).toBe(200);
      expect(confirmResultSchema.parse(again.body).operationId).toBe(operationIdOf(number));
    }
    expect((await sell(9)).status).toBe(200);

    await shop.startHub();
    await delivered();
    expect(await purchasesAtHub()).toBe(9);
    expect((await statusOf()).quarantine.count).toBe(0);
    await till.running.end();
    const doctor = await runCli(['doctor', '--data', till.dataDir]);
    expect(doctor.out.trim()).toMatch(/\nAll is well\.$/);
    await till.restart();
  });

  it('names an operation of which one byte was changed, keeps it and delivers the others', async () => {
    await shop.hub.end('SIGKILL');
    for (const number of [10, 11, 12]) expect((await sell(number)).status).toBe(200);
    await till.running.end();
    tamper(
      join(till.dataDir, 'till.sqlite'),
      `UPDATE journal SET payload = replace(payload, '"Хлеб"', '"Хлев"') WHERE operation_id = '${operationIdOf(11)}'`,
    );
    await till.restart();
    expect(till.running.log()).toContain(operationIdOf(11));
    await shop.startHub();
    expect((await delivered()).quarantine.count).toBe(1);
    expect(await purchasesAtHub()).toBe(11);
    await till.running.end();
    const doctor = await runCli(['doctor', '--data', till.dataDir]);
    expect(doctor.out).toContain(`${operationIdOf(11)} waits in quarantine: journal-changed`);
  });

  it('is found out at its first push when it is the copy of another disk, and sells on', async () => {
    const copy = join(folder, 'copy');
    cpSync(till.dataDir, copy, { recursive: true });
    await till.restart();
    expect((await sell(13)).status).toBe(200);
    await delivered();
    await till.running.end();
    rmSync(till.dataDir, { recursive: true });
    cpSync(copy, till.dataDir, { recursive: true });
    await till.restart();
    expect((await sell(14)).status).toBe(200);
    const problem = await eventually(
      'the fork is found',
      async () => (await statusOf()).hub?.problem ?? null,
    );
    expect(problem.code).toBe('chain-forked');
    expect((await sell(15)).status).toBe(200);
    expect(await purchasesAtHub()).toBe(12);
  });
});
