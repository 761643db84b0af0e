import { type ProgramInput, programSchema } from '../../src/contracts/program.ts';
import { memberRecord, page, pointsLot, testPack, testProgram } from './till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from './till-sale.ts';

/** Ten percent from 250 roubles on, which milk and bread only reach together; a stamp for each unit. */
const program: ProgramInput = {
  ...testProgram,
  promotions: [
    {
      id: 'big',
      name: { ru: 'От 250 ₽', en: 'From 250' },
      when: { basket: { of: {}, minAmount: 25_000 } },
      then: [{ type: 'percentOff', percent: 10 }],
    },
  ],
  stampCards: [
    {
      id: 'coffee',
      name: { ru: 'Кофе' },
      of: {},
      target: 10,
      then: { type: 'unitsOff', units: 1, percent: 100 },
    },
  ],
};

/** A till that sold two milks and a bread as `P1` to a member. `spendMinor`: what the member had spent before. */
export function soldTill(more: Partial<ProgramInput> = {}, spendMinor = 0) {
  const member = memberRecord('m1', { lots: [pointsLot('a', 500)], spendMinor, tier: 'bronze' });
  const till = openTestTill([member]);
  till.store.sync.apply(page('packs', [['2', testPack(2, { ...program, ...more })]]));
  const sold = accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart({ member: 'm1' }) })));
  return { till, sold, program: programSchema.parse({ ...program, ...more }) };
}
