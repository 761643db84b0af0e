import { createHmac } from 'node:crypto';
import { type Checkout, createCheckout } from '../../src/checkout/checkout.ts';
import type { CheckoutPorts, SaleStore } from '../../src/checkout/ports.ts';
import {
  type ConfirmRequest,
  type PosReceipt,
  type PosReceiptInput,
  posReceiptSchema,
} from '../../src/contracts/pos-api.ts';
import type { MemberRecord } from '../../src/contracts/sync.ts';
import type { Mode } from '../../src/contracts/till-status.ts';
import { demoRecogniserRules } from '../../src/drivers/recogniser/demo-rules.ts';
import { recognise } from '../../src/drivers/recogniser/recognise.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import type { Clock } from '../../src/shared/ports.ts';
import { err } from '../../src/shared/result.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import { russianPhones } from './russian-phones.ts';
import { stockedStore } from './till-fixtures.ts';
import { handClock, seededRandom } from './till-pieces.ts';

export const phoneHash = (e164: string): string =>
  createHmac('sha256', Buffer.from('cGhvbmUta2V5', 'base64')).update(e164).digest('hex');

/** The checkout over a real store, with the real recogniser and slip compiler. */
export function checkoutOver(store: SaleStore, clock: Clock, more: Partial<CheckoutPorts> = {}): Checkout {
  return createCheckout({
    store,
    clock,
    random: seededRandom('sale'),
    bootId: 'boot-1',
    mode: () => 'online',
    language: () => 'ru',
    recognise: (text, aim) => recognise({ text, aim }, demoRecogniserRules, russianPhones),
    phoneHash,
    printing: () => ({ profile: epson, own: true }),
    askPurchase: async () => err('no hub in this test'),
    ...more,
  });
}

export type TestTill = {
  readonly store: TillStore;
  readonly path: string;
  readonly clock: ReturnType<typeof handClock>;
  readonly checkout: Checkout;
  /** The rung of the ladder on which the till stands; tests move it. */
  mode: Mode;
};

/** An enrolled till that knows these members and has just heard from the hub. */
export function openTestTill(members: readonly MemberRecord[], more: Partial<CheckoutPorts> = {}): TestTill {
  const clock = handClock();
  const { store, path } = stockedStore(members, { clock });
  const till: TestTill = {
    store,
    path,
    clock,
    mode: 'online',
    checkout: checkoutOver(store, clock, { mode: () => till.mode, ...more }),
  };
  return till;
}

/** Two litres of milk at 89.90 (20 % off) and a loaf at 100.00: gross 279.80, net 243.84 before points. */
export const cart = (more: Partial<PosReceiptInput> = {}): PosReceipt =>
  posReceiptSchema.parse({
    at: '2026-12-05T12:30:00+03:00',
    lines: [
      {
        id: '1',
        sku: '4600000000015',
        name: 'Молоко',
        category: 'dairy/milk',
        quantity: 2,
        price: 8990,
        vat: '10',
      },
      { id: '2', sku: 'b-1', name: 'Хлеб', category: 'bread', quantity: 1, price: 10000, vat: '10' },
    ],
    ...more,
  });

let fiscalNumber = 0;

export const operationIdOf = (number: number): string =>
  `01939f00-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** A confirm request with a fiscal receipt of its own. */
export function confirmRequest(operation: number, more: Partial<ConfirmRequest> = {}): ConfirmRequest {
  fiscalNumber += 1;
  return {
    operationId: operationIdOf(operation),
    fiscal: { number: String(fiscalNumber), time: '2026-12-05T12:31:00+03:00' },
    tenders: [],
    ...more,
  };
}

/** The value of a result that must be good. */
export function accepted<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'done' : result.error.code;
