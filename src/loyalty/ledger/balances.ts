import type { Lot } from '../../contracts/ledger.ts';
import { daysInMs, instantToMs } from './instant.ts';
import { lotState } from './lot-order.ts';

/** How far ahead "expires soon" looks. */
export const EXPIRING_SOON_DAYS = 30;

/** One wallet of a member, in 10^-scale points. */
export type WalletBalance = {
  /** Active points; below zero after an overdraft. */
  readonly balance: number;
  /** Earned, but not active yet. */
  readonly pending: number;
  /** What may be spent: the balance, never below zero. */
  readonly spendable: number;
  /** The part of `spendable` that is gone within `EXPIRING_SOON_DAYS` unless spent. */
  readonly expiringSoon: number;
};

export const EMPTY_BALANCE: WalletBalance = { balance: 0, pending: 0, spendable: 0, expiringSoon: 0 };

/** Balances by wallet of one member's lots at an instant (milliseconds since 1970). A wallet without lots is absent. */
export function balancesOf(lots: readonly Lot[], nowMs: number): Readonly<Record<string, WalletBalance>> {
  const byWallet = new Map<string, WalletBalance>();
  for (const lot of lots) {
    const before = byWallet.get(lot.wallet) ?? EMPTY_BALANCE;
    byWallet.set(lot.wallet, addLot(before, lot, nowMs));
  }
  return Object.fromEntries([...byWallet].map(([wallet, sums]) => [wallet, finish(sums)]));
}

function addLot(sums: WalletBalance, lot: Lot, nowMs: number): WalletBalance {
  switch (lotState(lot, nowMs)) {
    case 'expired':
      return sums;
    case 'pending':
      return { ...sums, pending: sums.pending + lot.remaining };
    case 'active': {
      const soon = lot.remaining > 0 && expiresSoon(lot, nowMs) ? lot.remaining : 0;
      return {
        ...sums,
        balance: sums.balance + lot.remaining,
        expiringSoon: sums.expiringSoon + soon,
      };
    }
  }
}

const expiresSoon = (lot: Lot, nowMs: number): boolean =>
  lot.expiresAt !== null && instantToMs(lot.expiresAt) <= nowMs + daysInMs(EXPIRING_SOON_DAYS);

function finish(sums: WalletBalance): WalletBalance {
  const spendable = Math.max(0, sums.balance);
  return { ...sums, spendable, expiringSoon: Math.min(sums.expiringSoon, spendable) };
}
