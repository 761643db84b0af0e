import type { CouponRecord, CouponState } from '../../contracts/coupon.ts';
import type { OperationFact } from '../../contracts/sync.ts';
import { couponKey } from '../../shared/coupon-code.ts';

/** What an operation does to one coupon. */
export type CouponMove = {
  /** Upper-case code. */
  readonly key: string;
  /** The coupon afterwards; null before: nobody has heard of it yet. Any order of moves ends in the same record. */
  readonly after: (before: CouponRecord | null) => CouponRecord;
};

const unheardOf = (code: string, series: string): CouponRecord => ({
  code,
  series,
  member: null,
  promotion: null,
  validUntil: null,
  issuedBy: null,
  voided: false,
  uses: [],
});

/** Every coupon an operation touches. `member`: whose the issued ones are, where the hub merged the till's member. */
export function couponMoves(fact: OperationFact, member: string | null = fact.body.member): CouponMove[] {
  if (fact.kind === 'purchase') {
    const { issued, used } = fact.body.coupons ?? { issued: [], used: [] };
    return [
      ...issued.map(({ code, series, promotion, validUntil }) => ({
        key: couponKey(code),
        after: (before: CouponRecord | null): CouponRecord => ({
          ...(before ?? unheardOf(code, series)),
          ...{ code, series, promotion, validUntil, member, issuedBy: fact.id },
        }),
      })),
      ...used.map(({ code, series }) => ({
        key: couponKey(code),
        after: (before: CouponRecord | null): CouponRecord => {
          const known = before ?? unheardOf(code, series);
          return known.uses.includes(fact.id) ? known : { ...known, uses: [...known.uses, fact.id].sort() };
        },
      })),
    ];
  }
  if (fact.kind !== 'return') return [];
  const { voided, restored } = fact.body.coupons ?? { voided: [], restored: [] };
  const { purchaseOperation } = fact.body;
  return [
    ...voided.map((code) => ({
      key: couponKey(code),
      after: (before: CouponRecord | null): CouponRecord => ({
        ...(before ?? unheardOf(code, code)),
        voided: true,
      }),
    })),
    ...restored.map((code) => ({
      key: couponKey(code),
      after: (before: CouponRecord | null): CouponRecord => {
        const known = before ?? unheardOf(code, code);
        return { ...known, uses: known.uses.filter((use) => use !== purchaseOperation) };
      },
    })),
  ];
}

/**
 * The state that follows from what is known, whatever the day. Used comes before void: a coupon that was used before
 * its purchase came back stays used.
 */
export function couponState(record: CouponRecord): Exclude<CouponState, 'expired'> {
  if (record.uses.length > 0) return 'used';
  if (record.voided) return 'void';
  return record.issuedBy === null ? 'unknown' : 'valid';
}

/** The same on a day in the program's time zone, `YYYY-MM-DD`. */
export function couponStateOn(record: CouponRecord, today: string): CouponState {
  const state = couponState(record);
  return state === 'valid' && record.validUntil !== null && record.validUntil < today ? 'expired' : state;
}

/** Why a person should look at a coupon; null where all is well. */
export function couponFlag(record: CouponRecord): 'used-twice' | 'used-though-void' | null {
  if (record.uses.length > 1) return 'used-twice';
  return record.voided && record.uses.length > 0 ? 'used-though-void' : null;
}
