import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { decode } from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentEventSchema } from '../../src/contracts/events.ts';
import { managedMemberSchema } from '../../src/contracts/manage.ts';
import { memberDetailsSchema } from '../../src/contracts/member-details.ts';
import { confirmResultSchema } from '../../src/contracts/pos-api.ts';
import { problemSchema } from '../../src/contracts/problem.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { pointsProgram } from '../support/points-program.ts';
import { type PrinterEmulator, startPrinterEmulator } from '../support/printer-emulator.ts';
import { qrCodesOf } from '../support/printer-emulator-picture.ts';
import { eventually, runCli } from '../support/processes.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { root } from '../support/repository.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';

const program = pointsProgram('e2e', {
  promotions: [
    {
      id: 'milk-20',
      name: { ru: 'Молоко −20 %', en: 'Milk −20%' },
      priority: 100,
      when: { audience: 'members' },
      then: [{ type: 'percentOff', percent: 20, of: { category: ['dairy'] } }],
    },
  ],
});
const CARD = '2900000000018';
const membersCsv = `id,phone,cards,firstName,joinedAt,points:main\nm1,+79000001001,${CARD},Анна,2025-01-10,700\n`;

const milk = {
  id: '1',
  sku: '4600000000015',
  name: 'Молоко',
  category: 'dairy/milk',
  quantity: 2,
  price: 8990,
};
const bread = { id: '2', sku: '4600000000022', name: 'Хлеб', category: 'bakery', quantity: 1, price: 5490 };

let folder: string;
let shop: Shop;
let till: TillProcess;
let scanner: Pty;
let printer: PrinterEmulator;
let pole: Pty;
let shown = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-e2e-'));
  scanner = openPty();
  pole = openPty();
  pole.onData((bytes) => {
    shown += decode(Buffer.from(bytes), 'cp866');
  });
  printer = await startPrinterEmulator();
  shop = await openShop({ folder, program, membersCsv });
  till = await shop.addTill('t1', {
    devices: {
      scanners: [
        { id: 'scanner', transport: { kind: 'serial', path: scanner.path, baudRate: 9600 }, suffix: '\r' },
      ],
      printer: { id: 'printer', transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
      drawer: { id: 'drawer' },
      display: { id: 'pole', transport: { kind: 'serial', path: pole.path } },
    },
  });
});

