import { expect, it } from 'vitest';
import { mainWallet, quoteCase } from '../support/loyalty-case.ts';

// A hundredth of a point is worth 0.3 kopecks: 334 of them pay a rouble as 336 do.

const redeem = (points: number) =>
  quoteCase({
    name: '',
    program: { wallets: [{ ...mainWallet, scale: 2, value: 30, redeem: { maxShare: 100 } }] },
    member: { tier: null, wallets: { main: { spendable: 50_000 } } },
    receipt: { redeem: { wallet: 'main', points } },
    expect: {},
  }).redeem;

it('fewer points that pay the same need no reason; those that pay nothing have one', () => {
  const told = { wallet: 'main', max: 33_330 };
  expect(redeem(336)).toEqual({ ...told, asked: 336, points: 334 });
  expect(redeem(334)).toEqual({ ...told, asked: 334, points: 334 });
  expect(redeem(3)).toEqual({ ...told, asked: 3, points: 0, reason: 'step' });
  expect(redeem(40_000)).toEqual({ ...told, asked: 40_000, points: 33_330, reason: 'most' });
});
