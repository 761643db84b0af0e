import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import { managedMemberSchema } from '../../src/contracts/manage.ts';
import type { TillStatus } from '../../src/contracts/till-status.ts';
import { eventually, type Running, runCli, startCli } from '../support/processes.ts';
import { runHere } from '../support/run-here.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, operationIdOf } from '../support/till-sale.ts';

const membersCsv = 'id,cards,firstName,points:main\nm1,2000000000017,Анна,100\n';
let folder: string;
let shop: Shop;
let original: TillProcess;
let copy: Running | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-re-enrol-'));
  shop = await openShop({ folder, program: testProgram, membersCsv });
  original = await shop.addTill('t1', { printing: 'register' });
  await eventually('the till has program and members', async () => {
    const { pack, members } = await statusOf(clientOf(original.running));
    return (pack !== null && members === 1) || null;
  });
});
afterAll(async () => {
  await copy?.end();
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const clientOf = ({ ready }: Running): PosClient => {
  const token = readFileSync(String(ready.tokenFile), 'utf8').trim();
  return createPosClient({ url: String(ready.posApi), token, timeoutMs: 20_000 });
};
const statusOf = async (client: PosClient): Promise<TillStatus> => accepted(await client.status());
const sell = async (client: PosClient, number: number): Promise<void> => {
  accepted(
    await client.confirm(`P${number}`, {
      operationId: operationIdOf(number),
      fiscal: { number: String(number), time: '2026-12-05T12:31:00+03:00' },
      tenders: [],
      receipt: cart({ member: 'm1' }),
    }),
  );
};
const delivered = (client: PosClient): Promise<TillStatus> =>
  eventually(
    'everything is delivered',
    async () => {
      const status = await statusOf(client);
      return status.mode === 'online' && status.backlog.count === 0 ? status : null;
    },
    60_000,
  );
const purchasesAtHub = async (): Promise<number> =>
  managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1')).record.purchases;

describe('a copy of a till that is used beside it', () => {
  it('is named by window and doctor, enrolled again where it lies, and both deliver every sale once', async () => {
    const copyDir = join(folder, 'copy');
    await sell(clientOf(original.running), 1);
    await delivered(clientOf(original.running));
    await shop.hub.end('SIGKILL');
    for (const number of [2, 3]) await sell(clientOf(original.running), number);
    await original.running.end();
    cpSync(original.dataDir, copyDir, { recursive: true });
    const start = ['till', '--data', copyDir, '--hub', shop.hubUrl, '--port', '0', '--headless'];
    copy = await startCli(start);
    await sell(clientOf(copy), 5);
    await copy.end();

    await shop.startHub();
    await original.restart();
    await sell(clientOf(original.running), 4);
    await delivered(clientOf(original.running));
    copy = await startCli(start);
    const fork = clientOf(copy);
    await eventually('the fork is found', async () => (await statusOf(fork)).hub?.problem ?? null);
    expect((await statusOf(fork)).hub?.problem?.code).toBe('chain-forked');
    const running = await runHere(['till', 're-enrol', '--data', copyDir, '--enrol', 'AAAAAAAA']);
    expect(running.error).toContain('Stop it first');
    await copy.end();
    const doctor = await runHere(['doctor', '--data', copyDir]);
    expect(doctor.out).toContain('hub-refuses: ');
    expect(doctor.out).toContain('operations waiting: 3');
    expect(doctor.out).toContain('kopilka till re-enrol');

    const access = ['--hub', shop.hubUrl, '--token', shop.token];
    const made = await runHere(['hub', 'enrol-code', '--store', 's1', '--till', 't2', ...access, '--json']);
    const { code } = JSON.parse(made.out);
    const words = ['till', 're-enrol', '--data', copyDir, '--enrol', code, '--json'];
    // By the program itself, as an operator does.
    const enrolled = await runCli(words);
    expect(JSON.parse(enrolled.out)).toEqual({ store: 's1', till: 't2', epoch: 2, waiting: 3 });
    copy = await startCli(start);
    const status = await delivered(clientOf(copy));
    expect(status).toMatchObject({ till: 't2', quarantine: { count: 0 }, hub: { problem: null } });
    await sell(clientOf(copy), 6);
    await delivered(clientOf(copy));
    await sell(clientOf(original.running), 7);
    expect(await delivered(clientOf(original.running))).toMatchObject({
      ...{ till: 't1', quarantine: { count: 0 }, hub: { problem: null } },
    });
    expect(await purchasesAtHub()).toBe(7);
    await copy.end();
    expect((await runHere(['doctor', '--data', copyDir])).out.trim()).toMatch(/\nAll is well\.$/);
  }, 300_000);
});
