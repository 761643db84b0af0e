import { linesOf } from '../cart/cart.ts';
import { type CompiledBasket, HAS_BASKET } from '../program/compiled.ts';
import { amountOf, asksWhatIsLeft, holds } from './basket.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';

/** What a promotion may bring, in ten-thousandths of a minor unit. */
export type Bring = { money: number; points: number };
/** Does the basket hold at the promotion's turn? */
export type Holding = 'yes' | 'no' | 'maybe';

/** What is known of a receipt while some of its groups are not decided. */
export type Forecast = {
  readonly run: Run;
  /** By position of the line: not known exactly any more. */
  readonly unsure: Uint8Array;
  readonly asked: Map<Outcome, Holding>;
  /** Lower prices, but how much is not known exactly. */
  readonly unclear: Set<Outcome>;
  /** What each undecided promotion could bring if it were taken. */
  readonly undecided: Map<Outcome, Bring>;
  /** What the decided ones bring beyond what was really taken off. */
  readonly decided: Bring;
};

export const isUnsure = ({ run, unsure }: Forecast, selector: number): boolean =>
  linesOf(run.cart, selector).some((line) => unsure[line.index] === 1);

function askBasket(forecast: Forecast, outcome: Outcome, basket: CompiledBasket): Holding {
  const { cart } = forecast.run;
  if (!(asksWhatIsLeft(basket) && isUnsure(forecast, basket.selector))) {
    return holds(forecast.run, basket, outcome.promotion.order) ? 'yes' : 'no';
  }
  return amountOf(cart, basket) < basket.minAmount ? 'no' : 'maybe';
}

/** Asked once, at the first turn, as in a real evaluation. */
export function mayHold(forecast: Forecast, outcome: Outcome): Holding {
  if ((outcome.promotion.duties & HAS_BASKET) === 0) return 'yes';
  const known = forecast.asked.get(outcome);
  if (known !== undefined) return known;
  const all = outcome.promotion.laterBaskets.map((basket) => askBasket(forecast, outcome, basket));
  const holding = all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes';
  forecast.asked.set(outcome, holding);
  return holding;
}

/** Who gains by what an outcome brings: itself while its group is undecided, else the receipt. */
export const bringOf = ({ undecided, decided }: Forecast, outcome: Outcome): Bring =>
  undecided.get(outcome) ?? decided;

export const createForecast = (run: Run, undecided: readonly Outcome[]): Forecast => ({
  run,
  unsure: new Uint8Array(run.cart.lines.length),
  asked: new Map(),
  unclear: new Set(),
  undecided: new Map(undecided.map((outcome) => [outcome, { money: 0, points: 0 }])),
  decided: { money: 0, points: 0 },
});
