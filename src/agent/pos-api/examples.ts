import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import type { Sentence } from '../../contracts/sentence.ts';

/**
 * One call as an integrator would send it. Together, in this order, they make a whole sale and its return, and then show
 * what members, gift cards and managers bring.
 */
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

const operation = (number: number): string => `01939f00-0000-7000-8000-${String(number).padStart(12, '0')}`;
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
const example = (
  method: PosExample['method'],
  call: string,
  path: string,
  body?: unknown,
  about?: readonly [ru: string, en: string],
): PosExample => ({
  method,
  call,
  path: POS_API_PREFIX + path,
  ...(body === undefined ? {} : { body }),
  ...(about === undefined ? {} : { about: { ru: about[0], en: about[1] } }),
});
const fiscal = (number: string) => ({ number, time: '2026-12-05T12:31:00+03:00' });
const at = '2026-12-05T12:30:00+03:00';
const line = (sku: string, price: number, more: object = {}) => ({
  id: '1',
  sku,
  quantity: 1,
  price,
  ...more,
});

/** Anna has points and four of five coffees; a coffee more fills her card, and this purchase lifts her to silver. */
const member = 'm-anna';
const giftCard = 'g-000001';
const cart = '/receipts/:purchaseId';
const sale = (number: number, call = ''): string =>
  `/receipts/S1-T1-${String(number).padStart(6, '0')}${call}`;

const memberExamples: readonly PosExample[] = [
  example('GET', '/members/:id', `/members/${member}`),
  example('PUT', cart, sale(460), { at, member, lines: [line('bread', 20000)] }),
  example('POST', `${cart}/hold`, sale(460, '/hold'), {
    operationId: operation(20),
    wallet: 'main',
    points: 50,
  }),
  example(
    'PUT',
    cart,
    sale(460),
    { at, member, lines: [line('bread', 20000)], redeem: { wallet: 'main', points: 50 } },
    ['оплата удержанными баллами', 'paying with the points that are held'],
  ),
  example(
    'POST',
    `${cart}/confirm`,
    sale(460, '/confirm'),
    {
      operationId: operation(21),
      fiscal: fiscal('000130'),
      tenders: [
        { type: 'card', amount: 10000 },
        { type: 'cash', amount: 5000 },
      ],
    },
    [
      'карта и наличные; в ответе — купон на следующую покупку',
      'card and cash; the answer has a coupon for the next purchase',
    ],
  ),
  example('PUT', cart, sale(461), { at, member, lines: [line('bread', 10000)], coupons: ['SPRING'] }, [
    'с купоном',
    'with a coupon',
  ]),
  example('POST', `${cart}/confirm`, sale(461, '/confirm'), {
    operationId: operation(22),
    fiscal: fiscal('000131'),
    tenders: [{ type: 'cash', amount: 8000 }],
  }),
  example('PUT', cart, sale(462), { at, member, lines: [line('coffee', 2000000, { category: 'coffee' })] }, [
    'последний штамп и следующий уровень',
    'the last stamp and the next tier',
  ]),
  example('POST', `${cart}/confirm`, sale(462, '/confirm'), {
    operationId: operation(23),
    fiscal: fiscal('000132'),
    tenders: [{ type: 'card', amount: 2000000 }],
  }),
];

const giftExamples: readonly PosExample[] = [
  example(
    'PUT',
    cart,
    sale(470),
    { at, member: giftCard, lines: [line('GIFT-1000', 100000, { flags: ['noDiscount', 'noRedeem'] })] },
    ['продажа подарочной карты', 'selling a gift card'],
  ),
  example('POST', `${cart}/confirm`, sale(470, '/confirm'), {
    operationId: operation(30),
    fiscal: fiscal('000140'),
    tenders: [{ type: 'cash', amount: 100000 }],
  }),
  example(
    'PUT',
    cart,
    sale(471),
    { at, member: giftCard, lines: [line('bread', 150000)], redeem: { wallet: 'gift', max: true } },
    ['оплата подарочной картой', 'paying with a gift card'],
  ),
  example(
    'POST',
    `${cart}/confirm`,
    sale(471, '/confirm'),
    { operationId: operation(31), fiscal: fiscal('000141'), tenders: [{ type: 'card', amount: 50000 }] },
    ['чего не хватило на подарочной карте', 'what the gift card could not pay'],
  ),
];

const approval = { staff: 'olga', pin: '845210' };
const managerExamples: readonly PosExample[] = [
  example('GET', '/staff', '/staff'),
  example('POST', `${cart}/approve`, sale(480, '/approve'), {
    operationId: operation(40),
    member: 'irina',
    ...approval,
  }),
  example('PUT', cart, sale(480), { at, member: 'irina', cashier: 'irina', lines: [line('bread', 10000)] }, [
    'карта самого кассира, разрешённая менеджером',
    'the cashier’s own card, allowed by a manager',
  ]),
  example('POST', '/credits', '/credits', {
    operationId: operation(41),
    member,
    wallet: 'main',
    points: 100,
    reason: 'Извинение за очередь',
    approval,
  }),
];

const saleExamples: readonly PosExample[] = [
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
  example('POST', '/drawer/open', '/drawer/open', { operationId: operation(6), approval }),
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

export const posExamples: readonly PosExample[] = [
  ...saleExamples,
  ...memberExamples,
  ...giftExamples,
  ...managerExamples,
];
