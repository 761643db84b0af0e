import type { Member } from '../../src/contracts/member.ts';
import type { Program } from '../../src/contracts/program.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { loadCart } from '../../src/loyalty/cart/cart.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { admit, entrantsOf } from '../../src/loyalty/stages/admit.ts';
import { gatherFacts } from '../../src/loyalty/stages/facts.ts';
import type { Run } from '../../src/loyalty/stages/run.ts';
import { createTrial, rivals, type Trial } from '../../src/loyalty/stages/trial.ts';

/** A receipt of a program at the point where its groups are decided. */
export function trialOf(program: Program, member: Member | null, receipt: Receipt): Trial {
  const compiled = compileProgram(program);
  loadCart(compiled.cart, receipt.lines);
  const facts = gatherFacts(compiled, member, receipt, quoteContextSchema.parse({}));
  const admitted = admit(compiled, compiled.cart, facts);
  const run: Run = {
    program: compiled,
    cart: compiled.cart,
    facts,
    entrants: entrantsOf(compiled, admitted),
    turns: admitted.turns,
    outcomes: admitted.outcomes,
    rewards: [],
    stampsUsed: [],
    unitsGiven: new Map(),
    earnings: [],
    points: [],
    redemption: null,
  };
  return createTrial(run, rivals(run.entrants));
}
