import type { Lot } from '../../contracts/ledger.ts';
import { daysInMs, instantToMs } from './instant.ts';
import { lotState } from './lot-order.ts';

/** How far ahead "expires soon" looks. */
export const EXPIRING_SOON_DAYS = 30;

/** One wallet of a member, in 10^-scale points. */
export type WalletBalance = {
  /** Active points; below zero after an overdraft that no ended lot repays. */
  readonly balance: number;
  /** Earned, but not active yet. */
  readonly pending: number;
  /** What may be spent: the balance, never below zero. */
  readonly spendable: number;
  /** The part of `spendable` that is gone within `EXPIRING_SOON_DAYS` unless spent. */
  readonly expiringSoon: number;
};

export const EMPTY_BALANCE: WalletBalance = { balance: 0, pending: 0, spendable: 0, expiringSoon: 0 };

/** Sums over the lots of a wallet while they are counted. */
type Sums = {
  readonly active: number;
  readonly pending: number;
  readonly expiringSoon: number;
  /** Taken beyond what lots held. */
  readonly owed: number;
  /** Left in lots that have ended and are not booked so yet: they still repay what is owed, and nothing else. */
  readonly ended: number;
};
const nothing: Sums = { active: 0, pending: 0, expiringSoon: 0, owed: 0, ended: 0 };

/** Balances by wallet of one member's lots at an instant (milliseconds since 1970). A wallet without lots is absent. */
export function balancesOf(lots: readonly Lot[], nowMs: number): Readonly<Record<string, WalletBalance>> {
  const byWallet = new Map<string, Sums>();
  for (const lot of lots) {
    byWallet.set(lot.wallet, addLot(byWallet.get(lot.wallet) ?? nothing, lot, nowMs));
  }
  return Object.fromEntries([...byWallet].map(([wallet, sums]) => [wallet, finish(sums)]));
}

function addLot(sums: Sums, lot: Lot, nowMs: number): Sums {
  if (lot.remaining < 0) return { ...sums, owed: sums.owed - lot.remaining };
  switch (lotState(lot, nowMs)) {
    case 'expired':
      return { ...sums, ended: sums.ended + lot.remaining };
    case 'pending':
      return { ...sums, pending: sums.pending + lot.remaining };
    case 'active': {
      const soon = expiresSoon(lot, nowMs) ? lot.remaining : 0;
      return { ...sums, active: sums.active + lot.remaining, expiringSoon: sums.expiringSoon + soon };
    }
  }
}

const expiresSoon = (lot: Lot, nowMs: number): boolean =>
  lot.expiresAt !== null && instantToMs(lot.expiresAt) <= nowMs + daysInMs(EXPIRING_SOON_DAYS);

function finish({ active, pending, expiringSoon, owed, ended }: Sums): WalletBalance {
  const balance = active - Math.max(0, owed - ended);
  const spendable = Math.max(0, balance);
  return { balance, pending, spendable, expiringSoon: Math.min(expiringSoon, spendable) };
}
