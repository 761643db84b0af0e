import type { Goods } from '../../src/contracts/goods.ts';
import type { MemberView } from '../../src/contracts/member-view.ts';
import type { Paper } from '../../src/contracts/paper.ts';
import { refusal, toProblem } from '../../src/contracts/refusal.ts';
import { ladder, type TillStatus } from '../../src/contracts/till-status.ts';
import { usualKeyboardReader } from '../../src/shared/keyboard-reader.ts';
import type { ScriptedAnswer } from './scripted-agent.ts';

export type ScriptedAnswers = (call: string, params: unknown) => ScriptedAnswer | Promise<ScriptedAnswer>;

const wellDevice = { state: 'ready', reason: null, unifiedPos: null } as const;

const article = (
  sku: string,
  name: string,
  category: string,
  priceMinor: number,
  weighed = false,
): Goods => ({
  sku,
  barcodes: [sku],
  name,
  category,
  brand: '',
  tags: [],
  priceMinor,
  vat: '10',
  minPriceMinor: null,
  flags: [],
  weighed,
});

export const scriptedGoods: readonly Goods[] = [
  article('4600000000015', 'Молоко «Луговое» 3,2 %, 930 мл', 'dairy/milk', 8990),
  article('4600000000022', 'Кефир 2,5 %, 900 г', 'dairy/kefir', 9450),
  article('4600000000039', 'Сыр «Российский», 200 г', 'dairy/cheese', 24900),
  article('4600000000046', 'Хлеб бородинский, 400 г', 'bakery/bread', 6200),
  article('4600000000053', 'Батон нарезной', 'bakery/bread', 5400),
  article('4600000000060', 'Яблоки сезонные', 'fruit/apples', 12990, true),
  article('4600000000077', 'Морковь мытая', 'vegetables', 6990, true),
  article('4600000000084', 'Кофе молотый «Утро», 250 г', 'coffee', 54900),
  article('4600000000091', 'Чай чёрный, 100 пак.', 'tea', 31900),
  article('4600000000107', 'Шоколад тёмный 72 %, 90 г', 'sweets/chocolate', 15900),
  article('4600000000114', 'Вода без газа, 1,5 л', 'drinks/water', 5900),
  article('4600000000121', 'Сок апельсиновый, 1 л', 'drinks/juice', 18900),
  article('4600000000138', 'Колбаса докторская, 400 г', 'meat/sausage', 38900),
  article('4600000000145', 'Филе куриное, охл.', 'meat', 42900, true),
  article('4600000000152', 'Средство для посуды, 500 мл', 'household', 17900),
  article('4600000000169', 'Яйца куриные С1, 10 шт.', 'eggs', 11900),
];

export const scriptedMember: MemberView = {
  id: 'm1',
  firstName: 'Анна',
  phoneMasked: '+7 *** ***-12-34',
  cardMasked: '•••• 0017',
  tier: { id: 'silver', name: { ru: 'Серебро', en: 'Silver' } },
  nextTier: { id: 'gold', name: { ru: 'Золото', en: 'Gold' }, missing: 6420000 },
  wallets: [
    {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      scale: 0,
      valueMinor: 100,
      balance: 1250,
      spendable: 1250,
      pending: 0,
      expiringSoon: 120,
    },
  ],
  stamps: { 'coffee-card': 3 },
  birthday: null,
  asOf: '2026-12-05T09:00:00Z',
  provisional: false,
};

export const scriptedStatus: TillStatus = {
  version: '0.1.0',
  chain: 'demo',
  store: 's1',
  till: 't1',
  mode: 'online',
  permits: ladder.online,
  backlog: { count: 0, oldestAt: null },
  quarantine: { count: 0 },
  pack: { number: 12, program: 'demo', activatedAt: '2026-12-01T00:00:00Z' },
  hub: { url: 'http://127.0.0.1:8787', lastContactAt: '2026-12-05T09:00:00Z', problem: null },
  clock: { confidence: 'high', offsetMs: 4 },
  devices: [
    { id: 'scanner-1', kind: 'scanner', ...wellDevice, since: '2026-12-05T08:00:00Z' },
    { id: 'printer-1', kind: 'printer', ...wellDevice, since: '2026-12-05T08:00:00Z' },
  ],
  members: 200,
};

const textLine = (text: string, bold = false, big = 1) => ({
  kind: 'line' as const,
  align: 'left' as const,
  runs: [{ text, bold, underline: false, width: big, height: big }],
});

