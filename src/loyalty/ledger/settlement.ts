import type { Wallet } from '../../contracts/program.ts';
import { assert } from '../../shared/assert.ts';
import { pointsToMinor } from '../../shared/points.ts';

/** Points that one party's sales and returns moved between a wallet and an account; signed like postings. */
export type PointsMovement = {
  /** Whose sale it was; a return counts for whoever had made the sale. */
  readonly brand: string;
  readonly wallet: string;
  readonly account: 'issued' | 'redeemed';
  /** 10^-scale points as posted: issuing is below zero, redeeming above. */
  readonly points: number;
};

/** What one brand gave and took in one wallet, in 10^-scale points and in minor units at the wallet's value. */
export type SettlementRow = {
  readonly brand: string;
  readonly wallet: string;
  readonly issued: number;
  readonly redeemed: number;
  /** `redeemed - issued`: above zero, the brand is owed for points that others had given. */
  readonly net: number;
  readonly issuedMinor: number;
  readonly redeemedMinor: number;
  readonly netMinor: number;
};

export type Settlement = {
  readonly rows: readonly SettlementRow[];
  /** The other side of all brands, by wallet: what the house holds for points still to be redeemed. */
  readonly house: readonly { readonly wallet: string; readonly net: number; readonly netMinor: number }[];
};

/**
 * Who issued points, who redeemed them, and what each brand pays into the house or gets from it. A brand pays for what
 * it issues and is paid for what it redeems; money is rounded toward zero once per brand, wallet and direction, and the
 * house takes the difference, so that every wallet sums to 0 in points and in money. Rows go by wallet as the program
 * lists them, then by brand. A movement in a wallet the program does not have is a bug.
 */
export function settlementOf(
  movements: readonly PointsMovement[],
  wallets: readonly Pick<Wallet, 'id' | 'value' | 'scale'>[],
): Settlement {
  const known = new Set(wallets.map((wallet) => wallet.id));
  for (const { wallet } of movements) assert(known.has(wallet), `the program has no wallet ${wallet}`);
  const rows = wallets.flatMap((wallet) => {
    const own = movements.filter((one) => one.wallet === wallet.id);
    const brands = [...new Set(own.map((one) => one.brand))].sort();
    return brands.map((brand) => rowOf(brand, wallet, own));
  });
  const house = wallets.flatMap(({ id }) => {
    const own = rows.filter((row) => row.wallet === id);
    if (own.length === 0) return [];
    const against = (values: readonly number[]): number => values.reduce((sum, value) => sum - value, 0);
    return [
      {
        wallet: id,
        net: against(own.map((row) => row.net)),
        netMinor: against(own.map((row) => row.netMinor)),
      },
    ];
  });
  return { rows, house };
}

function rowOf(
  brand: string,
  wallet: Pick<Wallet, 'id' | 'value' | 'scale'>,
  movements: readonly PointsMovement[],
): SettlementRow {
  const sumOf = (account: PointsMovement['account']): number =>
    movements
      .filter((one) => one.brand === brand && one.account === account)
      .reduce((sum, one) => sum + one.points, 0);
  const minorOf = (points: number): number => {
    const minor = pointsToMinor(Math.abs(points), wallet.value, wallet.scale);
    return points < 0 ? 0 - minor : minor;
  };
  const issued = 0 - sumOf('issued');
  const redeemed = sumOf('redeemed');
  const issuedMinor = minorOf(issued);
  const redeemedMinor = minorOf(redeemed);
  return {
    brand,
    wallet: wallet.id,
    issued,
    redeemed,
    net: redeemed - issued,
    issuedMinor,
    redeemedMinor,
    netMinor: redeemedMinor - issuedMinor,
  };
}
