import type { Program } from '../../../contracts/program.ts';
import { parseLocalMinute } from '../../time/calendar.ts';
import { openZone } from '../../time/zone.ts';
import type { ProgramIssue } from '../issue.ts';
import { impossibleAlone } from './impossible-alone.ts';
import { neverApplies } from './never-applies.ts';
import { cause, placed } from './promotion-warning.ts';

/** Promotions whose last minute is past when the program comes into use; `inUseFromMs`: milliseconds since 1970. */
export function warnOverAlready(program: Program, inUseFromMs: number): ProgramIssue[] {
  const seconds = Math.floor(inUseFromMs / 1000);
  const minute = Math.floor((seconds + openZone(program.timezone).offsetAt(seconds)) / 60);
  return placed(program).flatMap((entry) => {
    const { to } = entry.promotion.when;
    if (to == null || parseLocalMinute(to) >= minute || impossibleAlone(entry.promotion) !== null) return [];
    return [
      neverApplies(
        entry,
        cause(
          '.when.to',
          `It ends before the program is in use: its last minute is ${to}.`,
          `Она кончится раньше, чем программа начнёт действовать: последняя минута – ${to}.`,
        ),
      ),
    ];
  });
}
