import { allocateInto } from '../../shared/allocate.ts';
import { WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { fewestPoints, minorToPoints, pointsToMinor } from '../../shared/points.ts';
import { multiplyDivide } from '../../shared/rounding.ts';
import { unboxed } from '../../shared/unboxed.ts';
import { type Cart, linesOf } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import { APPLIED } from '../cart/verdict.ts';
import type { CompiledWallet } from '../program/compiled.ts';
import { countOf } from '../program/facts.ts';
import type { Redemption, Run } from './run.ts';

let weights = new Float64Array(64);
let rooms = new Float64Array(64);
let parts = new Float64Array(64);

function reserve(count: number): void {
  if (weights.length >= count) return;
  weights = new Float64Array(count * 2);
  rooms = new Float64Array(count * 2);
  parts = new Float64Array(count * 2);
}

/** Points of a wallet that may be spent on this receipt, less what its rewards cost. */
export function spendableOf(run: Run, walletPosition: number): number {
  const { payer: member, context } = run.facts;
  const wallet = run.program.wallets[walletPosition];
  if (member === null || wallet === undefined) return 0;
  const known = Object.hasOwn(member.wallets, wallet.id) ? (member.wallets[wallet.id]?.spendable ?? 0) : 0;
  let spendable = context.allowance === null ? known : countOf(context.allowance, wallet.id);
  for (const reward of run.rewards) {
    if (reward.wallet === walletPosition && reward.verdict === APPLIED) spendable -= reward.cost;
  }
  return Math.max(0, spendable);
}

/** Lines that may be paid with points of this wallet. */
const redeemableLines = (cart: Cart, wallet: CompiledWallet): LineState[] =>
  linesOf(cart, wallet.redeemSelector).filter((line) => !line.noRedeem && line.remaining > 0);

/** What points may pay of one line: it keeps `minPayable` and never goes below its minimum price. */
const payableOf = (line: LineState, minPayable: number): number =>
  Math.max(0, line.remaining - Math.max(minPayable, line.floor));

/** The most points that may pay here, in whole steps. */
function mostPoints(run: Run, wallet: CompiledWallet, walletPosition: number, lines: LineState[]): number {
  const rule = wallet.redeem;
  if (rule === null || run.cart.remaining < rule.minReceipt) return 0;
  let net = 0;
  let room = 0;
  for (const line of lines) {
    net += line.remaining;
    room += payableOf(line, rule.minPayable);
  }
  const share = multiplyDivide(net, wallet.maxShareBasisPoints, WHOLE_BASIS_POINTS, 'floor');
  const byMoney = minorToPoints(Math.min(share, room), wallet.value, wallet.scale);
  const points = Math.min(spendableOf(run, walletPosition), byMoney);
  return points - (points % rule.step);
}

function pay(lines: LineState[], minPayable: number, amountMinor: number): void {
  reserve(lines.length);
  lines.forEach((line, i) => {
    weights[i] = line.remaining;
    rooms[i] = payableOf(line, minPayable);
  });
  allocateInto(amountMinor, weights, rooms, lines.length, parts);
  lines.forEach((line, i) => {
    line.paidWithPoints = unboxed(parts[i] ?? 0);
    line.remaining -= line.paidWithPoints;
  });
}

const walletOf = (run: Run): number => {
  const asked = run.facts.receipt.redeem;
  if (asked == null) {
    const isGift = run.facts.payer !== null && run.facts.member === null;
    return run.program.wallets.findIndex(({ redeem, gift }) => redeem !== null && (!isGift || gift === true));
  }
  return run.program.walletIndex.get(asked.wallet) ?? -1;
};

/** Pays with points what was asked for, never more than allowed; says how much could be paid. */
export function redeem(run: Run): void {
  const position = walletOf(run);
  const wallet = run.program.wallets[position];
  run.redemption = null;
  if (wallet === undefined) return;
  const lines = redeemableLines(run.cart, wallet);
  const fewest = (points: number): number =>
    fewestPoints(points, wallet.redeem?.step ?? 1, wallet.value, wallet.scale);
  const max = fewest(mostPoints(run, wallet, position, lines));
  const request = run.facts.receipt.redeem;
  const asked = request == null ? 0 : 'max' in request ? max : request.points;
  const wanted = Math.min(asked, max);
  const redemption: Redemption = { wallet: position, asked, points: 0, max };
  run.redemption = redemption;
  const rule = wallet.redeem;
  if (rule === null || wanted === 0) return;
  const points = wanted - (wanted % rule.step);
  const amountMinor = pointsToMinor(points, wallet.value, wallet.scale);
  // Points that pay less than one minor unit would be lost.
  if (amountMinor === 0) return;
  redemption.points = fewest(points);
  run.cart.remaining -= amountMinor;
  pay(lines, rule.minPayable, amountMinor);
}
