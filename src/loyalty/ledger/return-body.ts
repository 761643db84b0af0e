import type { PurchaseCoupons, ReturnCoupons } from '../../contracts/coupon.ts';
import type { Lot } from '../../contracts/ledger.ts';
import type { Program } from '../../contracts/program.ts';
import type { Quote } from '../../contracts/quote.ts';
import type { RequotedReturn } from '../../contracts/requoted-return.ts';
import type { PurchaseBody, ReturnBody } from '../../contracts/sync.ts';
import { ok, type Result } from '../../shared/result.ts';
import { type ReturnSettlement, settleReturn } from '../clawback.ts';
import { requoteReturn } from '../requote.ts';
import {
  type LineQuantity,
  type ReturnRefusal,
  type ReturnShare,
  refuse,
  shareOfReturn,
} from '../returns.ts';
import { balancesOf } from './balances.ts';
import { ownLotId, returnPostings } from './return-postings.ts';

/** A confirmed purchase and what of it came back already. */
export type ReturnablePurchase = {
  readonly operationId: string;
  /** Instant of the purchase, ISO 8601. */
  readonly at: string;
  readonly body: PurchaseBody;
  readonly returned: readonly LineQuantity[];
  /** Those of the earlier returns whose rest was quoted anew: all of them or none. */
  readonly requoted?: readonly RequotedReturn[];
};

export type ReturnPolicy = Program['returns'];

export type ReturnFacts = {
  readonly operationId: string;
  readonly returnId: string;
  readonly atMs: number;
  readonly purchase: ReturnablePurchase;
  readonly lines: readonly LineQuantity[];
  /**
   * Lots of the purchase's member now; null where nobody here knows the member: then what the purchase made is taken to be
   * there still, and the hub settles it with whoever the member is by now. Of a guest only money moves.
   */
  readonly lots: readonly Lot[] | null;
  readonly program: Pick<Program, 'wallets' | 'clawback' | 'tiers' | 'tierRule'>;
  /** By the exact share when not given. */
  readonly policy?: ReturnPolicy;
  /** The program of the purchase, to quote the rest under; null when nobody has it any more. */
  readonly purchaseProgram?: Program | null;
  /** What the member's tier counts now, in minor units. */
  readonly spendMinor?: number | null;
};
export type MadeReturn = {
  readonly body: ReturnBody;
  readonly share: ReturnShare;
  readonly settlement: ReturnSettlement;
};

/** What a return is and does, exactly. */
export function makeReturn(facts: ReturnFacts): Result<MadeReturn, ReturnRefusal> {
  const { purchase, lines, lots } = facts;
  const share = settleBy(facts);
  if (!share.ok) return share;
  const memberId = purchase.body.member;
  const before = isRequoted(purchase) ? requotedBefore(purchase) : shareBefore(purchase);
  const settled =
    memberId === null
      ? { wallets: [], withheld: 0, refund: share.value.totals.net }
      : settleReturn(
          facts.program,
          share.value,
          availableOf(lots ?? purchase.body.lots, purchase, facts.atMs),
          before.earned,
        );
  const legs =
    memberId === null
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
          lots: lots ?? [],
        });
  return ok({
    share: share.value,
    settlement: settled,
    body: {
      ...undone(facts, share.value),
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
      ...(facts.policy === 'requote' ? { requoted: { earned: share.value.totals.earned } } : {}),
    },
  });
}

const isRequoted = ({ requoted }: ReturnablePurchase): boolean => (requoted ?? []).length > 0;

/** What comes back by the policy of the return, which has to be that of the returns before it. */
function settleBy(
  facts: ReturnFacts,
): Result<ReturnShare & { readonly lost?: readonly string[] }, ReturnRefusal> {
  const { purchase, lines, policy = 'share' } = facts;
  const { body, returned } = purchase;
  if (returned.length > 0 && isRequoted(purchase) !== (policy === 'requote'))
    return refuse('other-policy', null);
  if (policy === 'share') return shareOfReturn(body, returned, lines);
  if (facts.purchaseProgram == null) return refuse('no-requote', null);
  const history = { lines: returned, given: purchase.requoted ?? [] };
  const requote = requoteReturn(facts.purchaseProgram, body, history, lines);
  if (!requote.ok) return requote;
  return requote.value === null ? refuse('no-requote', null) : ok(requote.value);
}

