import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import type { Sentence } from '../../contracts/sentence.ts';

/** One call as an integrator would send it. Together, in this order, they make a whole sale and its return. */
export type PosExample = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The call in the document, after `/v1`, parameters as `:name`. */
  readonly call: string;
  /** The address as sent. */
  readonly path: string;
  readonly body?: unknown;
  /** What it shows, where a call has several. */
  readonly about?: Sentence;
};

const operation = (number: number): string => `01939f00-0000-7000-8000-00000000000${number}`;
const lines = [
  {
    id: '1',
    sku: '4600000000015',
    name: 'Молоко 3,2 %',
    category: 'dairy/milk',
    quantity: 2,
    price: 8990,
    vat: '10',
  },
  { id: '2', sku: '2200000000033', name: 'Яблоки', category: 'fruit', quantity: 0.456, price: 14990 },
];
const consent = {
  text: 'Согласен на обработку персональных данных',
  version: '2026-01',
  at: '2026-12-05T12:20:00+03:00',
};
const example = (method: PosExample['method'], call: string, path: string, body?: unknown): PosExample => ({
  method,
  call,
  path: POS_API_PREFIX + path,
  ...(body === undefined ? {} : { body }),
});

export const posExamples: readonly PosExample[] = [
  example('GET', '/status', '/status'),
  example('POST', '/identify', '/identify', { phone: '8 912 345-67-89' }),
  example('POST', '/members', '/members', {
    operationId: operation(1),
    phone: '8 912 345-67-89',
    firstName: 'Анна',
    birthday: '--12-06',
    consent,
  }),
  example('PUT', '/receipts/:purchaseId', '/receipts/S1-T1-000451', {
    at: '2026-12-05T12:30:00+03:00',
    lines,
  }),
  example('GET', '/receipts', '/receipts?state=open'),
  example('POST', '/receipts/:purchaseId/confirm', '/receipts/S1-T1-000451/confirm', {
    operationId: operation(2),
    fiscal: { number: '000123', time: '2026-12-05T12:31:00+03:00' },
    tenders: [],
  }),
  example('POST', '/print', '/print', { operationId: operation(5), slip: 'S1-T1-000451' }),
  example('POST', '/devices/check', '/devices/check', {}),
  example('POST', '/returns/preview', '/returns/preview', {
    purchaseId: 'S1-T1-000451',
    lines: [{ id: '1', quantity: 1 }],
  }),
  example('POST', '/returns', '/returns', {
    operationId: operation(3),
    returnId: 'R-000007',
    purchaseId: 'S1-T1-000451',
    lines: [{ id: '1', quantity: 1 }],
  }),
  example('PUT', '/receipts/:purchaseId', '/receipts/S1-T1-000452', {
    at: '2026-12-05T12:40:00+03:00',
    lines,
  }),
  example('POST', '/receipts/:purchaseId/cancel', '/receipts/S1-T1-000452/cancel', {
    operationId: operation(4),
  }),
];
