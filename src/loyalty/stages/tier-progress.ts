import type { Quote } from '../../contracts/quote.ts';
import type { Run } from './run.ts';

/** Where the member stands after this receipt; a tier it reaches is provisional until the hub confirms. */
export function tierProgress(run: Run): Quote['tier'] {
  const { member, tier } = run.facts;
  const { tiers, program } = run.program;
  if (member === null || tiers.length === 0) return null;
  const counted =
    program.tierRule?.by === 'purchases' ? member.purchases + 1 : member.spend + run.cart.remaining;
  const ranked = program.tierRule == null ? -1 : tiers.findLastIndex((entry) => entry.from <= counted);
  const isReached = ranked > tier;
  const stands = Math.max(ranked, tier);
  const next = program.tierRule == null ? undefined : tiers[stands + 1];
  return {
    id: tiers[tier]?.id ?? null,
    reached: isReached ? (tiers[ranked]?.id ?? null) : null,
    provisional: isReached,
    next: next === undefined ? null : { id: next.id, gap: Math.max(0, next.from - counted) },
  };
}
