import type { Redeem } from './state/sale-state.ts';
import { useSale, useSession, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/**
 * What can be paid with points on this receipt, by the last quote; null without a member or a wallet that pays.
 * Points are 10^-scale points of the wallet.
 */
export function useRedeem() {
  const { sale } = useTill();
  const state = useSale();
  const { names } = useSession();
  const texts = useTexts();
  const redeem = state.quoted?.quote.redeem ?? null;
  if (redeem === null || state.member === null || state.lines.length === 0) return null;
  const { wallets } = state.member;
  const wallet = wallets.find((one) => one.id === redeem.wallet);
  const scale = wallet?.scale ?? 0;
  const set = (next: Redeem): void => sale.dispatch({ type: 'redeem-set', redeem: next });
  // A request for no points asks what that wallet could pay.
  const choose = (id: string): void => set({ kind: 'points', wallet: id, points: 0 });
  return {
    wallet: redeem.wallet,
    /** Those that could pay here; a choice only where there are several. */
    wallets: wallets
      .filter(
        ({ id, balance }) => names?.paying.includes(id) === true && (balance > 0 || id === redeem.wallet),
      )
      .map(({ id, name, balance, scale: decimals }) => ({
        id,
        text: `${texts.local(name) ?? id}: ${texts.points(balance, decimals)}`,
      })),
    scale,
    points: state.redeem.kind === 'none' ? 0 : redeem.points,
    max: redeem.max,
    balance: wallet?.balance ?? 0,
    text: (points: number) => texts.points(points, scale),
    choose,
    spendMost: () => set({ kind: 'max', wallet: redeem.wallet }),
    spend: (points: number) => {
      if (points === 0) choose(redeem.wallet);
      else set({ kind: 'points', wallet: redeem.wallet, points });
    },
    keep: () => choose(redeem.wallet),
  };
}
export type RedeemView = NonNullable<ReturnType<typeof useRedeem>>;
