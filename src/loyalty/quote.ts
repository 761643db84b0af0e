import type { Member } from '../contracts/member.ts';
import type { Quote } from '../contracts/quote.ts';
import type { QuoteContext } from '../contracts/quote-context.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { assertQuoteAddsUp } from './invariants.ts';
import type { CompiledProgram } from './program/compiled.ts';
import { listed } from './stages/admit.ts';
import { evaluateWithGroups } from './stages/groups.ts';
import { writeQuote } from './stages/output.ts';
import { startRun } from './stages/start-run.ts';

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
  const { run, admitted } = startRun(program, member, receipt, context);
  evaluateWithGroups(run);
  const result = writeQuote(run, listed(program, run.facts, admitted.listing));
  assertQuoteAddsUp(result);
  return result;
}