afterAll(async () => {
  await shop?.close();
  scanner?.close();
  pole?.close();
  await printer?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The next event of a kind on the till's stream, after something was done. */
async function nextEvent(kind: string, act: () => void) {
  const controller = new AbortController();
  const response = await fetch(`${till.url()}/v1/events`, {
    headers: { authorization: `Bearer ${till.token()}` },
    signal: controller.signal,
  });
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('the event stream has no body');
  act();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream ended: ${text}`);
      text += Buffer.from(value).toString();
      for (const block of text.split('\n\n').slice(0, -1)) {
        const found = /^event: (\w+)\ndata: (.*)$/m.exec(block);
        if (found === null || found[1] !== kind) continue;
        return agentEventSchema.parse({ event: kind, data: JSON.parse(found[2] ?? '') });
      }
    }
  } finally {
    controller.abort();
  }
}

const statusOf = async () => tillStatusSchema.parse((await till.call('GET', '/v1/status')).body);
const tillMember = async () => memberDetailsSchema.parse((await till.call('GET', '/v1/members/m1')).body);
const hubMember = async () => managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1'));

async function sell(purchaseId: string, redeem: unknown, lines: readonly object[], tender = 'cash') {
  const receipt = { at: new Date().toISOString(), lines, member: 'm1', redeem };
  const put = await till.call('PUT', `/v1/receipts/${purchaseId}`, receipt);
  expect(put).toMatchObject({ status: 200 });
  const { net } = quoteSchema.parse(put.body).totals;
  const request = {
    operationId: randomUUID(),
    fiscal: { number: purchaseId, time: new Date().toISOString() },
    tenders: [{ type: tender, amount: net }],
  };
  const confirmed = await till.call('POST', `/v1/receipts/${purchaseId}/confirm`, request);
  expect(confirmed).toMatchObject({ status: 200 });
  return confirmResultSchema.parse(confirmed.body);
}

const balancesAgree = () =>
  eventually('hub and till have the same balance and the outbox is empty', async () => {
    const [status, mine, theirs] = [await statusOf(), await tillMember(), await hubMember()];
    return status.backlog.count === 0 && theirs.wallets.main?.balance === mine.wallets[0]?.balance
      ? theirs
      : null;
  });

describe('the first sale', () => {
  it('goes from a scanned card to a printed slip and the hub', async () => {
    await eventually('the till knows its program and its member', async () => {
      const status = await statusOf();
      const scannerReady = status.devices.some(
        (device) => device.id === 'scanner' && device.state === 'ready',
      );
      return status.mode === 'online' && status.members === 1 && scannerReady ? status : null;
    });
    const event = await nextEvent('scan', () => scanner.write(`${CARD}\r`));
    expect(event).toMatchObject({
      data: { outcome: { result: 'member', member: { id: 'm1', firstName: 'Анна' } } },
    });

    const result = await sell('S1-T1-000001', null, [milk, bread]);
    expect(result.quote.totals).toMatchObject({
      gross: 23470,
      discount: 3596,
      net: 19874,
      earned: { main: 9 },
    });
    expect(result.member?.wallets[0]?.balance).toBe(709);

    const slip = await printer.waitForSlip(0);
    const text = paperText(slip).join('\n');
    expect(text).toContain('Молоко −20 %'.replace('−', '-'));
    expect(text).toContain('198,74');
    expect(Buffer.from(printer.bytes()).includes(Buffer.from(result.slip.escpos, 'base64'))).toBe(true);

    const hub = await balancesAgree();
    expect(hub.wallets.main?.balance).toBe(709);
    expect(hub.postingsSum).toEqual({ main: 0 });
  });

  it('opens the drawer for cash alone, once for a sale, and tells the customer what it comes to', async () => {
    await eventually('the drawer is open', async () => (printer.drawerPulses() === 1 ? true : null));
    await eventually('the display thanks', async () =>
      /Здравствуйте, Анна.*Скидка +-35,96.*Итого +198,74.*Спасибо за покупку!.*Ваша выгода +35,96/s.test(
        shown,
      )
        ? true
        : null,
    );
    const before = printer.slips.length;
    await sell('S1-T1-000009', null, [bread], 'card');
    await printer.waitForSlip(before);
    expect(printer.drawerPulses()).toBe(1);
    await balancesAgree();
  });

  it('keeps what it writes from other users of the machine', () => {
    for (const file of ['till.sqlite', 'till.sqlite-wal', 'till-key.pem', 'pos-token']) {
      expect([file, statSync(join(till.dataDir, file)).mode & 0o077]).toEqual([file, 0]);
    }
  });

  it('goes on without the hub and delivers each receipt exactly once when it is back', async () => {
    const before = await hubMember();
    await shop.hub.end('SIGKILL');
    await sell('S1-T1-000002', null, [milk]);
    await sell('S1-T1-000003', null, [bread, milk]);
    const offline = await eventually('the till has noticed', async () => {
      const status = await statusOf();
      return status.mode === 'offline' ? status : null;
    });
    expect(offline.backlog.count).toBe(2);
    const sold = await tillMember();
    await shop.startHub();
    const after = await balancesAgree();
    expect(after.operations).toBe(before.operations + 2);
    expect(after.wallets.main?.balance).toBe(sold.wallets[0]?.balance);
    expect(after.postingsSum).toEqual({ main: 0 });
    expect(await printer.waitForSlip(3)).toBeDefined();
  });

  it('prints the QR of the balance page so that a phone can read it', async () => {
    const slip = await printer.waitForSlip(0);
    expect(qrCodesOf(slip)).toEqual([expect.stringMatching(/^https:\/\/test\.example\/c\//)]);
  });
});

/** Is the operation durable: in the till's journal, or in the place where a sale is kept first? */
function isKept(operationId: string): boolean {
  const database = new Database(join(till.dataDir, 'till.sqlite'), { readonly: true });
  try {
    const sql = `SELECT 1 FROM intake WHERE instr(body, CAST(:id AS BLOB)) > 0
      UNION SELECT 1 FROM journal WHERE operation_id = :id`;
    return database.prepare(sql).get({ id: operationId }) !== undefined;
  } finally {
    database.close();
  }
}

/** Operations in the till's journal, read beside the running agent. */
function journalLength(): number {
  const database = new Database(join(till.dataDir, 'till.sqlite'), { readonly: true });
  try {
    return Number(database.prepare('SELECT count(*) FROM journal').pluck().get());
  } finally {
    database.close();
  }
}

describe('bad input', () => {
  const lines = [{ ...bread, price: -1 }];
  const at = '2026-12-05T12:30:00+03:00';
  const cases: [name: string, body: string, headers: Record<string, string>, status: number, code: string][] =
    [
      ['a body that is not JSON', '{"at":', {}, 400, 'malformed-json'],
      ['an unknown field', JSON.stringify({ at, lines: [bread], cheat: true }), {}, 422, 'invalid'],
      ['a negative price', JSON.stringify({ at, lines }), {}, 422, 'invalid'],
      [
        'a body of a megabyte',
        JSON.stringify({ at, lines: [], pad: 'x'.repeat(1_000_000) }),
        {},
        413,
        'too-large',
      ],
      [
        'a wrong token',
        JSON.stringify({ at, lines: [bread] }),
        { authorization: 'Bearer wrong' },
        401,
        'unauthorized',
      ],
      [
        'a page of the web',
        JSON.stringify({ at, lines: [bread] }),
        { origin: 'https://evil.example' },
        403,
        'foreign-caller',
      ],
    ];

  it.each(cases)(
    'gets a clear refusal for %s and changes nothing',
    async (_name, body, headers, status, code) => {
      const before = [journalLength(), (await till.call('GET', '/v1/receipts?state=open')).body];
      const response = await fetch(`${till.url()}/v1/receipts/BAD-1`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${till.token()}`, 'content-type': 'application/json', ...headers },
        body,
      });
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      const problem = problemSchema.parse(await response.json());
      expect(problem.code).toBe(code);
      expect(problem.cashierText).toMatch(/[а-я]{3}/);
      expect([journalLength(), (await till.call('GET', '/v1/receipts?state=open')).body]).toEqual(before);
    },
  );

  it('tells where the fault is', async () => {
    const { body } = await till.call('PUT', '/v1/receipts/BAD-2', { at, lines });
    expect(problemSchema.parse(body).errors).toEqual([expect.objectContaining({ path: 'lines[0].price' })]);
  });

  it('takes garbage from the scanner for an unknown code, and the next scan for what it is', async () => {
    const noise = Buffer.from([0xff, 0x00, 0x1d, 0x5d, 0x80, 0x1b, 0x40, 0xfe, 0x0d]);
    const event = await nextEvent('scan', () => scanner.write(noise));
    expect(event).toMatchObject({ data: { outcome: { result: 'unknown' } } });
    const next = await nextEvent('scan', () => scanner.write(`${CARD}\r`));
    expect(next).toMatchObject({ data: { outcome: { result: 'member' } } });
  });

  it('refuses a program that names a missing tier, with the place and a hint, and keeps the one in force', async () => {
    const wrong = structuredClone(program);
    const promotion = wrong.promotions?.[0];
    if (promotion !== undefined) promotion.when = { tiers: ['silvr'] };
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify(wrong));
    const published = await runCli(['hub', 'publish', file, '--hub', shop.hubUrl, '--token', shop.token]);
    expect(published.code).toBe(1);
    expect(published.error).toContain('promotions[0].when.tiers[0]');
    expect(published.error).toContain('silver');
    expect((await statusOf()).pack?.number).toBe(1);
  });
});

