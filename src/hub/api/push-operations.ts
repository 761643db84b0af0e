import type { CouponRecord } from '../../contracts/coupon.ts';
import type { Pushed } from '../../contracts/push-lines.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { headSignatureText } from '../../contracts/signature-text.ts';
import { PUSH_MAX_BYTES, type PushResult, SYNC_PROTOCOL, type Verdict } from '../../contracts/sync.ts';
import { couponFlag, couponMoves } from '../../loyalty/ledger/coupons.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { decidePush } from '../ledger/decide-push.ts';
import { type ReadEntry, readEntry } from '../ledger/read-operation.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import { hashPhone } from '../members/phone-hash.ts';
import type { PushQuery } from '../store/hub-store.ts';
import type { TillRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';
import { otherProtocol } from './till-refusals.ts';

/** Takes a push in one transaction and countersigns the head. Safe to repeat any number of times. */
export async function pushOperations(
  parts: HubParts,
  till: TillRecord,
  request: Pushed,
): Promise<Result<PushResult, Refusal>> {
  const fault = faultOfSize(request);
  if (fault !== null) return err(fault);
  const nowMs = parts.clock.wallMs();
  const program = await parts.programs.activeAt(nowMs);
  const entries = request.operations.map(readEntry);
  const personal = new Map((request.personal ?? []).map((one) => [one.operationId, one.data]));
  const phoneHashOf = (phone: string): string => hashPhone(phone, parts.secrets.phoneKey);
  const query: PushQuery = {
    ...namedBy(till, request, entries),
    phoneHashes: [...personal.values()].map(({ phone }) => phoneHashOf(phone)),
    spendSinceMs: spendSinceMs(program, nowMs),
    nowMs,
  };
  const outcome = await parts.store.applyPush(query, (state) => {
    const { changes, answer } = decidePush(state, request, entries, {
      chainId: parts.chain.id,
      program,
      nowMs,
      personal,
      hashPhone: phoneHashOf,
    });
    const coupons = [...(changes?.coupons.values() ?? [])];
    const stopped = changes?.stopped ?? [];
    return { changes, answer: { answer, members: changes?.members.length ?? 0, coupons, stopped } };
  });
  if (!outcome.answer.ok) {
    parts.log.warn({ till: till.id, detail: outcome.answer.error.detail }, 'push refused');
    return outcome.answer;
  }
  const { verdicts, head, headSequence } = outcome.answer.value;
  await tell(parts, till, { ...outcome, verdicts });
  await takeLeasesBack(parts, till, request, nowMs);
  if (request.operations.length > 0) parts.pushed(till.id, request.epoch);
  const text = headSignatureText({
    chain: parts.chain.id,
    till: till.id,
    epoch: request.epoch,
    sequence: headSequence,
    head,
  });
  const key = parts.secrets.signingKey;
  return ok({
    verdicts,
    head,
    headSequence,
    headSignature: key.sign(text),
    keyId: key.id,
    hubTimeMs: parts.clock.wallMs(),
    generation: parts.chain.generation,
  });
}

/** Everything the push names, to be loaded with the till. */
function namedBy(
  till: TillRecord,
  request: Pushed,
  entries: readonly ReadEntry[],
): Omit<PushQuery, 'phoneHashes' | 'spendSinceMs' | 'nowMs'> {
  const first = request.operations[0]?.sequence ?? 1;
  const operations = entries.flatMap(({ operation }) => operation ?? []);
  return {
    tillId: till.id,
    epoch: request.epoch,
    fromSequence: first - 1,
    toSequence: first + request.operations.length - 1,
    operationIds: entries.flatMap((read) => read.id ?? []),
    memberIds: [...new Set(operations.flatMap(({ body }) => body.member ?? []))],
    cards: operations.flatMap((one) => (one.kind === 'enrolment' ? one.body.cards : [])),
    purchaseOperations: operations.flatMap((one) =>
      one.kind === 'return' ? one.body.purchaseOperation : [],
    ),
    couponKeys: operations.flatMap((one) => couponMoves(one).map(({ key }) => key)),
    leaseIds: operations.flatMap((one) =>
      one.kind === 'purchase' ? (one.body.leases ?? []).map(({ id }) => id) : [],
    ),
  };
}

/** What tills and people must hear of a push that is on the disk. */
async function tell(
  parts: HubParts,
  till: TillRecord,
  {
    verdicts,
    members,
    coupons,
    stopped,
  }: {
    readonly verdicts: readonly Verdict[];
    readonly members: number;
    readonly coupons: readonly CouponRecord[];
    readonly stopped: readonly string[];
  },
): Promise<void> {
  const { doorbell, log, metrics, store } = parts;
  for (const verdict of verdicts) {
    metrics.judged(verdict.verdict);
    if (verdict.verdict === 'refused') log.warn({ till: till.id, ...verdict }, 'operation quarantined');
  }
  for (const coupon of coupons) {
    const flag = couponFlag(coupon);
    if (flag !== null) log.warn({ till: till.id, flag, uses: coupon.uses }, 'a coupon needs a look');
  }
  if (stopped.length > 0) log.warn({ till: till.id, members: stopped }, 'overdrawn twice: online only');
  if (members + coupons.length === 0) return;
  const cursors = await store.cursors();
  if (stopped.length > 0) doorbell.ring({ stream: 'config', cursor: cursors.config });
  if (members > 0) doorbell.ring({ stream: 'members', cursor: cursors.members });
  if (coupons.length > 0) doorbell.ring({ stream: 'coupons', cursor: cursors.coupons });
}

/** What the till holds no more is the members' again, now that all it spent from it is booked. */
async function takeLeasesBack(
  parts: HubParts,
  till: TillRecord,
  { epoch, operations, previousHead, leaseReport, leasesHeld }: Pushed,
  nowMs: number,
): Promise<void> {
  if (leaseReport === undefined) return;
  const last = operations.at(-1);
  const isEnd = last === undefined || last.sequence === leaseReport.lastSequence;
  await parts.store.returnLeases({
    ...{ unit: till.id, epoch, ...leaseReport, held: leasesHeld, nowMs },
    head: isEnd ? (last?.hash ?? previousHead) : null,
  });
}

function faultOfSize(request: Pushed): Refusal | null {
  if (request.protocol !== SYNC_PROTOCOL) {
    return refusal('protocol-unsupported', otherProtocol);
  }
  const bytes = request.operations.reduce(
    (total, { bytes: sent, payload }) => total + (sent?.length ?? Buffer.byteLength(payload)),
    0,
  );
  // A single operation is taken at any size, or it could never leave its till.
  if (request.operations.length > 1 && bytes > PUSH_MAX_BYTES) {
    return refusal(
      'too-large',
      `A push of several operations holds at most ${PUSH_MAX_BYTES} bytes of them.`,
    );
  }
  return null;
}
