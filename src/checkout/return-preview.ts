import type { ReturnFigures, ReturnPreview } from '../contracts/pos-api.ts';
import type { Program } from '../contracts/program.ts';
import type { MadeReturn, ReturnPolicy } from '../loyalty/ledger/return-body.ts';
import { couponFates } from './coupons.ts';
import type { SaleReader } from './ports.ts';

/** A return as it would be, or was, booked by one policy; `program`: that of the purchase. */
export type ReturnByPolicy = {
  readonly made: MadeReturn;
  readonly policy: ReturnPolicy;
  readonly program: Program | null;
};

function figuresOf({ made, policy, program }: ReturnByPolicy): ReturnFigures {
  const { body, settlement } = made;
  const lost = body.requoted === undefined ? [] : body.used;
  return {
    policy,
    netMinor: body.netMinor,
    withheldMinor: body.withheldMinor,
    refundMinor: body.refundMinor,
    wallets: settlement.wallets.map(({ wallet, back, debt, withheld }) => ({
      wallet,
      back,
      taken: body.pointsTaken[wallet] ?? 0,
      debt,
      withheldMinor: withheld,
    })),
    stamps: body.stamps,
    tier: body.tier,
    clubs: body.clubs.map((club) => ({
      club,
      name: program?.clubs.find(({ id }) => id === club)?.name ?? { en: club },
      ...(body.clubDays?.[club] === undefined ? {} : { days: body.clubDays[club] }),
    })),
    lost: lost.map((promotion) => ({
      promotion,
      name: program?.promotions.find(({ id }) => id === promotion)?.name ?? { en: promotion },
    })),
  };
}

/** Everything a return does; who must allow it is not its own doing. */
export type ToldReturn = Omit<ReturnPreview, 'needsPin'>;

/** What the register and the window are told: the policy that books the return, and beside it the other one. */
export function returnPreviewOf(
  chosen: ReturnByPolicy,
  others: readonly ReturnByPolicy[],
  reader: SaleReader,
): ToldReturn {
  const { body, share } = chosen.made;
  const figures = figuresOf(chosen);
  const { netMinor, withheldMinor, refundMinor, wallets, policy } = figures;
  return {
    purchaseId: body.purchaseId,
    lines: share.lines.map(({ id, quantity, remaining, net, paidWithPoints }) => ({
      id,
      quantity,
      remaining,
      net,
      paidWithPoints,
    })),
    netMinor,
    withheldMinor,
    refundMinor,
    wallets,
    whole: body.whole,
    policy,
    policies: [figures, ...others.map(figuresOf)],
    coupons: couponFates(reader, body.coupons),
  };
}
