import type { Quote } from '../../contracts/quote.ts';
import * as fromAllocate from '../../shared/allocate.ts';
import * as fromUnboxed from '../../shared/unboxed.ts';
import * as fromTruncate from '../cart/truncate.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { CompiledChoiceOption, CompiledPromotion, CompiledWallet } from '../program/compiled.ts';
import * as fromCompiled from '../program/compiled.ts';
import * as fromReason from '../program/reason.ts';
import * as fromSelectors from '../program/selectors.ts';
import type { EarnStep } from '../rules/rule.ts';
import * as fromBasket from './basket.ts';
import * as fromRates from './earn-rates.ts';
import * as fromTasks from './earn-tasks.ts';
import type { Givers } from './givers.ts';
import * as fromGivers from './givers.ts';
import * as fromOutcomes from './outcomes.ts';
import type { Run } from './run.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { allocateInto } = fromAllocate;
const { unboxed } = fromUnboxed;
const { truncate } = fromTruncate;
const { APPLIED, MULTIPLIED_MORE, NOTHING_TO_EARN } = fromVerdict;
const { EARN_TURN } = fromCompiled;
const { NOT_A_MEMBER } = fromReason;
const { EVERY_LINE } = fromSelectors;
const { basketHolds } = fromBasket;
const {
  addMultiplier,
  addPercent,
  giveToLines,
  loadBases,
  refusalOfWhole,
  roundPercents,
  strongerMultiplier,
  wholePoints,
} = fromRates;
const { addTask, clearTasks, hasTaskIn, multipliers, percents, wholes } = fromTasks;
const { clearGivers, createGivers, enlistGiver, TIER_GIVER } = fromGivers;
const { addVerdict, PENDING } = fromOutcomes;

type Source = Quote['earnings'][number]['source'];

const givers = createGivers();
/** Multipliers of the wallet at hand, which are its first givers. */
const rivals: EarnStep[] = [];
let parts = new Float64Array(64);

/** Points of the tier, an option or a promotion in a wallet. */
function book(run: Run, wallet: number, source: Source, id: string, points: number): void {
  if (points <= 0) return;
  run.points[wallet] = (run.points[wallet] ?? 0) + points;
  run.earnings.push({ source, id, wallet: run.program.wallets[wallet]?.id ?? '', points });
}

function bookPromotion(run: Run, wallet: number, order: number, points: number): void {
  const { points: earned, wallets } = run.outcomes;
  const at = order * wallets + wallet;
  earned[at] = (earned[at] as number) + points;
  book(run, wallet, 'promotion', run.program.sourceIds[order] as string, points);
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
function addPercents(run: Run, wallet: number, options: readonly CompiledChoiceOption[]): void {
  const { cart } = run;
  clearGivers(givers, multipliers.count + percents.count + options.length + 1);
  truncate(rivals, 0);
  for (let i = 0; i < multipliers.count; i += 1) {
    const step = multipliers.steps[i] as EarnStep;
    if (step.wallet !== wallet) continue;
    rivals.push(step);
    addMultiplier(cart, step, enlistGiver(givers, multipliers.orders[i] as number));
  }
  const tier = run.program.tiers[run.facts.tier];
  if (tier !== undefined && tier.wallet === wallet && tier.earnBasisPoints > 0) {
    addPercent(cart, EVERY_LINE, tier.earnBasisPoints, givers, enlistGiver(givers, TIER_GIVER), true);
  }
  for (let i = 0; i < options.length; i += 1) {
    const { selector, basisPoints } = options[i] as CompiledChoiceOption;
    addPercent(cart, selector, basisPoints, givers, enlistGiver(givers, TIER_GIVER - 1 - i), false);
  }
  for (let i = 0; i < percents.count; i += 1) {
    const step = percents.steps[i] as EarnStep;
    if (step.wallet !== wallet) continue;
    const giver = enlistGiver(givers, percents.orders[i] as number);
    addPercent(cart, step.selector, step.basisPoints, givers, giver, false);
  }
}

function refuseWhole(run: Run, order: number, step: EarnStep): void {
  const verdict = refusalOfWhole(run.cart, step);
  addVerdict(run.outcomes, order, verdict, run.cart.missing);
}

function giveWhole(run: Run, wallet: number): number {
  let sum = 0;
  for (let i = 0; i < wholes.count; i += 1) {
    const step = wholes.steps[i] as EarnStep;
    if (step.wallet !== wallet) continue;
    const order = wholes.orders[i] as number;
    const points = wholePoints(run.cart, step);
    sum += points;
    giveToLines(run.cart.lines, wallet, points);
    bookPromotion(run, wallet, order, points);
    if (points > 0) addVerdict(run.outcomes, order, APPLIED, 0);
    else refuseWhole(run, order, step);
  }
  return sum;
}

/** A percent or a multiplier that brought nothing. */
function refusePercent(run: Run, wallet: number, giver: number): void {
  const { outcomes, program, facts, cart } = run;
  const order = givers.orders[giver] as number;
  const step = giver < rivals.length ? rivals[giver] : undefined;
  const tier = program.tiers[facts.tier];
  const tierBasisPoints = tier?.wallet === wallet ? tier.earnBasisPoints : 0;
  const stronger = step === undefined ? -1 : strongerMultiplier(cart, step, giver, tierBasisPoints);
  if (stronger < 0) addVerdict(outcomes, order, NOTHING_TO_EARN, 0);
  else if (addVerdict(outcomes, order, MULTIPLIED_MORE, 0))
    outcomes.lostTo[order] = givers.orders[stronger] as number;
}

/** The rounded points of the percents, by what each giver contributed. */
function shareAmongGivers(
  run: Run,
  wallet: number,
  options: readonly CompiledChoiceOption[],
  { count, orders, contributed }: Givers,
  points: number,
): void {
  if (parts.length < count) parts = new Float64Array(count * 2);
  allocateInto(points, contributed, null, count, parts);
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const part = unboxed(parts[i] as number);
    if (order >= 0) {
      bookPromotion(run, wallet, order, part);
      if ((contributed[i] as number) > 0) addVerdict(run.outcomes, order, APPLIED, 0);
      else refusePercent(run, wallet, i);
    } else if (order === TIER_GIVER) {
      book(run, wallet, 'tier', run.program.tiers[run.facts.tier]?.id ?? '', part);
    } else {
      const { choice, option } = options[TIER_GIVER - 1 - order] as CompiledChoiceOption;
      book(run, wallet, 'choice', `${choice}/${option}`, part);
    }
  }
}

