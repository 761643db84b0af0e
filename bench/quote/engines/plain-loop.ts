import {
  buyTwoGetOne,
  createHandCart,
  loadHandCart,
  takeFromReceipt,
  takePercent,
  takePerUnit,
  writeAnswer,
} from '../by-hand.ts';
import type { EngineFactory } from '../engine.ts';
import { planOf } from '../plan.ts';

const WHOLE_RATE = 1_000_000;
const MINOR_PER_POINT = 100;

/** What one writes first: every promotion asks every line. The same arithmetic as the limit, no index, no reasons. */
export const plainLoop: EngineFactory = (workload) => {
  const plan = planOf(workload);
  const cart = createHandCart(plan.categories.size);
  const factor = new Int32Array(1000);
  const extra = new Int32Array(1000);
  return {
    name: 'hand-written plain loop',
    source: 'bench/quote/engines/plain-loop.ts',
    note: 'every promotion × every line, no reasons',
    toleranceMinor: 0,
    quote: (receipt) => {
      loadHandCart(cart, receipt, plan.categories);
      factor.fill(100, 0, cart.count);
      extra.fill(0, 0, cart.count);
      for (const { kind, category, value, minAmount, tier } of plan.promotions) {
        if (kind === 'threshold') {
          if (category < 0 && cart.gross >= minAmount) takeFromReceipt(cart, value);
          continue;
        }
        if (tier !== null && tier !== plan.tier) continue;
        let units = 0;
        for (let i = 0; i < cart.count; i += 1) {
          if (cart.category[i] !== category) continue;
          if (kind === 'percent') takePercent(cart, i, value);
          else if (kind === 'fixed') takePerUnit(cart, i, value);
          else if (kind === 'multiplier') factor[i] = Math.max(factor[i] as number, value);
          else if (kind === 'points') extra[i] = (extra[i] as number) + value * 100;
          else units += cart.units[i] as number;
        }
        if (kind === 'buyGet' && units >= 3) buyTwoGetOne(cart, category);
      }
      let sum = 0;
      for (let i = 0; i < cart.count; i += 1) {
        const rate = plan.tierBasisPoints * (factor[i] as number) + (extra[i] as number);
        sum += (cart.remaining[i] as number) * rate;
      }
      return writeAnswer(cart, Math.floor(sum / (WHOLE_RATE * MINOR_PER_POINT)));
    },
  };
};
