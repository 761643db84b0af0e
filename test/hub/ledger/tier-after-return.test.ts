import { describe, expect, it } from 'vitest';
import { programSchema } from '../../../src/contracts/program.ts';
import { applyOperation } from '../../../src/hub/ledger/apply-operation.ts';
import { tierAfterReturn } from '../../../src/hub/ledger/tier-of.ts';
import type { MemberState } from '../../../src/hub/store/records.ts';
import { bareMember } from '../../support/bare-member.ts';
import { program as written } from '../support/program.ts';
import { returnOperation } from '../support/return-operation.ts';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-12-05T09:30:00Z');
const program = programSchema.parse(written);
const standing = (spendMinor: number) => ({ spendMinor, purchases: 1 });

describe('the tier after a return', () => {
  it('is what the rest of the spend still reaches', () => {
    const before = { ...standing(1_200_000), tier: 'silver' };
    expect(tierAfterReturn(program, before, standing(1_000_000))).toBe('silver');
    expect(tierAfterReturn(program, before, standing(999_999))).toBe('bronze');
  });

  it('never goes below a tier that was given', () => {
    const before = { ...standing(1_200_000), tier: 'silver', tierGranted: 'silver' };
    expect(tierAfterReturn(program, before, standing(0))).toBe('silver');
  });

  it('stays where it is when spend does not explain it, and without a program', () => {
    const kept = { ...standing(500_000), tier: 'silver' };
    expect(tierAfterReturn(program, kept, standing(0))).toBe('silver');
    expect(tierAfterReturn(null, kept, standing(0))).toBe('silver');
  });
});

const member: MemberState = {
  core: {
    ...{ ...bareMember, id: 'anna', tier: 'silver', joinedAt: '2024-01-01' },
  },
  spendMinor: 1_100_000,
  purchases: 3,
  lots: [],
};

const returned = (purchasedMs: number) => returnOperation(purchasedMs);

describe('a return at the hub', () => {
  it('takes its share off the spend while the purchase lies in the window of the tiers', () => {
    const after = applyOperation(member, returned(nowMs - 364 * dayMs), program, nowMs);
    expect(after).toMatchObject({ spendMinor: 800_000, purchases: 2, core: { tier: 'bronze' } });
  });

  it('of a purchase that has left the window changes neither spend nor tier', () => {
    const after = applyOperation(member, returned(nowMs - 365 * dayMs), program, nowMs);
    expect(after).toMatchObject({ spendMinor: 1_100_000, purchases: 3, core: { tier: 'silver' } });
  });
});
