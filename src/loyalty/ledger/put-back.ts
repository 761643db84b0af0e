import type { Lot, Posting } from '../../contracts/ledger.ts';
import { daysInMs, instantFromMs, instantToMs } from './instant.ts';
import { accountOfLot } from './postings.ts';

/** Points that come back to a lot that has expired can be spent for so long. */
const graceDays = 30;

/** A part of what a purchase spent, and the lot that it came out of. */
export type Slice = { readonly lotId: string; readonly wallet: string; readonly points: number };

export type PutBack = {
  readonly operationId: string;
  readonly memberId: string;
  /** Instant of the return, milliseconds since 1970. */
  readonly atMs: number;
  /** In the order in which they were spent. */
  readonly slices: readonly Slice[];
  /** The member's lots now. */
  readonly lots: readonly Lot[];
  /** The lots the purchase spent from, as they were. */
  readonly spentFrom: readonly Lot[];
};
export type ReturnLegs = {
  readonly postings: readonly Posting[];
  /** New: the time of grace, one lot a wallet. */
  readonly lots: readonly Lot[];
  /** Used up before, and in use again. */
  readonly restored: readonly Lot[];
};

/** Puts points back into the lots they came from; those of a lot that has expired get a time of grace. */
export function putBack({ operationId, memberId, atMs, slices, lots, spentFrom }: PutBack): ReturnLegs {
  const known = new Map(lots.map((lot) => [lot.id, lot]));
  const spent = new Map(spentFrom.map((lot) => [lot.id, lot]));
  const postings: Posting[] = [];
  const restored = new Map<string, Lot>();
  const grace = new Map<string, number>();
  for (const { lotId, wallet, points } of slices) {
    const lot = known.get(lotId) ?? spent.get(lotId);
    const leg = { memberId, wallet, lotId };
    postings.push({ ...leg, account: 'redeemed', points: -points });
    if (lot === undefined || isGone(lot, atMs)) {
      postings.push({ ...leg, lotId: `${operationId}:${wallet}`, account: 'available', points });
      grace.set(wallet, (grace.get(wallet) ?? 0) + points);
    } else {
      if (!known.has(lotId)) restored.set(lotId, { ...lot, memberId, remaining: 0 });
      postings.push({ ...leg, account: accountOfLot(lot), points });
    }
  }
  const given = [...grace].map(
    ([wallet, points]): Lot => ({
      id: `${operationId}:${wallet}`,
      memberId,
      wallet,
      earnedAt: instantFromMs(atMs),
      activeAt: instantFromMs(atMs),
      expiresAt: instantFromMs(atMs + daysInMs(graceDays)),
      points,
      remaining: points,
    }),
  );
  return { postings, lots: given, restored: [...restored.values()] };
}

const isGone = (lot: Lot, atMs: number): boolean =>
  lot.expiresAt !== null && instantToMs(lot.expiresAt) <= atMs;
