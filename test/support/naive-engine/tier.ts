import type { Program, Tier } from '../../../src/contracts/program.ts';
import { type Asked, personOf } from './asked.ts';

/** Tiers from the lowest up. */
const upwards = ({ tiers }: Program): Tier[] =>
  [...tiers].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));

const countedBy = ({ program }: Asked, spend: number, purchases: number): number =>
  program.tierRule?.by === 'purchases' ? purchases : spend;

/** The member's tier; one that the program has lost is replaced by what the member has reached. */
export function tierOf(asked: Asked): Tier | undefined {
  const person = personOf(asked);
  if (person?.tier == null) return undefined;
  const counted = countedBy(asked, person.spend, person.purchases);
  return (
    asked.program.tiers.find(({ id }) => id === person.tier) ??
    upwards(asked.program).findLast(({ from }) => from <= counted)
  );
}

export type Progress = {
  readonly id: string | null;
  readonly reached: string | null;
  readonly provisional: boolean;
  readonly next: { readonly id: string; readonly gap: number } | null;
};

/** Where the member stands with this receipt's `net`; null for who has no tiers to climb. */
export function progressOf(asked: Asked, net: number): Progress | null {
  const person = personOf(asked);
  const tiers = upwards(asked.program);
  if (person === null || tiers.length === 0) return null;
  const own = tierOf(asked);
  const standing = own === undefined ? [] : tiers.slice(0, tiers.indexOf(own) + 1);
  if (asked.program.tierRule == null)
    return { id: own?.id ?? null, reached: null, provisional: false, next: null };
  const counted = countedBy(asked, person.spend + net, person.purchases + 1);
  const earned = tiers.filter(({ from }) => from <= counted);
  const isHigher = earned.length > standing.length;
  const next = tiers[Math.max(earned.length, standing.length)];
  return {
    id: own?.id ?? null,
    reached: isHigher ? (earned.at(-1)?.id ?? null) : null,
    provisional: isHigher,
    next: next === undefined ? null : { id: next.id, gap: Math.max(0, next.from - counted) },
  };
}
