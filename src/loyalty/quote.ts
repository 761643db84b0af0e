import type { Member } from '../contracts/member.ts';
import type { Quote } from '../contracts/quote.ts';
import type { QuoteContext } from '../contracts/quote-context.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { loadCart } from './cart/cart.ts';
import { assertQuoteAddsUp } from './invariants.ts';
import type { CompiledProgram } from './program/compiled.ts';
import { admit, entrantsOf, listed } from './stages/admit.ts';
import { gatherFacts } from './stages/facts.ts';
import { evaluateWithGroups } from './stages/groups.ts';
import { writeQuote } from './stages/output.ts';
import type { Run } from './stages/run.ts';

/**
 * What a receipt costs and earns under a program: a pure function of its four arguments, the same bytes on a till, on
 * the hub and in a browser. The documents have passed their schemas (loyalty/refusal.ts, program/validate.ts); `null`
 * is a guest. Amounts in minor units, points in 10^-scale points.
 */
export function quote(
  program: CompiledProgram,
  member: Member | null,
  receipt: Receipt,
  context: QuoteContext,
): Quote {
  const { cart } = program;
  loadCart(cart, receipt.lines);
  const facts = gatherFacts(program, member, receipt, context);
  const admitted = admit(program, cart, facts);
  const run: Run = {
    program,
    cart,
    facts,
    entrants: program.hasGroups ? entrantsOf(program, admitted) : [],
    turns: admitted.turns,
    outcomes: admitted.outcomes,
    rewards: [],
    stampsUsed: [],
    unitsGiven: new Map(),
    earnings: [],
    points: program.wallets.map(() => 0),
    redemption: null,
  };
  evaluateWithGroups(run);
  const result = writeQuote(run, listed(program, facts, admitted.listing));
  assertQuoteAddsUp(result);
  return result;
}
