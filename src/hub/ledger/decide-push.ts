import type { CouponRecord } from '../../contracts/coupon.ts';
import type { Lot, Posting } from '../../contracts/ledger.ts';
import type { Program } from '../../contracts/program.ts';
import type { Pushed } from '../../contracts/push-lines.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { requotedOf } from '../../contracts/requoted-return.ts';
import {
  type CreditOperation,
  type EnrolmentOperation,
  GENESIS_HASH,
  type Operation,
  type PersonalData,
  type PurchaseOperation,
  type ReturnOperation,
  type Verdict,
} from '../../contracts/sync.ts';
import { couponMoves } from '../../loyalty/ledger/coupons.ts';
import { instantToMs } from '../../loyalty/ledger/instant.ts';
import { totalLimited, usesOf } from '../../loyalty/ledger/promotion-uses.ts';
import { defined } from '../../shared/assert.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { PushChanges, PushState } from '../store/hub-store.ts';
import type {
  AppliedEnrolment,
  AuditRecord,
  BookedPurchase,
  LeaseRecord,
  MemberChange,
  MemberState,
  OperationRow,
  SpendEntry,
} from '../store/records.ts';
import { applyEnrolment } from './apply-enrolment.ts';
import { applyOperation } from './apply-operation.ts';
import { auditRecordOf } from './audit-record.ts';
import { chainHash } from './chain-hash.ts';
import { checkCoupons } from './check-coupons.ts';
import { checkCredit } from './check-credit.ts';
import { checkPurchase } from './check-purchase.ts';
import { checkReturn } from './check-return.ts';
import { inHubTime } from './in-hub-time.ts';
import { inNameOf } from './in-name-of.ts';
import { operationTimeMs } from './operation-time.ts';
import type { OperationRefusal, ReadEntry } from './read-operation.ts';
import { settleSpending } from './settle-spending.ts';

export type PushContext = {
  readonly chainId: string;
  readonly program: Program | null;
  readonly nowMs: number;
  /** Personal data by operation, as it came beside the push. */
  readonly personal: ReadonlyMap<string, PersonalData>;
  readonly hashPhone: (phone: string) => string;
};
export type PushDecision = {
  readonly changes: PushChanges | null;
  readonly answer: Result<{ verdicts: Verdict[]; head: string; headSequence: number }, Refusal>;
};

/**
 * What a push does: exactly the next numbers, once. Entries the hub already has get their first verdict again, so that
 * an answer lost on the way costs nothing; entries that contradict what it has are a fork and nothing is written. A push
 * that starts too late, or is empty, is answered with the hub's head alone.
 */
export function decidePush(
  state: PushState,
  request: Pushed,
  entries: readonly ReadEntry[],
  context: PushContext,
): PushDecision {
  const { head, headSequence, epoch } = state.till;
  const first = request.operations[0]?.sequence;
  if (request.epoch === epoch && (first === undefined || first > headSequence + 1)) {
    // The hub cannot tell a fork from its own restored backup here; the till has the whole journal and can.
    return { changes: null, answer: ok({ verdicts: [], head, headSequence }) };
  }
  const fork = findFork(state, request);
  if (fork !== null) return { changes: null, answer: err(refusal('chain-forked', fork)) };
  const verdicts: Verdict[] = [];
  const work = startWork(state, context);
  let previous = request.previousHead;
  for (const read of entries) {
    const stored = state.stored.get(read.entry.sequence);
    verdicts.push(
      stored === undefined
        ? takeEntry(work, read, previous)
        : {
            sequence: stored.sequence,
            verdict: stored.verdict === 'applied' ? 'duplicate' : 'refused',
            code: stored.code,
            detail: stored.detail,
          },
    );
    // After a damaged entry the till's own hash goes on: it commits to the bytes the till once had.
    previous = read.entry.hash;
  }
  if (work.operations.length === 0) {
    return { changes: null, answer: ok({ verdicts, head, headSequence }) };
  }
  const last = defined(work.operations.at(-1), 'a push that takes operations has a last one');
  const changes = {
    head: last.hash,
    headSequence: last.sequence,
    operations: work.operations,
    members: changesOf(work),
    purchases: work.newPurchases,
    returns: work.returns,
    enrolments: work.enrolments,
    audit: work.audit,
    uses: work.uses,
    coupons: work.movedCoupons,
    leases: work.leases,
    stopped: work.stopped,
  };
  return { changes, answer: ok({ verdicts, head: last.hash, headSequence: last.sequence }) };
}

