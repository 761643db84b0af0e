import type { PullResult, Stream } from '../../contracts/sync.ts';
import { instantFromMs } from '../../loyalty/ledger/instant.ts';
import { totalLimited } from '../ledger/promotion-limits.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import { tillRecordOf } from '../members/member-record.ts';
import type { HubParts } from './hub-parts.ts';
import { signedStopList } from './stop-list.ts';
import { storeRoster } from './store-roster.ts';

/** So long a till can say that a coupon is over; afterwards it knows it no more. */
const endedCouponsToldMs = 60 * 86_400_000;

/** One page of a stream for a till. */
export async function pullStream(
  parts: HubParts,
  tillId: string,
  query: { readonly stream: Stream; readonly cursor: number; readonly limit: number },
): Promise<PullResult> {
  const nowMs = parts.clock.wallMs();
  const program = await parts.programs.activeAt(nowMs);
  if (query.stream === 'members') await parts.store.noteMembersCursor(tillId, query.cursor);
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
    changes: page.changes.map((change) => ({ ...change })),
    cursor,
    // Asking once more is how a till says that it has erased: at once, not half a minute later.
    more: page.more || page.changes.some(({ erased }) => erased === true),
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
