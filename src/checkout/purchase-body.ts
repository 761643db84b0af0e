import type { PurchaseCoupons } from '../contracts/coupon.ts';
import type { ConfirmRequest } from '../contracts/pos-api.ts';
import type { Program } from '../contracts/program.ts';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import type { Seen } from '../contracts/seen.ts';
import type { PurchaseBody } from '../contracts/sync.ts';
import { purchasePostings } from '../loyalty/ledger/purchase-postings.ts';
import { earnedPoints, spentPoints } from '../loyalty/ledger/quote-points.ts';
import type { LeaseDraw } from './lease-book.ts';
import type { SaleMember } from './sale-member.ts';

export type SaleFacts = {
  readonly operationId: string;
  /** Hub time of the sale. */
  readonly atMs: number;
  readonly receipt: Receipt;
  readonly quote: Quote;
  readonly member: SaleMember | null;
  readonly program: Program;
  readonly fiscal: ConfirmRequest['fiscal'];
  readonly tenders: ConfirmRequest['tenders'];
  readonly coupons: PurchaseCoupons | null;
  /** What the hub had set aside here of the points spent. */
  readonly leases: readonly LeaseDraw[];
  readonly seen: Seen;
};

/** The fact that is booked, sent and checked again by the hub. A guest moves no points. */
export function purchaseBody(facts: SaleFacts): PurchaseBody {
  const { quote, member, receipt } = facts;
  const moved =
    member === null
      ? { postings: [], lots: [] }
      : purchasePostings({
          operationId: facts.operationId,
          memberId: member.record.id,
          atMs: facts.atMs,
          redeemed: spentPoints(quote),
          earned: earnedPoints(quote),
          lots: member.lots,
          wallets: facts.program.wallets,
        });
  const takenFrom = new Set(
    moved.postings.filter((leg) => leg.account === 'redeemed').map((leg) => leg.lotId),
  );
  const spentFrom = member === null ? [] : member.lots.filter((lot) => takenFrom.has(lot.id));
  return {
    purchaseId: receipt.purchaseId,
    member: member?.record.id ?? null,
    receipt,
    quote,
    fiscal: facts.fiscal,
    tenders: [...facts.tenders],
    postings: moved.postings,
    lots: moved.lots,
    ...(spentFrom.length === 0 ? {} : { spentFrom }),
    ...(facts.coupons === null ? {} : { coupons: facts.coupons }),
    ...(facts.leases.length === 0 ? {} : { leases: [...facts.leases] }),
    seen: facts.seen,
  };
}