function findFork(state: PushState, request: Pushed): string | null {
  const { till, stored } = state;
  if (request.epoch !== till.epoch) {
    return `The till is in epoch ${till.epoch}, the push in ${request.epoch}. Enrol the till again.`;
  }
  const first = request.operations[0]?.sequence ?? till.headSequence + 1;
  const before =
    first === 1 ? GENESIS_HASH : first === till.headSequence + 1 ? till.head : stored.get(first - 1)?.hash;
  if (request.previousHead !== before) {
    return `Before operation ${first} the hub has head ${before ?? 'none'}, the till ${request.previousHead}.`;
  }
  for (const [index, entry] of request.operations.entries()) {
    if (entry.sequence !== first + index) return `Operation ${first + index} is missing from the push.`;
    const known = stored.get(entry.sequence);
    if (known !== undefined && known.hash !== entry.hash) {
      return `Operation ${entry.sequence} is another one at the hub: the till was restored from a copy.`;
    }
  }
  return null;
}

/** What the push has built up so far: later operations see what earlier ones did. */
type Work = {
  readonly state: PushState;
  readonly context: PushContext;
  readonly appliedIds: Set<string>;
  readonly members: Map<string, MemberState>;
  readonly facts: Map<string, { spend: SpendEntry[]; postings: { operationId: string; legs: Posting[] }[] }>;
  readonly operations: OperationRow[];
  /** Purchases of which something may come back, those of this push included. */
  readonly purchases: Map<string, BookedPurchase>;
  readonly newPurchases: BookedPurchase[];
  readonly returns: PushChanges['returns'][number][];
  readonly aliases: Map<string, string>;
  readonly phoneOwner: Map<string, string>;
  readonly cardOwner: Map<string, string>;
  readonly enrolments: AppliedEnrolment[];
  readonly audit: AuditRecord[];
  readonly uses: Map<string, number>;
  /** Coupons as the push has left them so far, and those of them that it touched. */
  readonly coupons: Map<string, CouponRecord>;
  readonly movedCoupons: Map<string, CouponRecord>;
  /** Leases that the push took from. */
  readonly leases: Map<string, LeaseRecord>;
  readonly stopped: string[];
};

const startWork = (state: PushState, context: PushContext): Work => ({
  state,
  context,
  appliedIds: new Set(state.appliedIds),
  members: new Map(state.members),
  facts: new Map(),
  operations: [],
  purchases: new Map(state.purchases),
  newPurchases: [],
  returns: [],
  aliases: new Map(state.aliases),
  phoneOwner: new Map(state.phoneOwner),
  cardOwner: new Map(state.cardOwner),
  enrolments: [],
  audit: [],
  uses: new Map(),
  coupons: new Map(state.coupons),
  movedCoupons: new Map(),
  leases: new Map(),
  stopped: [],
});

function takeEntry(work: Work, read: ReadEntry, previous: string): Verdict {
  const { entry } = read;
  const fault = faultOf(work, read, previous);
  if (fault === null && read.operation !== null) take(work, read.operation);
  const row = {
    sequence: entry.sequence,
    hash: entry.hash,
    verdict: fault === null ? ('applied' as const) : ('refused' as const),
    code: fault?.code ?? null,
    detail: fault?.detail ?? null,
  };
  const sold = fault === null && read.operation?.kind === 'purchase' ? read.operation.body : null;
  work.operations.push({
    ...row,
    operationId: read.id,
    payload: entry.payload,
    packable: sold === null ? null : { member: sold.member, bytes: entry.bytes },
  });
  if (fault === null && read.id !== null) work.appliedIds.add(read.id);
  return { sequence: row.sequence, verdict: row.verdict, code: row.code, detail: row.detail };
}

