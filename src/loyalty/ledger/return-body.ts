import type { PurchaseCoupons, ReturnCoupons } from '../../contracts/coupon.ts';
import type { Lot } from '../../contracts/ledger.ts';
import type { Program } from '../../contracts/program.ts';
import type { PurchaseBody, ReturnBody } from '../../contracts/sync.ts';
import { ok, type Result } from '../../shared/result.ts';
import { type ReturnSettlement, settleReturn } from '../clawback.ts';
import { type LineQuantity, type ReturnRefusal, type ReturnShare, shareOfReturn } from '../returns.ts';
import { balancesOf } from './balances.ts';
import { ownLotId, returnPostings } from './return-postings.ts';

/** A confirmed purchase and what of it came back already. */
export type ReturnablePurchase = {
  readonly operationId: string;
  /** Instant of the purchase, ISO 8601. */
  readonly at: string;
  readonly body: PurchaseBody;
  readonly returned: readonly LineQuantity[];
};

export type ReturnFacts = {
  readonly operationId: string;
  readonly returnId: string;
  readonly atMs: number;
  readonly purchase: ReturnablePurchase;
  readonly lines: readonly LineQuantity[];
  /** Lots of the purchase's member now; null for a guest, or a member nobody knows any more: only money moves. */
  readonly lots: readonly Lot[] | null;
  readonly program: Pick<Program, 'wallets' | 'clawback'>;
};
export type MadeReturn = {
  readonly body: ReturnBody;
  readonly share: ReturnShare;
  readonly settlement: ReturnSettlement;
};

/** What a return is and does, exactly. */
export function makeReturn(facts: ReturnFacts): Result<MadeReturn, ReturnRefusal> {
  const { purchase, lines, lots } = facts;
  const share = shareOfReturn(purchase.body, purchase.returned, lines);
  if (!share.ok) return share;
  const memberId = lots === null ? null : purchase.body.member;
  const before = shareBefore(purchase);
  const settled =
    lots === null
      ? { wallets: [], withheld: 0, refund: share.value.totals.net }
      : settleReturn(facts.program, share.value, availableOf(lots, purchase, facts.atMs), before.earned);
  const legs =
    lots === null || memberId === null
      ? { postings: [], lots: [], restored: [] }
      : returnPostings({
          operationId: facts.operationId,
          memberId,
          atMs: facts.atMs,
          purchase: {
            operationId: purchase.operationId,
            postings: purchase.body.postings,
            spentFrom: purchase.body.spentFrom ?? [],
            lots: purchase.body.lots,
          },
          backBefore: before.back,
          settlement: settled,
          lots,
        });
  return ok({
    share: share.value,
    settlement: settled,
    body: {
      ...undone(purchase.body, share.value),
      returnId: facts.returnId,
      purchaseId: purchase.body.purchaseId,
      purchaseOperation: purchase.operationId,
      purchasedAt: purchase.at,
      member: memberId,
      lines: lines.map(({ id, quantity }) => ({ id, quantity })),
      netMinor: share.value.totals.net,
      withheldMinor: settled.withheld,
      refundMinor: settled.refund,
      pointsBack: byWallet(settled, ({ back }) => back),
      pointsTaken: byWallet(settled, ({ taken, short, debt }) => taken - short + debt),
      postings: [...legs.postings],
      lots: [...legs.lots],
      restored: [...legs.restored],
    },
  });
}

/** Coupons a whole return makes void, and those it gives back. */
export const couponsUndone = ({ issued, used }: PurchaseCoupons): ReturnCoupons => ({
  voided: issued.map(({ code }) => code),
  restored: used.map(({ code }) => code),
});

/** What only a whole return undoes, and the stamps of any. */
function undone(
  { quote, coupons }: PurchaseBody,
  share: ReturnShare,
): Pick<ReturnBody, 'whole' | 'used' | 'clubs' | 'tier' | 'stamps' | 'coupons'> {
  const { whole } = share;
  const reached = quote.tier?.reached ?? null;
  return {
    whole,
    stamps: share.stamps.map((stamp) => ({ ...stamp })),
    used: whole ? quote.applied.map((applied) => applied.promotion) : [],
    clubs: whole ? quote.clubs.map((club) => club.club) : [],
    tier: whole && reached !== null ? { from: reached, to: quote.tier?.id ?? null } : null,
    ...(whole && coupons !== undefined ? { coupons: couponsUndone(coupons) } : {}),
  };
}

/**
 * Points that can be taken of each wallet, pending ones included. What is left in the lot of the purchase itself can be
 * taken even when its time is over: nobody loses anything by it.
 */
function availableOf(
  lots: readonly Lot[],
  purchase: ReturnablePurchase,
  atMs: number,
): Record<string, number> {
  const living = lots.map((lot) =>
    lot.id === ownLotId(purchase, lot.wallet) ? { ...lot, expiresAt: null } : lot,
  );
  return Object.fromEntries(
    Object.entries(balancesOf(living, atMs)).map(([wallet, { balance, pending }]) => [
      wallet,
      Math.max(0, balance + pending),
    ]),
  );
}

/** Points by wallet that the returns so far put back, and those earned that they were to take. */
function shareBefore({ body, returned }: ReturnablePurchase): {
  readonly back: Readonly<Record<string, number>>;
  readonly earned: Readonly<Record<string, number>>;
} {
  if (returned.length === 0) return { back: {}, earned: {} };
  const sums = new Map<string, number>();
  for (const { id, quantity } of returned) {
    sums.set(id, Math.round(((sums.get(id) ?? 0) + quantity) * 1000) / 1000);
  }
  const share = shareOfReturn(
    body,
    [],
    [...sums].map(([id, quantity]) => ({ id, quantity })),
  );
  return share.ok
    ? { back: share.value.pointsBack, earned: share.value.totals.earned }
    : { back: {}, earned: {} };
}

const byWallet = (
  { wallets }: ReturnSettlement,
  pointsOf: (wallet: ReturnSettlement['wallets'][number]) => number,
): Record<string, number> =>
  Object.fromEntries(
    wallets.flatMap((one): [string, number][] => {
      const points = pointsOf(one);
      return points === 0 ? [] : [[one.wallet, points]];
    }),
  );
