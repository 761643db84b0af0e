import { describe, expect, it } from 'vitest';
import { demoProgram } from '../../../src/cli/demo/program.ts';
import { effectSchema } from '../../../src/contracts/effects.ts';
import { type ProgramInput, programSchema } from '../../../src/contracts/program.ts';
import { describeProgram } from '../../../src/loyalty/describe/program.ts';
import { programTemplates } from '../../../src/loyalty/templates/registry.ts';

const bare: ProgramInput = { ...demoProgram, promotions: [], rewards: [], stampCards: [] };

/** The words of one promotion, its own part of the program's. */
function wordsOf(promotion: NonNullable<ProgramInput['promotions']>[number], language: 'ru' | 'en') {
  const program = programSchema.parse({ ...bare, promotions: [promotion] });
  const [rule] = describeProgram(program, language).promotions;
  if (rule === undefined) throw new Error('no words');
  return { ...rule, gives: rule.gives.map(plain), when: rule.when.map(plain) };
}
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const name = { ru: 'Имя', en: 'Name' };
type Effects = NonNullable<ProgramInput['promotions']>[number]['then'];

const of = { category: ['dairy'] };
/** One effect of every kind, and what a person reads of it. */
const kinds: readonly (readonly [Effects[number], string, string])[] = [
  [
    { type: 'percentOff', percent: 12.5, of, maxAmount: 50000 },
    '−12,5 %: категории dairy, не больше 500 ₽',
    '−12.5%: categories dairy, at most 500 ₽',
  ],
  [
    { type: 'amountOff', amount: 1050, per: 'unit', of: {} },
    '−10,50 ₽ с каждой штуки',
    '−10.50 ₽ off each item',
  ],
  [{ type: 'fixedPrice', price: 9900, of: { sku: ['7'] } }, 'Цена 99 ₽: артикулы 7', 'Price 99 ₽: items 7'],
  [
    { type: 'buyGet', buy: { of, quantity: 2 }, get: { of: {}, quantity: 1 } },
    'За 2 штуки (категории dairy) бесплатно: 1 штука (все товары)',
    'Buy 2 items (categories dairy), get free: 1 item (all goods)',
  ],
  [
    {
      type: 'bundle',
      items: [
        { of, quantity: 1 },
        { of: { brand: ['Лён'] }, quantity: 5 },
      ],
      price: 30000,
    },
    'Набор за 300 ₽: 1 штука (категории dairy) + 5 штук (марки Лён)',
    'A set for 300 ₽: 1 item (categories dairy) + 5 items (brands Лён)',
  ],
  [
    { type: 'unitsOff', units: 1, percent: 50, of: {} },
    '−50 %: 1 штука (самые дешёвые)',
    '−50%: 1 item (the cheapest)',
  ],
  [
    {
      type: 'ladder',
      by: 'amount',
      of: {},
      steps: [
        { from: 100000, percent: 5 },
        { from: 200000, percent: 10 },
      ],
    },
    'Скидка ступенями: от 1 000 ₽ – 5 %; от 2 000 ₽ – 10 %',
    'A discount by steps: from 1,000 ₽ 5%; from 2,000 ₽ 10%',
  ],
  [
    { type: 'points', wallet: 'main', multiply: 2, of },
    'Баллов больше: ×2: категории dairy',
    'More points: ×2: categories dairy',
  ],
  [{ type: 'gift', sku: '77', quantity: 2 }, 'Подарок: артикул 77 × 2', 'A gift: item 77 × 2'],
  [
    { type: 'coupon', series: 'NEXT', validDays: 21 },
    'Купон «NEXT» на следующую покупку, действует 21 день',
    'A coupon "NEXT" for the next purchase, valid 21 days',
  ],
  [
    { type: 'stamp', card: 'coffee', count: 2 },
    '+2 наклейки на карту «coffee»',
    '+2 stamps on the card "coffee"',
  ],
  [
    { type: 'message', text: { ru: 'Спасибо', en: 'Thanks' }, where: 'cashier' },
    'Кассиру: «Спасибо»',
    'To the cashier: "Thanks"',
  ],
];

describe('a program in words', () => {
  it.each(kinds)('says what %o gives', (effect, ru, en) => {
    const promotion = { id: 'p', name, then: [effect] };
    expect(wordsOf(promotion, 'ru').gives).toEqual([ru]);
    expect(wordsOf(promotion, 'en').gives).toEqual([en]);
  });

  it('has words for every kind of effect there is', () => {
    const known = effectSchema.options.map((option) => option.shape.type.value).toSorted();
    expect([...new Set(kinds.map(([{ type }]) => type))].toSorted()).toEqual(known);
  });

  it('says when, for whom and how often', () => {
    const { when, limits, period } = wordsOf(
      {
        id: 'p',
        name,
        exclusive: true,
        when: {
          from: '2026-12-01T00:00',
          to: '2026-12-31T23:59',
          weekdays: [1, 5],
          hours: [['08:00', '11:00']],
          audience: 'members',
          tiers: ['gold'],
          purchases: { min: 2 },
          basket: { minAmount: 150000 },
        },
        then: [{ type: 'percentOff', percent: 5 }],
        limit: { perMember: 2, perMemberDays: 30 },
      },
      'ru',
    );
    expect(period).toBe('с 01.12.2026 00:00 по 31.12.2026 23:59');
    expect(when.slice(1)).toEqual([
      'пн, пт',
      '08:00–11:00',
      'участникам программы',
      'уровни «Золото»',
      'покупок раньше: от 2',
      'в чеке от 1 500 ₽',
    ]);
    expect(limits).toEqual(['участнику 2 раза за 30 дней', 'не складывается с другими']);
  });

  it('says of every ready program everything, without a gap, in both languages', () => {
    for (const { id, program } of programTemplates) {
      const parsed = programSchema.parse(program);
      for (const language of ['ru', 'en'] as const) {
        const { promotions, others } = describeProgram(parsed, language);
        expect(promotions, id).toHaveLength(parsed.promotions.length);
        const texts = [
          ...others,
          ...promotions.flatMap(({ gives, when, limits }) => [...gives, ...when, ...limits]),
        ];
        for (const text of texts) expect(text, id).not.toMatch(/undefined|null|NaN|\[object|^\s*$/);
        if (language === 'en') for (const text of others) expect(text, id).not.toMatch(/[а-яё]/i);
      }
    }
  });
});
