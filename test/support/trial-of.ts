import type { Member } from '../../src/contracts/member.ts';
import type { Program } from '../../src/contracts/program.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { entrantsOf } from '../../src/loyalty/stages/admit.ts';
import { startRun } from '../../src/loyalty/stages/start-run.ts';
import { createTrial, rivals, type Trial } from '../../src/loyalty/stages/trial.ts';

/** A receipt of a program at the point where its groups are decided. */
export function trialOf(program: Program, member: Member | null, receipt: Receipt): Trial {
  const compiled = compileProgram(program);
  const { run, admitted } = startRun(compiled, member, receipt, quoteContextSchema.parse({}));
  // A quote lists them only where there are groups; these tests choose among promotions without any too.
  const all = { ...run, entrants: entrantsOf(compiled, admitted) };
  return createTrial(all, rivals(all));
}
