import type { Member } from '../../src/contracts/member.ts';
import type { Program } from '../../src/contracts/program.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { startRun } from '../../src/loyalty/stages/start-run.ts';
import { createTrial, rivals, type Trial } from '../../src/loyalty/stages/trial.ts';

/** A receipt of a program at the point where its groups are decided. */
export function trialOf(program: Program, member: Member | null, receipt: Receipt): Trial {
  const { run } = startRun(compileProgram(program), member, receipt, quoteContextSchema.parse({}));
  return createTrial(run, rivals(run.entrants));
}
