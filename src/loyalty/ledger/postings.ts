import type { Account, Lot, Posting } from '../../contracts/ledger.ts';
import { assert } from '../../shared/assert.ts';

/** Throws when the legs of one operation do not sum to 0 for each member and wallet, or a leg moves nothing. */
export function assertBalanced(postings: readonly Posting[]): void {
  const sums = new Map<string, number>();
  for (const posting of postings) {
    assert(
      Number.isSafeInteger(posting.points) && posting.points !== 0,
      'a posting moves a whole number of points',
    );
    const key = JSON.stringify([posting.memberId, posting.wallet]);
    sums.set(key, (sums.get(key) ?? 0) + posting.points);
  }
  for (const [key, sum] of sums) assert(sum === 0, `postings of ${key} sum to ${sum}, not to 0`);
}

/**
 * The account in which a lot's points lie: `pending` for a lot that was not active when it was earned, `available`
 * otherwise. They stay there until they are spent, so no posting is needed when time alone makes them active.
 */
export const accountOfLot = (lot: Pick<Lot, 'earnedAt' | 'activeAt'>): Account =>
  lot.activeAt > lot.earnedAt ? 'pending' : 'available';

const lotAccounts: ReadonlySet<Account> = new Set(['pending', 'available']);
/** Instants of a lot that is known only by what was taken from it. */
const unknownInstant = '1970-01-01T00:00:00.000Z';

/**
 * The member's lots after one operation. What was taken from a lot that has less stays as a negative `remaining`, and
 * what was taken from a lot unknown here becomes a lot of 0 points: the debt that later earning repays. Nothing is
 * refused, because the goods are gone.
 */
export function applyPostings(
  lots: readonly Lot[],
  postings: readonly Posting[],
  newLots: readonly Lot[],
): Lot[] {
  const result = new Map(lots.map((lot) => [lot.id, lot]));
  for (const lot of newLots) {
    assert(!result.has(lot.id), `lot ${lot.id} exists already`);
    // Its points arrive by the postings.
    result.set(lot.id, { ...lot, remaining: 0 });
  }
  for (const posting of postings) {
    if (!lotAccounts.has(posting.account)) continue;
    const lot = result.get(posting.lotId) ?? unknownLot(posting);
    result.set(lot.id, { ...lot, remaining: lot.remaining + posting.points });
  }
  return [...result.values()];
}

const unknownLot = (posting: Posting): Lot => ({
  id: posting.lotId,
  memberId: posting.memberId,
  wallet: posting.wallet,
  earnedAt: unknownInstant,
  activeAt: unknownInstant,
  expiresAt: null,
  points: 0,
  remaining: 0,
});