export const scriptedPaper: Paper = {
  columns: 48,
  items: [
    {
      kind: 'line',
      align: 'center',
      runs: [{ text: 'КОПИЛКА МАРКЕТ', bold: true, underline: false, width: 2, height: 2 }],
    },
    {
      kind: 'line',
      align: 'center',
      runs: [{ text: 'ул. Лесная, 7', bold: false, underline: false, width: 1, height: 1 }],
    },
    { kind: 'line', align: 'left', runs: [] },
    textLine('Молоко «Луговое» 3,2 %         2      143,84'),
    textLine('  Молоко -20 %                        -35,96'),
    textLine('Яблоки сезонные                0,85   110,42'),
    textLine('------------------------------------------------'),
    textLine('ИТОГО                                 803,26', true),
    textLine('Начислено баллов: 40', true),
    textLine('Баланс: 1 290'),
    { kind: 'qr', align: 'center', text: 'https://kopilka.example/c/0017', moduleDots: 6 },
    {
      kind: 'line',
      align: 'center',
      runs: [{ text: 'Спасибо за покупку!', bold: false, underline: false, width: 1, height: 1 }],
    },
    { kind: 'feed', lines: 2 },
    { kind: 'cut' },
  ],
};

type ReceiptParams = {
  purchaseId: string;
  receipt: {
    member: string | null;
    rewards: string[];
    coupons: string[];
    redeem: { max?: true; points?: number } | null;
    lines: { id: string; quantity: number; price: number; category: string }[];
  };
};

/** A quote in the contract's shape with plain rules: milk −20 %, 5 % points for members, half may be paid with them. */
function scriptedQuote({ purchaseId, receipt }: ReceiptParams): object {
  const lines = receipt.lines.map((line) => {
    const gross = Math.round(line.price * line.quantity);
    const discount = line.category.startsWith('dairy/milk') ? Math.round(gross / 5) : 0;
    return { id: line.id, gross, discount, paid: 0 };
  });
  const sum = (pick: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + pick(line), 0);
  const discounted = sum((line) => line.gross - line.discount);
  const max = receipt.member === null ? 0 : Math.min(1250, Math.floor(discounted / 200));
  const asked =
    receipt.redeem === null ? 0 : receipt.redeem.max === true ? max : (receipt.redeem.points ?? 0);
  const points = Math.min(asked, max);
  let left = points * 100;
  for (const line of lines) {
    line.paid = Math.min(left, line.gross - line.discount);
    left -= line.paid;
  }
  const net = discounted - points * 100;
  const earned = receipt.member === null ? 0 : Math.floor(net / 2000);
  const missing = 200000 - discounted;
  return {
    purchaseId,
    pack: 12,
    lines: lines.map((line) => ({
      id: line.id,
      gross: line.gross,
      discounts: line.discount > 0 ? [{ promotion: 'milk-20', amount: line.discount }] : [],
      paidWithPoints: line.paid,
      net: line.gross - line.discount - line.paid,
      earned: { main: 0 },
      split: [],
    })),
    totals: {
      gross: sum((line) => line.gross),
      discount: sum((line) => line.discount),
      paidWithPoints: points * 100,
      net,
      earned: { main: earned },
    },
    redeem: { wallet: 'main', asked, points, max },
    applied: receipt.coupons
      .filter((code) => code === 'AUTUMN')
      .map((coupon) => ({ promotion: 'autumn', amount: 0, points: { main: 0 }, coupon })),
    rejected: [
      ...(missing > 0
        ? [{ promotion: 'big-10', reason: 'basket-amount', missing: { amount: missing } }]
        : []),
      ...(receipt.member === null ? [{ promotion: 'club', reason: 'not-a-member' }] : []),
    ],
    rewards: receipt.rewards.map((reward) => ({ reward, wallet: 'main', cost: 60, amount: 0 })),
    gifts: [],
    coupons: [],
    stamps:
      receipt.member === null || !receipt.lines.some((line) => line.category === 'coffee')
        ? []
        : [{ card: 'coffee-card', earned: 1, used: 0, total: 4, target: 6 }],
    clubs: [],
    tier:
      receipt.member === null
        ? null
        : { id: 'silver', reached: null, provisional: false, next: { id: 'gold', gap: 6420000 - net } },
    messages: [],
    clipped: [],
    earnings: [],
  };
}

const items = [
  ['card-anna', 'card', 'Карта Анны', 'Anna’s card', '2900000000179'],
  ['card-code', 'card', 'Карта Ивана', 'Ivan’s card', 'KP0000000042'],
  ['phone', 'phone', 'Телефон', 'Phone', '+7 916 123-12-34'],
  ['app', 'app', 'Приложение', 'App', 'kopilka:card:…0017'],
  ['unknown', 'unknown', 'Чужая карта', 'Foreign card', '2900000009998'],
  ['bank', 'bank-card', 'Банковская', 'Bank card', '•••• 4242'],
  ['g-milk', 'goods', 'Молоко', 'Milk', '4600000000015'],
  ['g-apple', 'goods', 'Яблоки', 'Apples', '4600000000060'],
  ['g-coffee', 'goods', 'Кофе', 'Coffee', '4600000000084'],
] as const;

