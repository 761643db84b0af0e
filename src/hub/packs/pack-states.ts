import type { PublishedPack } from '../../contracts/manage.ts';
import type { PackRecord } from '../store/records.ts';

type Times = Pick<PackRecord, 'number' | 'activateAtMs'>;

/** The highest number that is due wins; what a higher number precedes or joins is never used. */
export function stateOf(pack: Times, packs: readonly Times[], nowMs: number): PublishedPack['state'] {
  const startsAtMs = Math.max(pack.activateAtMs, nowMs);
  const overridden = packs.some((other) => other.number > pack.number && other.activateAtMs <= startsAtMs);
  if (overridden) return 'superseded';
  return pack.activateAtMs <= nowMs ? 'active' : 'scheduled';
}

/** Packs that were to start later and that `pack` takes the place of before they could. */
export const overriddenBy = <Pack extends Times>(
  pack: Times,
  packs: readonly Pack[],
  nowMs: number,
): Pack[] => {
  const earlier = packs.filter((other) => other.number < pack.number);
  return earlier.filter(
    (other) =>
      other.activateAtMs > nowMs &&
      other.activateAtMs >= pack.activateAtMs &&
      stateOf(other, earlier, nowMs) === 'scheduled',
  );
};
