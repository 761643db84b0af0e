import type { Program } from '../../contracts/program.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { standingOf } from '../ledger/standing.ts';
import { tierAfter } from '../ledger/tier-of.ts';
import type { MergePair } from '../store/merge-store.ts';
import type { MemberCore, MemberStanding, MemberState } from '../store/records.ts';

type Counters = Readonly<Record<string, number>>;

/**
 * The member that two records of one person become. What only one can have, such as the phone and the name, stays the
 * target's where it has one; what is counted is added up; what was given stays given.
 */
export function decideMerge(
  { merge, source, target, isErased }: MergePair,
  program: Program | null,
): Result<MemberCore, Refusal> {
  for (const [id, member] of [
    [merge.source, source],
    [merge.target, target],
  ] as const) {
    if (member === null || isErased) return err(refusal('unknown-member', `There is no member ${id}.`));
  }
  if (source === null || target === null) return err(refusal('unknown-member', 'A member is gone.'));
  if ((source.core.kind ?? 'person') !== (target.core.kind ?? 'person')) {
    return err(refusal('invalid', 'A gift card and a person cannot become one.'));
  }
  if (Object.keys(standingOf(source).leased).length > 0) {
    const detail = `Tills hold points of ${merge.source}: merge when they gave them back ("kopilka hub leases").`;
    return err(refusal('invalid', detail));
  }
  return ok(mergedCore(source, target, program));
}

function mergedCore(source: MemberState, target: MemberState, program: Program | null): MemberCore {
  const [one, other] = [target.core, source.core];
  const spendMinor = target.spendMinor + source.spendMinor;
  const purchases = target.purchases + source.purchases;
  const granted = higherTier(program, one.tierGranted ?? null, other.tierGranted ?? null);
  const held = higherTier(program, one.tier, other.tier);
  const phone = one.phoneHash === null ? other : one;
  return {
    ...one,
    state: one.state === 'blocked' || other.state === 'blocked' ? 'blocked' : 'active',
    firstName: one.firstName ?? other.firstName,
    ...{ phoneHash: phone.phoneHash, phoneLast4: phone.phoneLast4 },
    birthday: one.birthday ?? other.birthday,
    cards: union(one.cards, other.cards),
    tier: one.kind === 'gift' ? null : tierAfter(program, held, { spendMinor, purchases }),
    tierGranted: granted,
    joinedAt: one.joinedAt < other.joinedAt ? one.joinedAt : other.joinedAt,
    segments: union(one.segments, other.segments),
    choices: { ...other.choices, ...one.choices },
    stamps: added(one.stamps, other.stamps),
    used: added(one.used, other.used),
    usedAtMs: usesOfBoth(one.usedAtMs, other.usedAtMs),
    ...clubsOfBoth(one, other),
    ...standingOfBoth(standingOf(target), standingOf(source)),
  };
}

const union = (one: readonly string[], other: readonly string[]): string[] => [
  ...new Set([...one, ...other]),
];

function added(one: Counters, other: Counters): Record<string, number> {
  const sums: Record<string, number> = { ...one };
  for (const [key, count] of Object.entries(other)) sums[key] = (sums[key] ?? 0) + count;
  return sums;
}

function higherTier(program: Program | null, one: string | null, other: string | null): string | null {
  const from = (id: string | null): number => program?.tiers.find((tier) => tier.id === id)?.from ?? -1;
  return from(other) > from(one) ? other : (one ?? other);
}

function usesOfBoth(one: MemberCore['usedAtMs'], other: MemberCore['usedAtMs']): MemberCore['usedAtMs'] {
  if (one === undefined || other === undefined) return one ?? other;
  const both: Record<string, readonly number[]> = { ...one };
  for (const [promotion, atMs] of Object.entries(other)) {
    both[promotion] = [...(both[promotion] ?? []), ...atMs].sort((first, second) => first - second);
  }
  return both;
}

/** The later end of a club counts, with the purchases that it is made of; the other's days of the same club are in it. */
function clubsOfBoth(
  one: MemberCore,
  other: MemberCore,
): Pick<MemberCore, 'clubs' | 'clubsUntil' | 'clubPeriods'> {
  const until = { ...one.clubsUntil };
  const periods = { ...one.clubPeriods };
  for (const club of other.clubs) {
    const [mine, theirs] = [until[club], other.clubsUntil?.[club]];
    const isEndless = one.clubs.includes(club) && mine === undefined;
    if (isEndless || (mine !== undefined && theirs !== undefined && mine >= theirs)) continue;
    if (theirs === undefined) delete until[club];
    else until[club] = theirs;
    const period = other.clubPeriods?.[club];
    if (period === undefined) delete periods[club];
    else periods[club] = period;
  }
  return {
    clubs: union(one.clubs, other.clubs),
    ...(Object.keys(until).length === 0 ? {} : { clubsUntil: until }),
    ...(Object.keys(periods).length === 0 ? {} : { clubPeriods: periods }),
  };
}

function standingOfBoth(one: MemberStanding, other: MemberStanding): Pick<MemberCore, 'standing'> {
  const debts = added(one.debts, other.debts);
  const overdrafts = one.overdrafts + other.overdrafts;
  const isPlain = Object.keys(debts).length + Object.keys(one.leased).length + overdrafts === 0;
  return isPlain ? {} : { standing: { leased: one.leased, debts, overdrafts } };
}
