import { describe, expect, it } from 'vitest';
import type { Answer, EngineFactory } from '../../bench/quote/engine.ts';
import { kopilka } from '../../bench/quote/engines/kopilka.ts';
import { limit } from '../../bench/quote/engines/limit.ts';
import { contenders } from '../../bench/quote/engines.ts';
import { checkEqualDiscounts, firstDifference } from '../../bench/quote/equal-discounts.ts';
import { benchMember, CATEGORIES, makeCarts, makeProgram } from '../../bench/quote/workload.ts';

const workload = { program: makeProgram(200), member: benchMember };
const carts = makeCarts(20, 12);
const reference = { make: limit, differsIn: [] };

/** Kopilka that takes one kopeck too much off one line. */
const greedy: EngineFactory = async (given) => {
  const engine = await kopilka(given);
  if (engine === null) return null;
  return {
    ...engine,
    quote: async (cart): Promise<Answer> => {
      const answer = await engine.quote(cart);
      const lines = Array.from({ length: cart.lines.length }, (_, i) => answer.lineDiscountsMinor[i] ?? 0);
      lines[3] = (lines[3] ?? 0) + 1;
      return { ...answer, lineDiscountsMinor: lines };
    },
  };
};

describe('the engines of the benchmark', () => {
  it('give the same discount on every line, and the same points', async () => {
    for (const contender of contenders) await checkEqualDiscounts(reference, contender, workload, carts);
  });

  it('are not timed when one of them differs by a kopeck', async () => {
    const check = checkEqualDiscounts(reference, { make: greedy, differsIn: [] }, workload, carts);
    await expect(check).rejects.toThrow('differ in line 4');
  });

  it('differ when only the points do', () => {
    const answer = { discountMinor: 5, lineDiscountsMinor: [5], points: 1 };
    expect(firstDifference(answer, { ...answer, points: 2 }, 0)).toBe(-2);
    expect(firstDifference(answer, { ...answer, points: null }, 0)).toBe(-1);
    expect(firstDifference(answer, { ...answer, lineDiscountsMinor: [4] }, 1)).toBe(-1);
  });
});

describe('the workload of the benchmark', () => {
  it('is the same every time and has the promised mix', () => {
    expect(makeProgram(1000)).toEqual(makeProgram(1000));
    expect(makeCarts(30, 3)).toEqual(makeCarts(30, 3));
    const kinds = Map.groupBy(makeProgram(1000).promotions, ({ id }) => id.split('-')[0]);
    const counts = Object.fromEntries([...kinds].map(([kind, list]) => [kind, list.length]));
    expect(counts).toEqual({
      percent: 350,
      fixed: 150,
      buyGet: 150,
      threshold: 100,
      multiplier: 50,
      points: 200,
    });
  });

  it('adds beyond 1,000 promotions only such as no cart touches', () => {
    const first = makeProgram(1000).promotions;
    const { promotions } = makeProgram(3000);
    expect(promotions).toHaveLength(3000);
    expect(promotions.slice(0, 1000)).toEqual(first);
    const sold = new Set(makeCarts(200, 20).flatMap(({ lines }) => lines.map(({ category }) => category)));
    const named = JSON.stringify(promotions.slice(1000));
    expect([...sold].filter((category) => named.includes(`"${category}"`))).toEqual([]);
    expect(sold.size).toBeGreaterThan(CATEGORIES / 2);
  });

  it('sells the popular categories most', () => {
    const lines = makeCarts(200, 20).flatMap((cart) => cart.lines);
    const sold = (category: string): number => lines.filter((line) => line.category === category).length;
    expect(sold('c0000')).toBeGreaterThan(sold('c0009') * 4);
  });
});
