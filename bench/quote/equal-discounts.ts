import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Answer, BenchEngine, Workload } from './engine.ts';
import type { Contender } from './engines.ts';

/** Answers are scratch of their engine: this keeps one. */
const keep = (answer: Answer, lines: number): Answer => ({
  discountMinor: answer.discountMinor,
  lineDiscountsMinor: Array.from({ length: lines }, (_, i) => answer.lineDiscountsMinor[i] ?? 0),
  points: answer.points,
});

/** The first line in which two answers differ by more than the tolerance; -1: none, -2: the points differ. */
export function firstDifference(a: Answer, b: Answer, toleranceMinor: number): number {
  for (let i = 0; i < a.lineDiscountsMinor.length; i += 1) {
    const difference = Math.abs((a.lineDiscountsMinor[i] ?? 0) - (b.lineDiscountsMinor[i] ?? 0));
    if (difference > toleranceMinor) return i;
  }
  return a.points !== null && b.points !== null && a.points !== b.points ? -2 : -1;
}

async function compare(
  reference: BenchEngine,
  engine: BenchEngine,
  carts: readonly Receipt[],
): Promise<void> {
  for (const cart of carts) {
    const expected = keep(await reference.quote(cart), cart.lines.length);
    const given = keep(await engine.quote(cart), cart.lines.length);
    const at = firstDifference(expected, given, engine.toleranceMinor);
    if (at === -1) continue;
    const where = at === -2 ? 'the points' : `line ${at + 1}`;
    throw new Error(`${engine.name} and ${reference.name} differ in ${where} of ${cart.purchaseId}.`);
  }
}

/** The workload without the kinds of promotions that a contender answers in another way. */
function withoutKinds({ program, member }: Workload, contender: Contender): Workload {
  const left = program.promotions.filter(({ id }) => !contender.differsIn.some((kind) => id.includes(kind)));
  return { program: { ...program, promotions: left }, member };
}

/**
 * Throws unless a contender gives the reference's discount on every line of every cart, and its points where it counts
 * points. Nothing is timed before this.
 */
export async function checkEqualDiscounts(
  reference: Contender,
  contender: Contender,
  workload: Workload,
  carts: readonly Receipt[],
): Promise<void> {
  const common = withoutKinds(workload, contender);
  const expected = await reference.make(common);
  const engine = await contender.make(common);
  if (expected !== null && engine !== null) await compare(expected, engine, carts);
}
