import fc from 'fast-check';
import type { z } from 'zod';
import type { effectSchema } from '../../src/contracts/effects.ts';
import { type Member, memberSchema } from '../../src/contracts/member.ts';
import { type Program, programSchema } from '../../src/contracts/program.ts';
import type { whenSchema } from '../../src/contracts/promotion.ts';
import { type QuoteContext, quoteContextSchema } from '../../src/contracts/quote-context.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { discounts, lines, programs, receiptOf, selectors } from './random-loyalty.ts';

// Random programs, members and receipts with all that comes after the discounts of promotions, and all that asks when
// and where: rewards, stamp cards, texts, tiers to climb, stores, hours, weekdays, birthdays, time zones.

type EffectInput = z.input<typeof effectSchema>;
type WhenInput = z.input<typeof whenSchema>;

const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null, freq: 2 });

const days = ['2026-12-05', '2026-12-31', '2027-01-01', '2027-02-28', '2028-02-28', '2028-02-29'];
const clocks = ['00:00', '02:30', '10:00', '13:59', '14:00', '22:00', '23:59'];
const minute = fc.tuple(fc.constantFrom(...days), fc.constantFrom(...clocks)).map((parts) => parts.join('T'));
const hours = fc.oneof(
  fc.constantFrom<[string, string]>(['00:00', '24:00'], ['10:00', '14:00'], ['22:00', '02:30']),
  fc.tuple(fc.constantFrom(...clocks), fc.constantFrom(...clocks, '24:00')),
);
const bound = fc.constantFrom(null, 0, 1, 3, 30);
const range = fc.oneof(fc.constantFrom({ min: 0 }, { max: 1000 }), fc.record({ min: bound, max: bound }));

/** Hours, on every day or on some. */
const rhythms = fc
  .tuple(
    fc.array(hours, { minLength: 1, maxLength: 2 }),
    fc.option(fc.subarray([1, 3, 4, 5, 6, 7]), { nil: null }),
  )
  .map(([list, weekdays]): WhenInput => (weekdays === null ? { hours: list } : { hours: list, weekdays }));

/** One condition of when, where or who. */
const conditions: fc.Arbitrary<WhenInput> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ from: seldom(minute), to: seldom(minute) }) },
  {
    weight: 1,
    arbitrary: fc
      .subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 })
      .map((weekdays): WhenInput => ({ weekdays })),
  },
  { weight: 3, arbitrary: rhythms },
  { weight: 1, arbitrary: fc.subarray(['s1', 's2', 's3']).map((stores): WhenInput => ({ stores })) },
  {
    weight: 2,
    arbitrary: fc.subarray(['one', 'two', 'three'], { minLength: 1 }).map((tiers): WhenInput => ({ tiers })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ before: fc.constantFrom(0, 1, 3, 180), after: fc.constantFrom(0, 1, 7, 180) })
      .map((birthday): WhenInput => ({ birthday })),
  },
  { weight: 3, arbitrary: range.map((memberForDays): WhenInput => ({ memberForDays })) },
  { weight: 1, arbitrary: range.map((purchases): WhenInput => ({ purchases })) },
);

const texts = fc
  .array(
    fc.constantFrom(
      '{member.firstName}, спасибо!',
      'Здравствуйте, {member.firstName}!',
      'баланс {points.balance}, начислено {points.earned}, сгорит {points.expiringSoon}',
      'уровень {tier.name}; до следующего {tier.nextGap}.',
      'вы сберегли {amount.saved}',
      'ждём вас',
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) => ({ ru: parts.join(' '), en: `EN ${parts.join(' ')}` }));