function requotedBefore({ requoted = [] }: ReturnablePurchase): ReturnType<typeof shareBefore> {
  const sum = (read: (one: RequotedReturn) => Readonly<Record<string, number>>): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const one of requoted) {
      for (const [wallet, points] of Object.entries(read(one))) sums[wallet] = (sums[wallet] ?? 0) + points;
    }
    return sums;
  };
  return { back: sum(({ pointsBack }) => pointsBack), earned: sum(({ earned }) => earned) };
}

/** Coupons a whole return makes void, and those it gives back. */
export const couponsUndone = ({ issued, used }: PurchaseCoupons): ReturnCoupons => ({
  voided: issued.map(({ code }) => code),
  restored: used.map(({ code }) => code),
});

/** The tier this purchase had reached, when what is left of the spend no longer does; `to`: what it still reaches. */
function tierLost({ purchase, program, spendMinor }: ReturnFacts, share: ReturnShare): ReturnBody['tier'] {
  const { tier } = purchase.body.quote;
  const from = tier?.reached ?? null;
  if (from === null) return null;
  if (share.whole) return { from, to: tier?.id ?? null };
  if (spendMinor == null || program.tierRule?.by !== 'spend') return null;
  const left = spendMinor - share.totals.net;
  const ladder = [...program.tiers].sort((one, other) => one.from - other.from);
  const held = ladder.findIndex(({ id }) => id === tier?.id);
  const reached = ladder.findLastIndex((one) => one.from <= left);
  const to = ladder[Math.max(held, reached)]?.id ?? null;
  return to === from || ladder.findIndex(({ id }) => id === from) < reached ? null : { from, to };
}

/** Clubs whose goods come back, with the days they had bought; what an older quote sold goes back with all of it. */
export function clubsUndone(quote: Quote, share: ReturnShare): Pick<ReturnBody, 'clubs' | 'clubDays'> {
  if (share.clubs.length > 0)
    return {
      clubs: share.clubs.map(({ club }) => club),
      clubDays: Object.fromEntries(share.clubs.map(({ club, days }) => [club, days])),
    };
  const whole = quote.clubs.filter(({ lines }) => share.whole && lines === undefined);
  return { clubs: [...new Set(whole.map(({ club }) => club))] };
}

/** What a return undoes besides money and points: stamps of any, the tier where it is lost, the rest of a whole one. */
function undone(
  facts: ReturnFacts,
  share: ReturnShare & { readonly lost?: readonly string[] },
): Pick<ReturnBody, 'whole' | 'used' | 'clubs' | 'clubDays' | 'tier' | 'stamps' | 'coupons'> {
  const { quote, coupons } = facts.purchase.body;
  const { whole } = share;
  const applied = whole ? quote.applied.map(({ promotion }) => promotion) : [];
  return {
    whole,
    stamps: share.stamps.map((stamp) => ({ ...stamp })),
    used: [...(share.lost ?? applied)],
    ...clubsUndone(quote, share),
    tier: tierLost(facts, share),
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

/** What came back in any number of returns, each line once. */
export function summed(returned: readonly LineQuantity[]): LineQuantity[] {
  const sums = new Map<string, number>();
  for (const { id, quantity } of returned) {
    sums.set(id, Math.round(((sums.get(id) ?? 0) + quantity) * 1000) / 1000);
  }
  return [...sums].map(([id, quantity]) => ({ id, quantity }));
}

/** Points by wallet that the returns so far put back, and those earned that they were to take. */
function shareBefore({ body, returned }: ReturnablePurchase): {
  readonly back: Readonly<Record<string, number>>;
  readonly earned: Readonly<Record<string, number>>;
} {
  if (returned.length === 0) return { back: {}, earned: {} };
  const share = shareOfReturn(body, [], summed(returned));
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
