import type { Member } from '../../contracts/member.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';
import { loadCart } from '../cart/cart.ts';
import type { CompiledProgram } from '../program/compiled.ts';
import { type Admitted, admit, entrantsOf } from './admit.ts';
import { gatherFacts } from './facts.ts';
import type { Run } from './run.ts';

/** A quote at the point where its groups are decided. */
export function startRun(
  program: CompiledProgram,
  member: Member | null,
  receipt: Receipt,
  context: QuoteContext,
): { readonly run: Run; readonly admitted: Admitted } {
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
  return { run, admitted };
}