function take(work: Work, operation: Operation): void {
  const told = auditRecordOf(operation, work.context.nowMs);
  if (told !== null) work.audit.push(told);
  if (operation.kind === 'audit') return;
  if (operation.kind === 'enrolment') {
    enrolMember(work, operation);
    return;
  }
  applyToMember(work, operation);
  if (operation.kind !== 'credit') bookPurchase(work, operation);
  countUses(work, operation);
  moveCoupons(work, operation);
}

function faultOf(work: Work, read: ReadEntry, previous: string): OperationRefusal | null {
  const { entry, operation } = read;
  if (chainHash(previous, entry.bytes ?? entry.payload) !== entry.hash) {
    return { code: 'damaged', detail: `The bytes of operation ${entry.sequence} do not give its hash.` };
  }
  if (operation === null) return read.refusal;
  const { till } = work.state;
  const same =
    operation.chain === work.context.chainId &&
    operation.store === till.storeId &&
    operation.till === till.id &&
    operation.epoch === till.epoch &&
    operation.sequence === entry.sequence;
  if (!same)
    return { code: 'foreign', detail: 'The operation names another till, epoch or number than the push.' };
  if (work.appliedIds.has(operation.id)) {
    return { code: 'operation-reused', detail: `Operation id ${operation.id} was used before.` };
  }
  return faultOfKind(work, operation);
}

function faultOfKind(work: Work, operation: Operation): OperationRefusal | null {
  // A line of the log is told as it is, whoever it names.
  if (operation.kind === 'audit') return null;
  if (operation.kind === 'enrolment') {
    const { member: id } = operation.body;
    const isNew = !work.members.has(id) && !work.aliases.has(id);
    return isNew ? null : { code: 'invalid', detail: `Member ${id} is enrolled already.` };
  }
  const fault = faultOfMoves(work, operation);
  if (fault !== null) return fault;
  const returned =
    operation.kind === 'return' ? work.purchases.get(operation.body.purchaseOperation) : undefined;
  const couponFault = checkCoupons(operation, work.coupons, returned);
  if (couponFault !== null) return couponFault;
  const member = operation.body.member;
  // Goods come back whoever bought them: of a purchase of somebody who has asked to be forgotten only money moved.
  if (operation.kind !== 'return' && member !== null && !isKnown(work, member)) {
    return { code: 'unknown-member', detail: `Member ${member} is not known at the hub.` };
  }
  return null;
}

const isKnown = ({ members, aliases }: Work, member: string): boolean =>
  members.has(aliases.get(member) ?? member);

/** Facts only: they end in the same record in whatever order tills deliver them. */
function moveCoupons(work: Work, operation: Operation): void {
  const { member } = operation.body;
  const owner = member === null ? null : (work.aliases.get(member) ?? member);
  for (const { key, after } of couponMoves(operation, owner)) {
    const record = after(work.coupons.get(key) ?? null);
    work.coupons.set(key, record);
    work.movedCoupons.set(key, record);
  }
}

function faultOfMoves(work: Work, operation: MovingOperation): OperationRefusal | null {
  switch (operation.kind) {
    case 'purchase':
      return checkPurchase(operation);
    case 'return':
      return checkReturn(operation, work.purchases.get(operation.body.purchaseOperation), work.aliases);
    case 'credit':
      return checkCredit(operation);
  }
}

/** Later operations of the push may return a purchase, or the rest of it. */
function countUses({ uses, context }: Work, operation: Operation): void {
  const limited = new Set(totalLimited(context.program));
  for (const [promotion, change] of usesOf(operation)) {
    if (limited.has(promotion)) uses.set(promotion, (uses.get(promotion) ?? 0) + change);
  }
}