/** Answers as a healthy demo till would give; `override` decides first. */
export function scriptedAnswers(override: ScriptedAnswers = () => undefined): ScriptedAnswers {
  let purchases = 450;
  let quote: object | null = null;
  let memberId: string | null = null;
  return async (call, params) => {
    const chosen = await override(call, params);
    if (chosen !== undefined) return chosen;
    const given = params as Record<string, unknown>;
    switch (call) {
      case 'hello':
        return {
          result: {
            protocol: 1,
            version: '0.1.0',
            chainName: 'Копилка Маркет',
            storeName: 'Магазин на Лесной',
            tillName: 'Касса 1',
            currency: 'RUB',
            language: 'ru',
            bench: true,
            cable: true,
            keyboards: [usualKeyboardReader],
          },
        };
      case 'status':
        return { result: scriptedStatus };
      case 'program.names':
        return {
          result: {
            pack: 12,
            promotions: {
              'milk-20': { ru: 'Молоко −20 %', en: 'Milk −20%' },
              'free-bread': { ru: 'Хлеб в подарок', en: 'A free loaf' },
              'free-coffee': { ru: 'Кофе в подарок', en: 'Free coffee' },
              'coffee-card': { ru: 'Шестой кофе в подарок', en: 'Sixth coffee free' },
              autumn: { ru: 'Осенний купон', en: 'Autumn coupon' },
              'big-10': { ru: 'скидка 10 % от 2 000 ₽', en: '10% off from ₽2,000' },
            },
            tiers: { silver: { ru: 'Серебро', en: 'Silver' }, gold: { ru: 'Золото', en: 'Gold' } },
            scales: { main: 0 },
            paying: ['main'],
            wallets: { main: { ru: 'баллы', en: 'points' } },
            rewards: [
              { id: 'free-bread', wallet: 'main', cost: 60 },
              { id: 'free-coffee', wallet: 'main', cost: 5000 },
            ],
            stampCards: [{ id: 'coffee-card', target: 6 }],
            coupons: true,
          },
        };
      case 'identify': {
        const typed = String(given.scan ?? given.phone ?? given.card);
        if (typed.startsWith('46')) return { result: { result: 'not-loyalty', code: typed } };
        if (/12.?34$/.test(typed) || typed === '2900000000179') {
          return { result: { result: 'member', member: scriptedMember } };
        }
        if (typed.startsWith('4')) return { result: { result: 'payment-card' } };
        return { result: { result: 'unknown', identifier: typed } };
      }
      case 'goods.search': {
        const text = String(given.text).toLowerCase();
        return { result: { goods: scriptedGoods.filter((one) => one.name.toLowerCase().includes(text)) } };
      }
      case 'goods.byCode':
        return { result: { goods: scriptedGoods.find((one) => one.sku === given.code) ?? null } };
      case 'receipt.new':
        return { result: { purchaseId: `S1-T1-${String(++purchases).padStart(6, '0')}` } };
      case 'receipt.quote': {
        const asked = params as ReceiptParams;
        memberId = asked.receipt.member;
        quote = scriptedQuote(asked);
        return { result: quote };
      }
      case 'receipt.slip':
        return { result: { paper: scriptedPaper } };
      case 'receipt.confirm':
        return {
          result: {
            purchaseId: given.purchaseId,
            operationId: given.operationId,
            quote,
            member: memberId === null ? null : scriptedMember,
            slip: {
              lines: scriptedPaper.items.flatMap((item) =>
                item.kind === 'line' ? [item.runs.map((run) => run.text).join('')] : [],
              ),
              escpos: '',
            },
            paper: scriptedPaper,
          },
        };
      case 'receipt.cancel':
        return {
          result: { purchaseId: given.purchaseId, operationId: given.operationId, state: 'cancelled' },
        };
      case 'receipt.open':
        return { result: { receipts: [] } };
      case 'receipt.printed':
        return { result: { state: 'confirmed', reason: null } };
      case 'receipt.reprint':
        return { result: {} };
      case 'bench.items':
        return {
          result: {
            items: items.map(([id, kind, ru, en, printed]) => ({ id, kind, label: { ru, en }, printed })),
          },
        };
      case 'bench.paper':
        return { result: { papers: [] } };
      case 'bench.scan':
      case 'bench.network':
        return { result: {} };
      default:
        return { problem: toProblem(refusal('not-found', call), 'ru') };
    }
  };
}
