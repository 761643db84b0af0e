import type { PublishedPack } from '../../contracts/manage-packs.ts';
import type { PackRecord } from '../store/records.ts';
import { manifestOf } from './build-pack.ts';

type Terms = Pick<PackRecord, 'number' | 'activateAtMs' | 'endsAtMs' | 'stores' | 'manifest'>;

/** Whether every till that `pack` is for is one of `other` too. */
const covers = (other: Terms, { stores }: Terms): boolean =>
  other.stores === null || stores?.every((store) => other.stores?.includes(store)) === true;

const isOver = ({ endsAtMs }: Terms, nowMs: number): boolean => endsAtMs !== null && endsAtMs <= nowMs;

/** Somebody took it back: the pack that came into its place says so. */
export const isRevoked = ({ number }: Pick<Terms, 'number'>, packs: readonly Terms[]): boolean =>
  packs.some((other) => manifestOf(other).revokes === number);

/** The highest number that is due and for all tills of a pack wins; what it precedes or joins is not used meanwhile. */
export function stateOf(pack: Terms, packs: readonly Terms[], nowMs: number): PublishedPack['state'] {
  if (isRevoked(pack, packs)) return 'revoked';
  if (isOver(pack, nowMs)) return 'ended';
  const startsAtMs = Math.max(pack.activateAtMs, nowMs);
  const overridden = packs.some(
    (other) =>
      other.number > pack.number &&
      other.activateAtMs <= startsAtMs &&
      !isOver(other, startsAtMs) &&
      covers(other, pack),
  );
  if (overridden) return 'superseded';
  return pack.activateAtMs <= nowMs ? 'active' : 'scheduled';
}

/** Packs that were to start later and that `pack` takes the place of before they could. */
export const overriddenBy = <Pack extends Terms>(
  pack: Terms,
  packs: readonly Pack[],
  nowMs: number,
): Pack[] => {
  const earlier = packs.filter((other) => other.number < pack.number);
  return earlier.filter(
    (other) =>
      other.activateAtMs > nowMs &&
      other.activateAtMs >= pack.activateAtMs &&
      covers(pack, other) &&
      stateOf(other, earlier, nowMs) === 'scheduled',
  );
};
