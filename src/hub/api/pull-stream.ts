import type { Pack, PackManifest } from '../../contracts/pack.ts';
import { isPackFor } from '../../contracts/pack-terms.ts';
import type { PullResult, Stream } from '../../contracts/sync.ts';
import { instantFromMs } from '../../loyalty/ledger/instant.ts';
import { totalLimited } from '../../loyalty/ledger/promotion-uses.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import { tillRecordOf } from '../members/member-record.ts';
import type { TillRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';
import { signedStopList } from './stop-list.ts';
import { storeRoster } from './store-roster.ts';

/** So long a till can say that a coupon is over; afterwards it knows it no more. */
const endedCouponsToldMs = 60 * 86_400_000;

/** A till of another store never sees a canary pack: one too old to know of them would use it. */
const isMeantFor = (pack: unknown, storeId: string): boolean =>
  pack === null || isPackFor(JSON.parse((pack as Pack).manifest) as PackManifest, storeId);

/** One page of a stream for a till. */
export async function pullStream(
  parts: Pick<HubParts, 'store' | 'clock' | 'programs' | 'chain' | 'secrets'>,
  { id: tillId, storeId }: Pick<TillRecord, 'id' | 'storeId'>,
  {
    pack: staged,
    ...query
  }: {
    readonly stream: Stream;
    readonly cursor: number;
    readonly limit: number;
    /** The highest pack the till has checked and keeps. */
    readonly pack?: number | undefined;
  },
): Promise<PullResult> {
  const nowMs = parts.clock.wallMs();
  const program = await parts.programs.activeAt(nowMs);
  if (query.stream === 'members' && tillId !== '') await parts.store.noteMembersCursor(tillId, query.cursor);
  if (staged !== undefined) await parts.store.noteStagedPack(tillId, staged);
  const page = await parts.store.pull({
    ...query,
    tillId,
    spendSinceMs: spendSinceMs(program, nowMs),
    couponsSince: instantFromMs(nowMs - endedCouponsToldMs).slice(0, 10),
    recordOf: (member) => tillRecordOf(member, program, nowMs),
  });
  const limited = totalLimited(program);
  const cursor = page.changes.at(-1)?.cursor ?? query.cursor;
  return {
    stream: query.stream,
    changes: page.changes
      .filter(({ body }) => query.stream !== 'packs' || isMeantFor(body, storeId))
      .map((change) => ({ ...change })),
    cursor,
    // Asking once more is how a till says that it has erased, or keeps a pack: at once, not half a minute later.
    more: page.more || page.changes.some(({ erased }) => erased === true || query.stream === 'packs'),
    appliedSequence: page.appliedSequence,
    ...(limited.length === 0 ? {} : { promotionUses: { ...(await parts.store.promotionUses(limited)) } }),
    ...(query.stream === 'config' ? { roster: await storeRoster(parts, tillId) } : {}),
    ...(query.stream === 'config' && page.changes.length > 0
      ? { stopList: await signedStopList(parts, cursor) }
      : {}),
    hubTimeMs: parts.clock.wallMs(),
    generation: parts.chain.generation,
  };
}
