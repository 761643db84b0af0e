import { describe, expect, it } from 'vitest';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { memberRecord, page, testPack, testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

const name = (en: string) => ({ ru: `${en} (ru)`, en });
const ten = { type: 'percentOff' as const, percent: 10 };
const offer = (id: string, when: NonNullable<ProgramInput['promotions']>[number]['when']) => ({
  ...{ id, name: name(`Offer ${id}`), when, then: [ten] },
});

const program: ProgramInput = {
  ...testProgram,
  promotions: [
    offer('everybody', { audience: 'members', basket: { minAmount: 900_000 } }),
    offer('used', { segments: ['lapsed'] }),
    offer('dear', { segments: ['lapsed'], to: '2026-12-31T23:59', basket: { minAmount: 900_000 } }),
    offer('others', { segments: ['vip'], basket: { minAmount: 900_000 } }),
    offer('tier', { tiers: ['silver'], basket: { minAmount: 900_000 } }),
    offer('regular', { purchases: { min: 5 }, basket: { minAmount: 900_000 } }),
    offer('fourth', { purchases: { min: 6 }, basket: { minAmount: 900_000 } }),
  ],
};

function tillOf(segments: readonly string[]) {
  const till = openTestTill([memberRecord('m1', { segments: [...segments] })]);
  till.store.sync.apply(page('packs', [['2', testPack(2, program)]]));
  return till;
}
/** The lines of a slip below the heading of the offers, as many as it has. */
function offersOn(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => line.trim() === 'Только для вас');
  return from < 0 ? [] : lines.slice(from + 1).filter((line) => line.includes('Offer'));
}

describe('offers on a slip', () => {
  it('are three at the most: for this member, not for everybody, not used here, with their last day', () => {
    const till = tillOf(['lapsed']);
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const preview = accepted(till.checkout.slipPreview('P1'));
    const { slip } = accepted(till.checkout.confirm('P1', confirmRequest(1)));
    expect(offersOn(slip.lines).map((line) => line.trim())).toEqual([
      'Offer dear (ru), до 31.12.2026',
      'Offer fourth (ru)',
      'Offer regular (ru)',
    ]);
    expect(offersOn(preview.lines)).toEqual(offersOn(slip.lines));
  });

  it('are none for a guest', () => {
    const till = tillOf(['lapsed']);
    accepted(till.checkout.quote('P1', cart({})));
    expect(offersOn(accepted(till.checkout.confirm('P1', confirmRequest(1))).slip.lines)).toEqual([]);
  });
});
