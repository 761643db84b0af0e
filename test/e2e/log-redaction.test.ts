import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { eventually, runCli } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { tamper } from '../support/tamper.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { cart, operationIdOf } from '../support/till-sale.ts';

const member = { card: '2900000000018', phone: '9000001001', firstName: 'Аполлинария' };
const enrolled = { phone: '9161234567', firstName: 'Пелагея', card: '2900000007772' };
const membersCsv = `id,phone,cards,firstName,joinedAt\nm1,+7${member.phone},${member.card},${member.firstName},2025-01-10\n`;
let folder: string;
let shop: Shop;
let till: TillProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-logs-'));
  shop = await openShop({ folder, program: testProgram, membersCsv });
  till = await shop.addTill('t1', {});
  await eventually('the till knows its member', async () => ((await statusOf()).members === 1 ? true : null));
});
afterAll(async () => {
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = async () => tillStatusSchema.parse((await till.call('GET', '/v1/status')).body);

/** Calls with everything that must not be logged, good ones and refused ones. */
async function useTill(): Promise<void> {
  for (const input of [{ card: member.card }, { phone: `+7${member.phone}` }, { scan: enrolled.card }]) {
    expect((await till.call('POST', '/v1/identify', input)).status).toBe(200);
  }
  await till.call('POST', '/v1/identify', { phone: member.phone, card: member.card });
  const joined = await till.call('POST', '/v1/members', {
    operationId: operationIdOf(50),
    phone: `+7${enrolled.phone}`,
    firstName: enrolled.firstName,
    card: enrolled.card,
    consent: { text: 'Согласна', version: '1', at: '2026-12-05T12:00:00+03:00' },
  });
  expect(joined.status).toBe(200);
  for (const receipt of [cart({ member: 'm1' }), { at: member.phone, member: member.card }]) {
    await till.call('POST', '/v1/receipts/P1/confirm', {
      operationId: operationIdOf(1),
      fiscal: { number: '1', time: '2026-12-05T12:31:00+03:00' },
      tenders: [],
      receipt,
    });
  }
  await fetch(`${till.url()}/v1/identify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${till.token()}`, 'content-type': 'application/json' },
    body: `{"input": "${member.card}`,
  });
}

/** Refusals and faults at the hub with the same. */
async function useHub(): Promise<void> {
  const headers = { authorization: `Bearer ${shop.token}` };
  for (const path of [`/v1/manage/members/${member.phone}`, `/v1/members?phone=${member.phone}`]) {
    await fetch(`${shop.hubUrl}${path}`, { headers });
  }
  await fetch(`${shop.hubUrl}/v1/manage/tills`, { headers: { authorization: `Bearer ${shop.token}x` } });
  const wrong = join(folder, 'wrong.csv');
  writeFileSync(wrong, `id,phone,cards,firstName\nm9,+7${member.phone},${member.card},${member.firstName}\n`);
  await runCli(['hub', 'import', 'members', wrong, '--hub', shop.hubUrl, '--token', shop.token]);
}

describe('what till and hub write into their logs', () => {
  it('names no card, phone, person or token, in good times and bad', async () => {
    await useTill();
    await useHub();
    const logs = [till.running.log()];
    await till.running.end();
    tamper(join(till.dataDir, 'till.sqlite'), "UPDATE members SET record = record || '}'");
    await till.restart();
    await useTill();
    await shop.hub.end('SIGKILL');
    logs.push(shop.hub.log());
    await shop.startHub();
    await eventually('the till is back', async () => ((await statusOf()).mode === 'online' ? true : null));
    logs.push(till.running.log(), shop.hub.log());
    const text = logs.join('\n');
    // There was something to say.
    expect(text).toContain('the data of the till were rebuilt');
    expect(text).toContain('"msg"');
    const secrets = [...Object.values(member), ...Object.values(enrolled), till.token(), shop.token];
    expect(text.split('\n').filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });
});
