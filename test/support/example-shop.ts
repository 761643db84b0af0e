import { createPrintOnDemand } from '../../src/agent/print-on-demand.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { giftPromotion, giftWallet } from './gift-card-program.ts';
import { servePosApi } from './pos-server.ts';
import { openStaffedTill } from './staffed-till.ts';
import { memberRecord, page, pointsLot, testPack, testProgram } from './till-fixtures.ts';

/** Everything that the examples of the documentation speak of. */
const program: ProgramInput = {
  ...testProgram,
  wallets: [...(testProgram.wallets ?? []), giftWallet],
  stampCards: [
    {
      id: 'coffee',
      name: { ru: 'Шестой кофе', en: 'The sixth coffee' },
      of: { category: ['coffee'] },
      target: 5,
      then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['coffee'] } },
    },
  ],
  promotions: [
    ...(testProgram.promotions ?? []),
    {
      id: 'next-purchase',
      name: { ru: 'Купон на следующую покупку', en: 'A coupon for the next purchase' },
      when: { basket: { minAmount: 20_000 }, audience: 'members' },
      then: [{ type: 'coupon', series: 'next', validDays: 14 }],
    },
    {
      id: 'spring',
      name: { ru: 'Весна', en: 'Spring' },
      stage: 'receipt',
      when: { coupon: 'SPRING' },
      then: [{ type: 'percentOff', percent: 20 }],
    },
    giftPromotion,
  ],
};

/** A till with staff, members and a gift card as in the examples, behind its real API. */
export async function openExampleShop(language: 'ru' | 'en' = 'en') {
  const anna = {
    ...{ tier: 'bronze', spendMinor: 1_500_000, stamps: { coffee: 4 }, cards: ['2900000000018'] },
    lots: [pointsLot('a', 500)],
  };
  const members = [
    memberRecord('m-anna', anna),
    memberRecord('irina', { cards: ['2900000000100'] }),
    memberRecord('g-000001', {
      kind: 'gift',
      firstName: null,
      tier: null,
      spendMinor: 0,
      cards: ['2900000000049'],
    }),
  ];
  const till = await openStaffedTill(members, { ownCard: 'pin' }, undefined, {
    drawer: { state: () => 'ready', open: async () => true },
  });
  till.store.sync.apply(page('packs', [['2', testPack(2, program)]]));
  const print = createPrintOnDemand({
    ...{ store: till.store, clock: till.clock, language: () => language, profile: () => epson },
    printQueued: () => undefined,
  });
  return { till, print, ...(await servePosApi(till.checkout, language, print)) };
}
