import type { Program } from '../../../src/contracts/program.ts';
import type { Promotion } from '../../../src/contracts/promotion.ts';
import type { Asked } from './asked.ts';
import { refusalOf } from './conditions.ts';
import { type Evaluation, evaluate, neverHolds } from './evaluate.ts';
import type { RewardOutcome } from './extras.ts';
import { type Handed, handOut } from './issue.ts';
import { type Message, say } from './messages.ts';
import { type Gift, type NaiveLine, refused, type Verdict } from './model.ts';
import { type Stamps, stampsOf } from './stamps.ts';
import { type Progress, progressOf } from './tier.ts';
import { touches } from './touching.ts';
import { notInForce } from './when.ts';

// A second engine, deliberately simple: no index, no compilation, exact fractions, units one by one, groups by trying
// everything. It is written from the same text as the real one and shares no code with it.

export type NaiveOutcome = { readonly id: string; readonly verdict: Verdict };
export type NaiveQuote = Handed & {
  readonly lines: readonly NaiveLine[];
  readonly points: number;
  /** Promotions in their order. */
  readonly outcomes: readonly NaiveOutcome[];
  /** Chosen rewards, then full cards, each once. */
  readonly extras: readonly NaiveOutcome[];
  readonly rewards: readonly RewardOutcome[];
  readonly gifts: readonly Gift[];
  readonly stamps: readonly Stamps[];
  readonly tier: Progress | null;
  readonly messages: readonly Message[];
};

const inTurn = (program: Program): Promotion[] =>
  [...program.promotions].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));

/** What the customer saves, in ten-thousandths of a minor unit, exactly: no wallet has more than four decimals. */
function saving(program: Program, { lines }: Evaluation): bigint {
  const money = lines.reduce((sum, line) => sum + [...line.off.values()].reduce((a, b) => a + b, 0), 0);
  return program.wallets.reduce((sum, wallet) => {
    const earned = lines.reduce((total, line) => total + (line.earned.get(wallet.id) ?? 0), 0);
    return sum + BigInt(earned) * BigInt(wallet.value) * BigInt(10 ** (4 - wallet.scale));
  }, BigInt(money) * 10_000n);
}

function* picks(groups: readonly (readonly Promotion[])[]): Generator<Promotion[]> {
  const [first, ...rest] = groups;
  if (first === undefined) yield [];
  else for (const promotion of first) for (const others of picks(rest)) yield [promotion, ...others];
}

type Best = {
  readonly chosen: readonly Promotion[];
  readonly evaluation: Evaluation;
  readonly score: bigint;
  readonly count: number;
};

/**
 * Rewards and cards as the quote tells them: each that did something at any time once as applied; each reward of which a
 * choice was refused once with the first reason, whatever came of its other choices.
 */
function told({ rewards, cards }: Evaluation): NaiveOutcome[] {
  const all: readonly NaiveOutcome[] = [...rewards, ...cards.filter(({ verdict }) => verdict.applied)];
  const firsts = (of: readonly NaiveOutcome[]): NaiveOutcome[] =>
    of.filter(({ id }, i) => of.findIndex((one) => one.id === id) === i);
  return [
    ...firsts(all.filter(({ verdict }) => verdict.applied)),
    ...firsts(all.filter(({ verdict }) => !verdict.applied)),
  ];
}

type Groups = readonly (readonly Promotion[])[];
type Without = (chosen: readonly Promotion[]) => Promotion[];

const isApplied = (evaluation: Evaluation, promotion: Promotion): boolean =>
  evaluation.standings.get(promotion)?.verdict?.applied === true;

/** Group by group the first one that does something when tried in its place. */
function firstThatApply(asked: Asked, groups: Groups, without: Without) {
  let chosen = groups.map((group) => group[0] as Promotion);
  groups.forEach((group, i) => {
    const tries = group.map((promotion) => chosen.with(i, promotion));
    chosen =
      tries.find((tried, k) => isApplied(evaluate(asked, without(tried)), group[k] as Promotion)) ?? chosen;
  });
  return { chosen, evaluation: evaluate(asked, without(chosen)) };
}

/** The choice that saves most; of equals the one with more that do something, then the earlier. */
function bestOfAll(asked: Asked, groups: Groups, without: Without) {
  let best: Best | null = null;
  for (const chosen of picks(groups)) {
    const evaluation = evaluate(asked, without(chosen));
    const score = saving(asked.program, evaluation);
    const count = chosen.filter((promotion) => isApplied(evaluation, promotion)).length;
    if (best === null || score > best.score || (score === best.score && count > best.count)) {
      best = { chosen, evaluation, score, count };
    }
  }
  return best as NonNullable<typeof best>;
}

/** What happens in the groups: the evaluation with the best choice, and how every entrant came out. */
function decide(asked: Asked, entrants: readonly Promotion[]) {
  // One of those that apply is used: what surely fails takes nobody's place.
  const rivals = entrants.filter((promotion) => !neverHolds(promotion, asked));
  const names = [...new Set(rivals.flatMap(({ group }) => (group == null ? [] : [group])))];
  const groups = names.map((name) => rivals.filter(({ group }) => group === name));
  const contested = groups.filter((group) => group.length > 1);
  const without = (chosen: readonly Promotion[]): Promotion[] =>
    entrants.filter((promotion) => chosen.includes(promotion) || !contested.flat().includes(promotion));
  const { chosen, evaluation } =
    asked.program.defaults.conflict === 'priority'
      ? firstThatApply(asked, contested, without)
      : bestOfAll(asked, contested, without);
  const verdictOf = (promotion: Promotion): Verdict => {
    const own = evaluation.standings.get(promotion)?.verdict;
    if (own !== undefined) return own ?? refused('no-matching-line');
    const place = contested.findIndex((group) => group.includes(promotion));
    const tried = evaluate(asked, without(chosen.with(place, promotion)));
    const verdict = tried.standings.get(promotion)?.verdict ?? refused('no-matching-line');
    return verdict.applied ? refused('lost-to') : verdict;
  };
  return { evaluation, verdictOf };
}

/** The quote by the text, as plainly as possible. */
export function naiveQuote(asked: Asked): NaiveQuote {
  const { program, receipt } = asked;
  const refusals = new Map(
    inTurn(program).map((promotion): [Promotion, string | null] => [
      promotion,
      notInForce(promotion, asked) ??
        (touches(promotion, receipt) ? refusalOf(promotion, asked) : 'no-matching-line'),
    ]),
  );
  const entrants = [...refusals.keys()].filter((promotion) => refusals.get(promotion) === null);
  const { evaluation, verdictOf } = decide(asked, entrants);
  const { lines, points, rewards, gifts, cards } = evaluation;
  const outcomes = [...refusals].map(([promotion, refusal]): NaiveOutcome & { promotion: Promotion } => ({
    promotion,
    id: promotion.id,
    verdict: refusal === null ? verdictOf(promotion) : refused(refusal),
  }));
  const applied = outcomes.filter(({ verdict }) => verdict.applied).map(({ promotion }) => promotion);
  const tier = progressOf(
    asked,
    lines.reduce((sum, line) => sum + line.left, 0),
  );
  return {
    lines,
    points,
    outcomes,
    extras: told(evaluation),
    rewards: rewards.filter(({ verdict }) => verdict.applied),
    gifts,
    stamps: stampsOf(asked, lines, applied, cards),
    tier,
    messages: say(asked, { lines, points, rewards, tier }, applied),
    ...handOut(asked, applied),
  };
}
