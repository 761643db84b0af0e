import { allocateInto } from '../../shared/allocate.ts';
import { unboxed } from '../../shared/unboxed.ts';
import { truncate } from '../cart/truncate.ts';
import { APPLIED, NOTHING_LEFT } from '../cart/verdict.ts';
import type { CompiledChoiceOption, CompiledWallet } from '../program/compiled.ts';
import { NOT_A_MEMBER } from '../program/reason.ts';
import { EVERY_LINE } from '../program/selectors.ts';
import type { EarnStep } from '../rules/rule.ts';
import { basketHolds } from './basket.ts';
import {
  addMultiplier,
  addPercent,
  giveToLines,
  loadBases,
  type Percent,
  roundPercents,
  wholePoints,
} from './earn-rates.ts';
import { addVerdict, type Earning, type Outcome, PENDING, type Run } from './run.ts';

/** Who gives points: the tier, a choice option or a promotion. */
type Giver = { readonly source: Earning['source']; readonly id: string; readonly outcome: Outcome | null };
type Task = { readonly outcome: Outcome; readonly step: EarnStep };

const isMultiplier = ({ step }: Task): boolean => step.multiplyHundredths > 0;
const isPercent = ({ step }: Task): boolean => step.basisPoints > 0;
const giverOf = ({ outcome }: Task): Giver => ({ source: 'promotion', id: outcome.promotion.id, outcome });

function book(run: Run, wallet: number, giver: Giver, points: number): void {
  const { outcome } = giver;
  if (outcome !== null && points > 0) {
    outcome.points[wallet] = (outcome.points[wallet] ?? 0) + points;
    outcome.earned = true;
  }
  if (points > 0) run.earnings.push({ source: giver.source, id: giver.id, wallet, points });
}

/** The member's picked options, at most as many as the program lets pick. */
export function pickedOptions(run: Run): CompiledChoiceOption[] {
  const picked: CompiledChoiceOption[] = [];
  const { member } = run.facts;
  if (member === null) return picked;
  for (const choice of run.program.program.choices) {
    const ids = Object.hasOwn(member.choices, choice.id) ? (member.choices[choice.id] ?? []) : [];
    const known = [...new Set(ids)].map((id) => run.program.choices.get(`${choice.id}\n${id}`));
    picked.push(...known.filter((option) => option !== undefined).slice(0, choice.pick));
  }
  return picked;
}

/** Multipliers first, because percents are multiplied; then the tier's part, choices and promotions. */
function addPercents(
  run: Run,
  wallet: number,
  tasks: readonly Task[],
  options: readonly CompiledChoiceOption[],
  givers: Giver[],
): number[] {
  const { cart } = run;
  const contributed: number[] = [];
  const enlist = (giver: Giver): number => {
    contributed.push(0);
    return givers.push(giver) - 1;
  };
  for (const task of tasks) {
    if (isMultiplier(task)) addMultiplier(cart, task.step, enlist(giverOf(task)));
  }
  const tier = run.program.tiers[run.facts.tier];
  if (tier !== undefined && tier.wallet === wallet && tier.earnBasisPoints > 0) {
    const giver = enlist({ source: 'tier', id: tier.id, outcome: null });
    const part: Percent = { selector: EVERY_LINE, basisPoints: tier.earnBasisPoints, giver };
    addPercent(cart, part, contributed, true);
  }
  for (const { selector, basisPoints, choice, option } of options) {
    const giver = enlist({ source: 'choice', id: `${choice}/${option}`, outcome: null });
    addPercent(cart, { selector, basisPoints, giver }, contributed, false);
  }
  for (const task of tasks) {
    if (!isPercent(task)) continue;
    const { selector, basisPoints } = task.step;
    addPercent(cart, { selector, basisPoints, giver: enlist(giverOf(task)) }, contributed, false);
  }
  return contributed;
}

function giveWhole(run: Run, wallet: number, tasks: readonly Task[]): number {
  let sum = 0;
  for (const task of tasks) {
    if (isMultiplier(task) || isPercent(task)) continue;
    const points = wholePoints(run.cart, task.step);
    sum += points;
    giveToLines(run.cart.lines, wallet, points);
    book(run, wallet, giverOf(task), points);
    addVerdict(task.outcome, points > 0 ? APPLIED : NOTHING_LEFT, 0);
  }
  return sum;
}

let parts = new Float64Array(64);

/** The rounded points of the percents, by what each giver contributed. */
function shareAmongGivers(
  run: Run,
  wallet: number,
  givers: readonly Giver[],
  contributed: readonly number[],
  points: number,
): void {
  if (parts.length < givers.length) parts = new Float64Array(givers.length * 2);
  allocateInto(points, contributed, null, givers.length, parts);
  for (let i = 0; i < givers.length; i += 1) {
    const giver = givers[i] as Giver;
    book(run, wallet, giver, unboxed(parts[i] as number));
    if (giver.outcome === null) continue;
    // A multiplier that contributed nothing met a larger one, or nothing to multiply.
    addVerdict(giver.outcome, (contributed[i] as number) > 0 ? APPLIED : NOTHING_LEFT, 0);
  }
}

function earnInWallet(
  run: Run,
  wallet: number,
  tasks: readonly Task[],
  options: readonly CompiledChoiceOption[],
): void {
  const compiled = run.program.wallets[wallet] as CompiledWallet;
  const givers: Giver[] = [];
  loadBases(run.cart.lines, compiled);
  const whole = giveWhole(run, wallet, tasks);
  const contributed = addPercents(run, wallet, tasks, options, givers);
  const points = roundPercents(run.cart.lines, compiled, whole);
  giveToLines(run.cart.lines, wallet, points);
  shareAmongGivers(run, wallet, givers, contributed, points);
}

/** A gift card is loaded, and earns nothing else. */
const mayEarn = ({ facts, program }: Run, wallet: number): boolean =>
  facts.member !== null || (facts.payer !== null && program.wallets[wallet]?.gift === true);

/** Earning steps whose promotion takes part, by wallet. */
function collectTasks(run: Run): Task[][] {
  const tasks: Task[][] = run.program.wallets.map(() => []);
  const { earn: turns } = run.turns;
  for (let i = 0; i < turns.count; i += 1) {
    const outcome = turns.items[i] as Outcome;
    if (!basketHolds(run.cart, outcome)) continue;
    for (const step of outcome.promotion.earnSteps) {
      if (!mayEarn(run, step.wallet)) addVerdict(outcome, NOT_A_MEMBER, 0);
      else tasks[step.wallet]?.push({ outcome, step });
    }
  }
  return tasks;
}

/** Points of this receipt, in every wallet; promotions that only hand something out are decided here too. */
export function earn(run: Run): void {
  truncate(run.earnings, 0);
  const tasks = collectTasks(run);
  if (run.facts.payer !== null) {
    const options = pickedOptions(run);
    tasks.forEach((list, wallet) => {
      const picked = options.filter((option) => option.wallet === wallet);
      const tier = run.program.tiers[run.facts.tier];
      const tierEarns = tier?.wallet === wallet && tier.earnBasisPoints > 0;
      if (list.length + picked.length > 0 || tierEarns) earnInWallet(run, wallet, list, picked);
    });
  }
  const { gives } = run.turns;
  for (let i = 0; i < gives.count; i += 1) {
    const outcome = gives.items[i] as Outcome;
    const onlyIssues = outcome.promotion.earnSteps.length === 0 && outcome.verdict === PENDING;
    if (onlyIssues && basketHolds(run.cart, outcome)) addVerdict(outcome, APPLIED, 0);
  }
}