/** Does anything earn in this wallet here? */
function isEarning(run: Run, wallet: number, options: readonly CompiledChoiceOption[]): boolean {
  const tier = run.program.tiers[run.facts.tier];
  if (options.length > 0 || (tier?.wallet === wallet && tier.earnBasisPoints > 0)) return true;
  return hasTaskIn(wallet);
}

function earnInWallet(run: Run, wallet: number, options: readonly CompiledChoiceOption[]): void {
  const compiled = run.program.wallets[wallet] as CompiledWallet;
  loadBases(run.cart.lines, compiled);
  const whole = giveWhole(run, wallet);
  addPercents(run, wallet, options);
  const points = roundPercents(run.cart.lines, compiled, whole);
  giveToLines(run.cart.lines, wallet, points);
  shareAmongGivers(run, wallet, options, givers, points);
}

/** A gift card is loaded, and earns nothing else. */
const mayEarn = ({ facts, program }: Run, wallet: number): boolean =>
  facts.member !== null || (facts.payer !== null && program.wallets[wallet]?.gift === true);

function addStep(run: Run, order: number, step: EarnStep): void {
  if (!mayEarn(run, step.wallet)) {
    addVerdict(run.outcomes, order, NOT_A_MEMBER, 0);
    return;
  }
  addTask(order, step);
}

function collectTasks(run: Run): void {
  const { turns, program } = run;
  const { count, orders } = turns.earn;
  clearTasks();
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    if (!basketHolds(run, order)) continue;
    const sole = program.sole.earn[order] ?? null;
    if (sole !== null) addStep(run, order, sole);
    else
      for (const step of (program.promotions[order] as CompiledPromotion).earnSteps)
        addStep(run, order, step);
  }
}

/** Promotions that only hand something out apply when nothing refused them. */
function applyGivers(run: Run): void {
  const { outcomes, program } = run;
  const { count, orders } = run.turns.gives;
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const earns = ((program.asked.duties[order] as number) & EARN_TURN) !== 0;
    if (earns || outcomes.verdict[order] !== PENDING) continue;
    if (basketHolds(run, order)) addVerdict(outcomes, order, APPLIED, 0);
  }
}

/** Points of this receipt, in every wallet; promotions that only hand something out are decided here too. */
export function earn(run: Run): void {
  truncate(run.earnings, 0);
  for (let wallet = 0; wallet < run.points.length; wallet += 1) run.points[wallet] = 0;
  collectTasks(run);
  if (run.facts.payer !== null) {
    const options = pickedOptions(run);
    for (let wallet = 0; wallet < run.program.wallets.length; wallet += 1) {
      const picked = options.length === 0 ? options : options.filter((option) => option.wallet === wallet);
      if (isEarning(run, wallet, picked)) earnInWallet(run, wallet, picked);
    }
  }
  applyGivers(run);
}