function bookPurchase(work: Work, operation: PurchaseOperation | ReturnOperation): void {
  const { id: operationId, at } = operation;
  if (operation.kind === 'purchase') {
    const purchase = { operationId, at, body: operation.body, returns: [] };
    work.purchases.set(operationId, purchase);
    work.newPurchases.push(purchase);
    return;
  }
  const { purchaseOperation, lines } = operation.body;
  const purchase = defined(work.purchases.get(purchaseOperation), 'a checked return has its purchase');
  work.purchases.set(purchaseOperation, {
    ...purchase,
    returns: [...purchase.returns, { operationId, lines, requoted: requotedOf(operation.body) }],
  });
  work.returns.push({ purchaseOperation, operationId, lines });
}

/** What an operation adds to the spend that tiers count. A return leaves the window together with its purchase. */
function spendOf(operation: PurchaseOperation | ReturnOperation, nowMs: number): SpendEntry {
  const operationId = operation.id;
  if (operation.kind === 'purchase') {
    const spendMinor = operation.body.quote.totals.net;
    return { operationId, atMs: operationTimeMs(operation, nowMs), spendMinor, purchases: 1 };
  }
  const { netMinor, whole, purchasedAt } = operation.body;
  const atMs = Math.min(instantToMs(purchasedAt), nowMs);
  return { operationId, atMs, spendMinor: -netMinor, purchases: whole ? -1 : 0 };
}

type MovingOperation = PurchaseOperation | ReturnOperation | CreditOperation;

/** Later operations of the push already concern the member. */
function enrolMember(work: Work, operation: EnrolmentOperation): void {
  const { context } = work;
  const { member, enrolment } = applyEnrolment(operation, context.personal.get(operation.id) ?? null, {
    ...work,
    program: context.program,
    hashPhone: context.hashPhone,
  });
  const { id, phoneHash, cards } = member.core;
  work.members.set(id, member);
  work.facts.set(id, work.facts.get(id) ?? { spend: [], postings: [] });
  work.enrolments.push(enrolment);
  if (enrolment.alias !== null) work.aliases.set(enrolment.alias, id);
  if (phoneHash !== null) work.phoneOwner.set(phoneHash, id);
  for (const card of cards) work.cardOwner.set(card, id);
}

function applyToMember(work: Work, given: MovingOperation): void {
  const named = given.body.member;
  if (named === null || (given.kind === 'return' && !isKnown(work, named))) return;
  const id = work.aliases.get(named) ?? named;
  const before = defined(work.members.get(id), 'the member of an accepted operation was loaded');
  const { program, nowMs } = work.context;
  const operation = inHubTime(inNameOf(given, id), before.lots, spentBefore(work, given), nowMs);
  const applied = applyOperation(before, operation, program, nowMs);
  const leaseOf = (lease: string): LeaseRecord | undefined =>
    work.leases.get(lease) ?? work.state.leases.get(lease);
  const { after, legs, leases, stopped } = settleSpending(before, applied, operation, leaseOf, nowMs);
  for (const lease of leases) work.leases.set(lease.id, lease);
  if (stopped) work.stopped.push(id);
  work.members.set(id, after);
  const facts = work.facts.get(id) ?? { spend: [], postings: [] };
  if (operation.kind !== 'credit') facts.spend.push(spendOf(operation, nowMs));
  facts.postings.push({ operationId: operation.id, legs: [...operation.body.postings, ...legs] });
  work.facts.set(id, facts);
}

/** What the purchase of a return spent from. */
const spentBefore = ({ purchases }: Work, operation: MovingOperation): readonly Lot[] =>
  operation.kind === 'return' ? (purchases.get(operation.body.purchaseOperation)?.body.spentFrom ?? []) : [];

function changesOf(work: Work): MemberChange[] {
  return [...work.facts].map(([id, facts]) => {
    const after = defined(work.members.get(id), 'a changed member was loaded');
    const were = work.state.members.get(id)?.lots ?? [];
    const untouched = new Set(were);
    const touched = after.lots.filter((lot) => !untouched.has(lot));
    const before = (lot: Lot): Lot | undefined => were.find(({ id: known }) => known === lot.id);
    const lots = touched.filter((lot) => before(lot)?.remaining !== lot.remaining);
    return { core: after.core, lots, spend: facts.spend, postings: facts.postings };
  });
}
