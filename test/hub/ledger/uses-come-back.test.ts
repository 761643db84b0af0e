import { describe, expect, it } from 'vitest';
import { programSchema } from '../../../src/contracts/program.ts';
import type { ReturnOperation } from '../../../src/contracts/sync.ts';
import { usedAtAfter } from '../../../src/hub/ledger/promotion-limits.ts';
import { program as written } from '../support/program.ts';
import { returnOperation } from '../support/return-operation.ts';

const dayMs = 86_400_000;
const startMs = Date.parse('2026-12-01T09:30:00Z');
const atDay = (day: number): number => startMs + day * dayMs;
const program = programSchema.parse({
  ...written,
  promotions: [
    {
      id: 'monthly',
      name: { ru: 'Скидка', en: 'Off' },
      limit: { perMember: 2, perMemberDays: 30 },
      then: [{ type: 'percentOff', percent: 10, of: {} }],
    },
  ],
});
const returned = (purchasedMs: number): ReturnOperation =>
  returnOperation(purchasedMs, { used: ['monthly'] });

/** Days of the uses left after the purchase of a day came back on another. */
function left(usedOn: readonly number[], boughtOn: number, backOn: number, driftMs = 0): number[] {
  const nowMs = atDay(backOn);
  const before = { monthly: usedOn.map(atDay) };
  const after = usedAtAfter(before, returned(atDay(boughtOn) + driftMs), program, { atMs: nowMs, nowMs });
  return (after?.monthly ?? []).map((usedMs) => (usedMs - startMs) / dayMs);
}

describe('a use within days that comes back', () => {
  it('is that of the purchase, not the last one', () => {
    expect(left([1, 20], 1, 21)).toEqual([20]);
    expect(left([1, 20], 20, 21)).toEqual([1]);
    expect(left([1, 10, 20], 10, 21)).toEqual([1, 20]);
  });

  it('is found too where till and hub took the time of the sale a little differently', () => {
    expect(left([1, 20], 1, 21, 1500)).toEqual([20]);
    expect(left([1, 20], 20, 21, -1500)).toEqual([1]);
  });

  it('of a purchase that has left the window takes nothing off what is left in it', () => {
    expect(left([20], 1, 40)).toEqual([20]);
  });
});