describe('an agent that is killed', () => {
  it('answers the same confirm with the stored answer after its restart, booked once', async () => {
    const before = await balancesAgree();
    const operations = journalLength();
    const path = '/v1/receipts/S1-T1-000004';
    const receipt = {
      at: new Date().toISOString(),
      lines: [bread],
      member: 'm1',
      redeem: { wallet: 'main', points: 20 },
    };
    const { net } = quoteSchema.parse((await till.call('PUT', path, receipt)).body).totals;
    const request = {
      operationId: randomUUID(),
      fiscal: { number: '4', time: new Date().toISOString() },
      tenders: [{ type: 'cash', amount: net }],
    };
    await till.restart({
      NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'test/support/die-before-answer.ts')).href}`,
    });
    // Without the hub this chain lets nobody spend points.
    await eventually('the hub is met', async () => ((await statusOf()).mode === 'online' ? true : null));
    await expect(till.call('POST', `${path}/confirm`, request)).rejects.toThrow('fetch failed');
    // Durable already, though the tables have yet to be told: see docs/decisions/0220-a-sale-is-durable-in-one-place-first.md.
    expect(isKept(request.operationId)).toBe(true);
    await till.restart();
    const again = await till.call('POST', `${path}/confirm`, request);
    expect(again).toMatchObject({ status: 200, body: { operationId: request.operationId } });
    expect(confirmResultSchema.parse(again.body).quote.totals).toMatchObject({ net, paidWithPoints: 2000 });
    expect(await till.call('POST', `${path}/confirm`, request)).toEqual(again);
    expect(journalLength()).toBe(operations + 1);

    const other = await till.call('POST', `${path}/confirm`, { ...request, tenders: [] });
    expect(other).toMatchObject({ status: 409, body: { code: 'operation-reused' } });
    const after = await balancesAgree();
    expect(after.operations).toBe(before.operations + 1);
    expect(after.postingsSum).toEqual({ main: 0 });
    // 20 points spent, 1 earned of 34.90 at 5 %.
    expect(after.wallets.main?.balance).toBe((before.wallets.main?.balance ?? 0) - 20 + 1);
  });
});
