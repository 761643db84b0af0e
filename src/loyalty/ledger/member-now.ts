import type { MemberRecord } from '../../contracts/sync.ts';
import { instantToMs } from './instant.ts';

/** Uses of promotions that still count at an instant: those whose window has passed are taken off. */
export function usesNow(
  { used, usedUntil = {} }: Pick<MemberRecord, 'used' | 'usedUntil'>,
  nowMs: number,
): Record<string, number> {
  const counted: Record<string, number> = { ...used };
  for (const [promotion, ends] of Object.entries(usedUntil)) {
    const over = ends.filter((end) => instantToMs(end) <= nowMs).length;
    counted[promotion] = Math.max(0, (counted[promotion] ?? 0) - over);
  }
  return counted;
}

/** Clubs the member is in on a day, `YYYY-MM-DD`; the last day counts. */
export const clubsOn = (
  { clubs, clubsUntil = {} }: Pick<MemberRecord, 'clubs' | 'clubsUntil'>,
  day: string,
): string[] => clubs.filter((club) => (clubsUntil[club] ?? day) >= day);
