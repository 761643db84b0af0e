import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { managedCouponSchema } from '../../src/contracts/manage.ts';
import { memberDetailsSchema } from '../../src/contracts/member-details.ts';
import { confirmResultSchema, identifyResultSchema } from '../../src/contracts/pos-api.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { type PrinterEmulator, startPrinterEmulator } from '../support/printer-emulator.ts';
import { qrCodesOf } from '../support/printer-emulator-picture.ts';
import { eventually, runCli } from '../support/processes.ts';
import { root } from '../support/repository.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';

const program: ProgramInput = {
  schema: 1,
  id: 'e2e',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  promotions: [
    {
      id: 'next',
      name: { ru: 'Купон', en: 'Coupon' },
      when: { basket: { minAmount: 100_000 } },
      then: [{ type: 'coupon', series: 'NEXT', validDays: 14 }],
    },
    {
      id: 'with-coupon',
      name: { ru: 'Скидка по купону', en: 'Coupon discount' },
      stage: 'receipt',
      when: { coupon: { series: 'NEXT' } },
      then: [{ type: 'percentOff', percent: 10 }],
    },
  ],
};
const CARD = '2900000000018';
const membersCsv = `id,phone,cards,firstName,joinedAt\nm1,+79000001001,${CARD},Анна,2025-01-10\n`;

let folder: string;
let shop: Shop;
let first: TillProcess;
let second: TillProcess;
let printer: PrinterEmulator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-coupons-'));
  printer = await startPrinterEmulator();
  shop = await openShop({ folder, program, membersCsv });
  first = await shop.addTill('t1', {
    devices: {
      printer: { id: 'printer', transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
    },
  });
  second = await shop.addTill('t2', { printing: 'register' });
});

afterAll(async () => {
  await shop?.close();
  await printer?.close();
  rmSync(folder, { recursive: true, force: true });
});

const receipt = (priceMinor: number, coupons: readonly string[] = []) => ({
  at: new Date().toISOString(),
  member: 'm1',
  lines: [{ id: '1', sku: 'lamp', quantity: 1, price: priceMinor }],
  coupons,
});
const confirmation = (number: string) => ({
  operationId: randomUUID(),
  fiscal: { number, time: new Date().toISOString() },
  tenders: [],
});
const quoteAt = async (till: TillProcess, purchase: string, body: object) =>
  quoteSchema.parse((await till.call('PUT', `/v1/receipts/${purchase}`, body)).body);
const identifyAt = async (till: TillProcess, scan: string) =>
  identifyResultSchema.parse((await till.call('POST', '/v1/identify', { scan })).body);
/** The coupon's state at a till, once it is the wanted one. */
const stateAt = (till: TillProcess, scan: string, wanted: string) =>
  eventually(`the coupon is ${wanted}`, async () => {
    const seen = await identifyAt(till, scan);
    return seen.result === 'coupon' && seen.state === wanted ? seen : null;
  });

it('a coupon of one till, printed with its QR by a till that was killed, is taken by another, once', async () => {
  const path = '/v1/receipts/S1-T1-1';
  await eventually('the first till knows the member', async () => {
    const answer = await first.call('GET', '/v1/members/m1');
    return answer.status === 200 ? true : null;
  });
  expect((await quoteAt(first, 'S1-T1-1', receipt(120_000))).coupons).toMatchObject([{ series: 'NEXT' }]);
  const request = confirmation('1');
  await first.restart({
    NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'test/support/die-before-answer.ts')).href}`,
  });
  await expect(first.call('POST', `${path}/confirm`, request)).rejects.toThrow('fetch failed');
  await first.restart();
  const told = await first.call('POST', `${path}/confirm`, request);
  const [coupon, ...others] = confirmResultSchema.parse(told.body).coupons;
  expect(others).toEqual([]);
  const code = coupon?.code ?? expect.fail('no coupon was made');
  expect(await first.call('POST', `${path}/confirm`, request)).toEqual(told);
  const held = memberDetailsSchema.parse((await first.call('GET', '/v1/members/m1')).body);
  expect(held.coupons).toMatchObject([{ code, state: 'valid' }]);

  // The paper that came out of the printer carries the QR that any till reads.
  const printed = await printer.waitForSlip(0);
  const qr = qrCodesOf(printed)[0] ?? expect.fail('no QR on the slip');
  expect(qr).toBe(`kopilka:coupon:${code}`);

  await stateAt(second, qr, 'valid');
  const quote = await quoteAt(second, 'S1-T2-1', receipt(50_000, [code]));
  expect(quote.totals).toMatchObject({ gross: 50_000, discount: 5000, net: 45_000 });
  expect(quote.givenCoupons).toEqual([{ code, state: 'applied' }]);
  const used = await second.call('POST', '/v1/receipts/S1-T2-1/confirm', confirmation('2'));
  expect(used.status).toBe(200);
  const again = await quoteAt(second, 'S1-T2-2', receipt(50_000, [code]));
  expect(again.givenCoupons).toEqual([{ code, state: 'used' }]);

  await stateAt(first, qr, 'used');
  const known = managedCouponSchema.parse(await shop.manage(`/v1/manage/coupons/${code}`));
  expect(known).toMatchObject({
    state: 'used',
    flag: null,
    issuedBy: { till: 't1', purchaseId: 'S1-T1-1' },
    uses: [{ till: 't2', purchaseId: 'S1-T2-1', netMinor: 45_000 }],
  });
  const shown = await runCli(['hub', 'coupons', code, '--hub', shop.hubUrl, '--token', shop.token]);
  expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('used  till t2') });
  const flagged = await runCli(['hub', 'coupons', '--hub', shop.hubUrl, '--token', shop.token]);
  expect(flagged.out).toContain('No coupon needs a look.');
});
