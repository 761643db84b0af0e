import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import { managedMemberSchema } from '../../src/contracts/manage.ts';
import { eventually } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';

// A register whose agent is dead, or alive and mute: it goes on within 300 ms, and the receipt is taken later.

const card = '2900000000018';
const membersCsv = `id,phone,cards,firstName,joinedAt,tier,points:main\nm1,+79000001001,${card},Анна,2025-01-10,silver,500\n`;
const lines = [
  { id: '1', sku: '4600000000015', name: 'Молоко', category: 'dairy/milk', quantity: 2, price: 8990 },
  { id: '2', sku: '4600000000022', name: 'Хлеб', category: 'bakery', quantity: 1, price: 5490 },
];
/** At shelf prices: without loyalty nothing is taken off. */
const fullPriceMinor = 23_470;

const onWindows = process.platform === 'win32';

let folder: string;
let shop: Shop;
let till: TillProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-away-'));
  shop = await openShop({ folder, program: testProgram, membersCsv });
  till = await shop.addTill('t1', onWindows ? {} : { posApi: { socket: join(folder, 'pos.sock') } });
  await ready();
});

afterAll(async () => {
  till?.running.process.kill('SIGCONT');
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

const clientOf = (timeoutMs?: number): PosClient =>
  createPosClient({
    url: till.url(),
    token: till.token(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

const ready = () =>
  eventually('the till knows its member and program', async () => {
    const status = await clientOf(5000).status();
    return status.ok && status.value.mode === 'online' && status.value.members === 1 ? status.value : null;
  });

/** Asks as a register does at a sale, and says why it went on without loyalty; a call that hangs would time the test out. */
async function sellWithoutLoyalty(purchaseId: string): Promise<string[]> {
  const register = clientOf();
  const at = new Date().toISOString();
  const who = await register.identify({ card });
  const quote = await register.quote(purchaseId, { at, member: 'm1', lines });
  return [who, quote].map((answer) => (answer.ok ? 'answered' : answer.error.code));
}

/** Says what was sold until somebody takes it, as the register's background job. */
async function deliver(purchaseId: string, operationId: string) {
  const time = new Date().toISOString();
  const request = {
    ...{ operationId, fiscal: { number: purchaseId, time }, asPaid: true as const },
    tenders: [{ type: 'cash', amount: fullPriceMinor }],
    receipt: {
      at: time,
      member: 'm1',
      lines,
    },
  };
  const confirm = () => clientOf(5000).confirm(purchaseId, request);
  const taken = await eventually('the agent takes the receipt', async () => {
    const answer = await confirm();
    return answer.ok ? answer.value : null;
  });
  expect(await confirm()).toEqual({ ok: true, value: taken });
  return taken;
}

const hubBalance = (expected: number) =>
  eventually(`the hub says ${expected}`, async () => {
    const member = managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1'));
    return member.wallets.main?.balance === expected ? expected : null;
  });

const asItWasPaid = {
  quote: {
    totals: {
      gross: fullPriceMinor,
      discount: 0,
      paidWithPoints: 0,
      net: fullPriceMinor,
      earned: { main: 11 },
    },
  },
};

describe('a register whose agent does not answer', () => {
  it.runIf(!onWindows)('goes on when the agent hangs, and is believed later', async () => {
    till.running.process.kill('SIGSTOP');
    expect(await sellWithoutLoyalty('AWAY-1')).toEqual(['timeout', 'timeout']);
    till.running.process.kill('SIGCONT');
    // The quote may have reached the agent after all: what was paid is what is booked.
    expect(await deliver('AWAY-1', randomUUID())).toMatchObject(asItWasPaid);
    await hubBalance(511);
  });

  it('goes on when the agent is dead, and is believed after its restart', async () => {
    const before = managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1')).wallets.main
      ?.balance;
    await till.running.end('SIGKILL');
    expect(await sellWithoutLoyalty('AWAY-2')).toEqual(['unreachable', 'unreachable']);
    await till.restart();
    await ready();
    expect(await deliver('AWAY-2', randomUUID())).toMatchObject(asItWasPaid);
    await hubBalance((before ?? 0) + 11);
  });

  it.runIf(!onWindows)('finds the agent again over its socket, which the dead one left behind', async () => {
    const socket = till.running.ready.socket ?? '';
    await till.restart();
    await ready();
    expect(till.running.ready.socket).toBe(socket);
    const overSocket = createPosClient({ socket, token: till.token(), timeoutMs: 5000 });
    expect(await overSocket.status()).toMatchObject({ ok: true, value: { till: 't1' } });
  });
});

it.runIf(process.platform === 'linux')(
  'the till keeps one store of freed memory, not one for each thread',
  () => {
    const environment = readFileSync(`/proc/${till.running.process.pid}/environ`, 'utf8').split('\0');
    expect(environment.filter((entry) => entry.startsWith('MALLOC_ARENA_MAX='))).toEqual([
      'MALLOC_ARENA_MAX=1',
    ]);
  },
);
