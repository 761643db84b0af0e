import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import { parseLocalMinute } from '../../time/calendar.ts';
import { openZone } from '../../time/zone.ts';
import { type Cause, cause } from './promotion-warning.ts';

/** Says of a promotion whether its last minute is past when the program comes into use; `inUseFromMs`: milliseconds since 1970. */
export function overAlready(program: Program, inUseFromMs: number): (promotion: Promotion) => Cause | null {
  const seconds = Math.floor(inUseFromMs / 1000);
  const minute = Math.floor((seconds + openZone(program.timezone).offsetAt(seconds)) / 60);
  return ({ when: { to } }) =>
    to == null || parseLocalMinute(to) >= minute
      ? null
      : cause(
          '.when.to',
          `It ends before the program is in use: its last minute is ${to}.`,
          `Она кончится раньше, чем программа начнёт действовать: последняя минута – ${to}.`,
        );
}