const effects: fc.Arbitrary<EffectInput> = fc.oneof(
  fc.record({
    type: fc.constant('stamp' as const),
    card: fc.constantFrom('tea', 'tea', 'cake'),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({
    type: fc.constant('message' as const),
    text: texts,
    where: fc.constantFrom('receipt' as const, 'cashier' as const, 'display' as const),
  }),
);

const additions = fc.array(
  fc.record({
    when: fc.option(conditions, { nil: null, freq: 4 }),
    /** In place of the other conditions, so that this one decides. */
    only: fc.boolean(),
    effect: seldom(effects),
    alone: fc.boolean(),
    text: seldom(fc.record({ receipt: texts, display: seldom(texts) })),
  }),
  { minLength: 6, maxLength: 6 },
);

type Addition = typeof additions extends fc.Arbitrary<(infer T)[]> ? T : never;

const card = fc.record({
  of: selectors,
  target: fc.integer({ min: 1, max: 6 }),
  then: fc.oneof(
    discounts,
    fc.record({ type: fc.constant('unitsOff' as const), percent: fc.constant(100), units: fc.constant(1) }),
  ),
});
const reward = fc.record({
  wallet: fc.constantFrom('main', 'main', 'fine'),
  cost: fc.constantFrom(1, 5, 20, 40),
  then: discounts,
});

const tiers = fc
  .record({ discountPercent: fc.constantFrom(0, 0, 5), wallet: fc.constantFrom('main', 'fine') })
  .map(({ discountPercent, wallet }) => [
    { id: 'two', name: { ru: 'Второй', en: 'Second' }, from: 3000, earnPercent: 5, wallet },
    { id: 'three', name: { ru: 'Третий' }, from: 6000, earnPercent: 7.5, discountPercent },
  ]);

/** A random program with rewards, stamp cards, three tiers, texts, and conditions of time and place. */
export const programsOfShops: fc.Arbitrary<Program> = fc
  .record({
    program: programs,
    added: additions,
    cards: fc.tuple(card, card),
    rewards: fc.tuple(reward, reward, reward),
    tiers,
    timezone: fc.constantFrom('Europe/Moscow', 'Asia/Kamchatka', 'America/St_Johns'),
    rule: fc.constantFrom(null, { by: 'spend' as const }, { by: 'purchases' as const }),
    conflict: fc.constantFrom('best' as const, 'best' as const, 'priority' as const),
    activateAfterDays: fc.constantFrom(0, 14),
  })
  .map(({ program, added, cards, rewards, tiers: more, timezone, rule, conflict, activateAfterDays }) =>
    programSchema.parse({
      ...program,
      timezone,
      defaults: { conflict },
      wallets: program.wallets.map((wallet) => ({ ...wallet, activateAfterDays })),
      tiers: [
        ...program.tiers,
        // By purchases a few are enough.
        ...more.map((tier) => ({ ...tier, from: rule?.by === 'purchases' ? tier.from / 1500 : tier.from })),
      ],
      tierRule: rule,
      stampCards: cards.map((one, i) => ({ ...one, id: ['tea', 'cake'][i] })),
      rewards: rewards.map((one, i) => ({ ...one, id: `r${i}` })),
      promotions: program.promotions.map((promotion, i) => {
        const { when, only, effect, alone, text } = added[i] as Addition;
        const then = effect === null ? promotion.then : alone ? [effect] : [...promotion.then, effect];
        return {
          ...promotion,
          when: only && when !== null ? when : { ...promotion.when, ...when },
          then,
          text,
        };
      }),
    }),
  );

const points = fc.record({ spendable: fc.integer({ min: -5, max: 80 }), expiringSoon: fc.nat({ max: 9 }) });

/** A guest, or a member somewhere on the way: birthdays at the ends of months, stamps, money spent. */
export const climbers: fc.Arbitrary<Member | null> = fc.option(
  fc
    .record({
      tier: fc.constantFrom('one', 'two', 'three', 'gone', null),
      spend: fc.constantFrom(0, 1500, 2999, 5900, 9000),
      purchases: fc.constantFrom(0, 1, 3),
      joinedAt: fc.constantFrom(null, '2026-12-05', '2026-12-04', '2026-11-05', '2028-03-01'),
      birthday: fc.constantFrom(null, '--02-29', '1990-12-31', '--01-01', '2000-02-28', '--12-05'),
      firstName: fc.constantFrom(null, 'Анна'),
      stamps: fc.record({ tea: fc.nat({ max: 8 }), cake: fc.nat({ max: 8 }) }, { requiredKeys: [] }),
      wallets: fc.record({ main: points, fine: points }),
    })
    .map((drawn) => memberSchema.parse({ id: 'm1', ...drawn })),
  { nil: null, freq: 7 },
);

const requests = fc.oneof(
  fc.constant(null),
  fc.constant({ wallet: 'main', max: true as const }),
  fc.record({ wallet: fc.constantFrom('main', 'fine'), points: fc.nat({ max: 40 }) }),
);

/** A small cart at some hour in some store, sometimes with rewards chosen and points to pay. */
export const receiptsOfShops: fc.Arbitrary<Receipt> = fc
  .record({
    list: fc.array(lines, { minLength: 1, maxLength: 5 }),
    redeem: requests,
    moment: minute,
    seconds: fc.constantFrom('00', '59.999'),
    offset: fc.constantFrom('+03:00', 'Z', '+12:00', '-03:30'),
    store: fc.constantFrom('s1', 's2'),
    rewards: fc.array(fc.constantFrom('r0', 'r0', 'r0', 'r1', 'r2', 'none'), { maxLength: 4 }),
  })
  .map(({ list, redeem, moment, seconds, offset, store, rewards }) => ({
    ...receiptOf(list, redeem),
    at: `${moment}:${seconds}${offset}`,
    store,
    rewards,
  }));

/** With or without an allowance; every promotion is to be explained. */
export const allowances: fc.Arbitrary<QuoteContext> = fc
  .option(fc.record({ main: fc.nat({ max: 50 }) }), { nil: null, freq: 3 })
  .map((allowance) => quoteContextSchema.parse({ explain: 'all', allowance }));
