import type { Effect } from '../../../src/contracts/effects.ts';
import type { Member } from '../../../src/contracts/member.ts';
import type { Choice, Program, Wallet } from '../../../src/contracts/program.ts';
import { type Asked, personOf } from './asked.ts';
import { add, type Fraction, floor, fraction, rounded, sharedOut, sum, times, zero } from './fraction.ts';
import { matches, type NaiveLine, refused, type Verdict } from './model.ts';
import { tierOf } from './tier.ts';

type Points = Extract<Effect, { type: 'points' }>;
/** A points effect of a promotion that takes part. */
export type EarnTask = { readonly promotion: string; readonly effect: Points };

/** An effect whose promotion contributed nothing to a wallet, and why this effect did not. */
type Idle = { readonly promotion: string; readonly verdict: Verdict };
type Earned = { readonly contributors: ReadonlySet<string>; readonly idle: readonly Idle[] };

/** Points of one wallet; tells which promotions contributed. */
function earnInWallet(
  asked: Asked,
  wallet: Wallet,
  lines: readonly NaiveLine[],
  tasks: readonly EarnTask[],
): Earned {
  const contributors = new Set<string>();
  const base = (line: NaiveLine): number =>
    line.input.flags.includes('noPoints') ? 0 : line.left + (wallet.earnOnPointsPaid ? line.paid : 0);
  const earning = (effect: Points): NaiveLine[] =>
    lines.filter((line) => matches(effect.of, line.input) && !line.input.flags.includes('noPoints'));
  // A multiplier counts on a line when no other one there is larger, or equal and earlier.
  const largest = (line: NaiveLine, candidates: readonly EarnTask[]): EarnTask | undefined =>
    candidates
      .filter(({ effect }) => matches(effect.of, line.input))
      .reduce<EarnTask | undefined>(
        (best, task) =>
          best === undefined || (task.effect.multiply ?? 0) > (best.effect.multiply ?? 0) ? task : best,
        undefined,
      );
  const multipliers = tasks.filter(({ effect }) => effect.multiply != null);
  const forAll = multipliers.filter(({ effect }) => effect.scope === 'all');
  const { program } = asked;
  const tier = tierOf(asked);
  const tierPercent =
    tier !== undefined && (tier.wallet ?? program.wallets[0]?.id) === wallet.id ? tier.earnPercent : 0;
  const options = pickedOptions(program, personOf(asked)).filter(
    (option) => (option.wallet ?? program.wallets[0]?.id) === wallet.id,
  );
  const perMoney = fraction(10 ** wallet.scale, wallet.value);
  const percentPart = (line: NaiveLine, percent: number, multiplier: EarnTask | undefined): Fraction => {
    const plain = times(fraction(base(line)), fraction(Math.round(percent * 100), 10_000));
    if (multiplier !== undefined && plain.top > 0n) contributors.add(multiplier.promotion);
    return times(plain, fraction(Math.round((multiplier?.effect.multiply ?? 1) * 100), 100));
  };
  const contributions = lines.map((line) => {
    let part = percentPart(line, tierPercent, largest(line, multipliers));
    for (const { effect, promotion } of tasks) {
      if (effect.percent == null || !matches(effect.of, line.input)) continue;
      if (base(line) > 0 && effect.percent > 0) contributors.add(promotion);
      part = add(part, percentPart(line, effect.percent, largest(line, forAll)));
    }
    for (const option of options) {
      if (matches(option.of, line.input))
        part = add(part, percentPart(line, option.earnPercent, largest(line, forAll)));
    }
    return times(part, perMoney);
  });
  let whole = 0;
  const give = (parts: readonly number[], to: readonly NaiveLine[]): void => {
    to.forEach((line, i) => {
      line.earned.set(wallet.id, (line.earned.get(wallet.id) ?? 0) + (parts[i] ?? 0));
    });
  };
  for (const { effect, promotion } of tasks) {
    const to = earning(effect);
    const baseSum = to.reduce((total, line) => total + base(line), 0);
    let points = 0;
    let weights = to.map((line) => fraction(base(line)));
    if (effect.fixed != null && baseSum > 0) points = effect.fixed;
    if (effect.per != null) points = floor(fraction(baseSum, effect.per.amount)) * effect.per.points;
    if (effect.perUnit != null) {
      points = to.reduce((total, line) => total + line.units, 0) * effect.perUnit;
      weights = to.map((line) => fraction(line.units));
    }
    if (points === 0) continue;
    contributors.add(promotion);
    whole += points;
    give(sharedOut(points, weights), to);
  }
  const exact = add(lines.length === 0 ? zero : sum(contributions), fraction(whole));
  give(sharedOut(rounded(exact, wallet.rounding) - whole, contributions), lines);
  const isPercented = (line: NaiveLine): boolean =>
    tasks.some(({ effect }) => (effect.percent ?? 0) > 0 && matches(effect.of, line.input)) ||
    options.some((option) => option.earnPercent > 0 && matches(option.of, line.input));
  const whyNot = ({ effect }: EarnTask): Verdict => {
    const goods = earning(effect);
    const worth = goods.reduce((total, line) => total + base(line), 0);
    if ((effect.perUnit ?? 0) > 0 && goods.length > 0) return refused('weighed-goods');
    if (effect.per != null && effect.per.points > 0 && worth > 0 && worth < effect.per.amount)
      return refused('basket-amount', effect.per.amount - worth);
    // Alone it would have multiplied something: others did in its place.
    const multipliable = goods.some(
      (line) => base(line) > 0 && (tierPercent > 0 || (effect.scope === 'all' && isPercented(line))),
    );
    return refused(effect.multiply != null && multipliable ? 'lost-to' : 'nothing-to-earn');
  };
  const idle = tasks.filter(({ promotion }) => !contributors.has(promotion));
  return {
    contributors,
    idle: idle.map((task) => ({ promotion: task.promotion, verdict: whyNot(task) })),
  };
}

/** What the member chose to earn more on, no more options than may be picked. */
const pickedOptions = (program: Program, member: Member | null): Choice['options'] =>
  program.choices.flatMap(({ id, pick, options }) => {
    const chosen = new Set(member?.choices[id] ?? []);
    return [...chosen].flatMap((one) => options.filter((option) => option.id === one)).slice(0, pick);
  });

/** Points of a receipt in every wallet; the promotions that contributed to them, and why the others did not. */
export function earn(asked: Asked, lines: readonly NaiveLine[], tasks: readonly EarnTask[]): Earned {
  const { program, payer } = asked;
  const wallets = payer === null ? [] : program.wallets;
  const earned = wallets.map((wallet) =>
    earnInWallet(
      asked,
      wallet,
      lines,
      tasks.filter(({ effect }) => effect.wallet === wallet.id),
    ),
  );
  return {
    contributors: new Set(earned.flatMap(({ contributors }) => [...contributors])),
    idle: earned.flatMap(({ idle }) => idle),
  };
}
