import { useSale, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/**
 * What can be paid with points on this receipt, by the last quote; null without a member or a wallet that pays.
 * Points are 10^-scale points of the wallet.
 */
export function useRedeem() {
  const { sale } = useTill();
  const state = useSale();
  const texts = useTexts();
  const redeem = state.quoted?.quote.redeem ?? null;
  if (redeem === null || state.member === null || state.lines.length === 0) return null;
  const wallet = state.member.wallets.find((one) => one.id === redeem.wallet);
  const scale = wallet?.scale ?? 0;
  return {
    wallet: redeem.wallet,
    scale,
    points: state.redeem.kind === 'none' ? 0 : redeem.points,
    max: redeem.max,
    balance: wallet?.balance ?? 0,
    text: (points: number) => texts.points(points, scale),
    spendMost: () => sale.dispatch({ type: 'redeem-set', redeem: { kind: 'max', wallet: redeem.wallet } }),
    spend: (points: number) =>
      sale.dispatch({
        type: 'redeem-set',
        redeem: points === 0 ? { kind: 'none' } : { kind: 'points', wallet: redeem.wallet, points },
      }),
    keep: () => sale.dispatch({ type: 'redeem-set', redeem: { kind: 'none' } }),
  };
}
export type RedeemView = NonNullable<ReturnType<typeof useRedeem>>;
