import type { PublishedPack } from '../../../contracts/manage-packs.ts';
import type { Tone } from '../../kit/tone.ts';

/** What a pack is to a manager: a canary is in force in some stores only; an early end is told apart from a revocation. */
export type PackStage = 'scheduled' | 'canary' | 'active' | 'superseded' | 'ended' | 'revoked';

export const stageOf = ({ state, stores }: Pick<PublishedPack, 'state' | 'stores'>): PackStage =>
  state === 'active' && stores !== null ? 'canary' : state;

export const stageTones: Readonly<Record<PackStage, Tone>> = {
  scheduled: 'warn',
  canary: 'warn',
  active: 'good',
  superseded: 'none',
  ended: 'none',
  revoked: 'bad',
};

/** The pack that came into force for all stores before the newest one that did: where "back" leads. Null without one. */
export function packBefore(packs: readonly PublishedPack[], number: number): PublishedPack | null {
  const current = packs.find((pack) => pack.number === number);
  if (current === undefined) return null;
  const earlier = packs.filter(
    (pack) =>
      pack.number < number &&
      pack.stores === null &&
      pack.state !== 'revoked' &&
      pack.programSha256 !== current.programSha256,
  );
  return earlier.toSorted((a, b) => b.number - a.number)[0] ?? null;
}
