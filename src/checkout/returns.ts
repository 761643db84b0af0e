import type {
  ReturnPreview,
  ReturnPreviewRequest,
  ReturnRequest,
  ReturnResult,
} from '../contracts/pos-api.ts';
import type { Program } from '../contracts/program.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import type { RequotedReturn } from '../contracts/requoted-return.ts';
import { ladder } from '../contracts/till-status.ts';
import type { ReturnableSale } from '../contracts/ui-api.ts';
import {
  type MadeReturn,
  makeReturn,
  type ReturnablePurchase,
  type ReturnPolicy,
  summed,
} from '../loyalty/ledger/return-body.ts';
import { type ReturnRefusal, shareOfReturn } from '../loyalty/returns.ts';
import { fromThousandths, toThousandths } from '../shared/quantity.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { appendOperation } from './append-operation.ts';
import { audit } from './audit.ts';
import { isBigReturn } from './fraud-rules.ts';
import { memberView } from './member-view.ts';
import type { PinCheck } from './pin-check.ts';
import type { CheckoutPorts, KnownPack, KnownReturn, SaleReader, SaleWriter } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';
import { returnPreviewOf } from './return-preview.ts';
import { saleMember, saleTimeMs } from './sale-member.ts';

export type Returns = {
  /** The lines of a purchase and how much of each can still come back. */
  readonly find: (purchaseId: string) => Promise<Result<ReturnableSale, Refusal>>;
  readonly preview: (request: ReturnPreviewRequest) => Promise<Result<ReturnPreview, Refusal>>;
  /** Books the return durably, once. */
  readonly take: (request: ReturnRequest) => Promise<Result<ReturnResult, Refusal>>;
};

/** Returns of purchases made here, and of those made at other tills while the hub can be asked. */
export function createReturns(ports: CheckoutPorts, pricing: Pricing, pins: PinCheck): Returns {
  const take: Returns['take'] = async ({ approval, ...request }) => {
    // Without the approval: whoever reads the stored hash must not be able to try PINs against it.
    const bodyHash = callHash('return', request.purchaseId, request);
    // Only this call stores under this hash, so the stored answer is a return's.
    const replayed = (): Result<ReturnResult, Refusal> | null =>
      replay(ports.store, request.operationId, bodyHash) as Result<ReturnResult, Refusal> | null;
    const earlier = replayed();
    if (earlier !== null) return earlier;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    const purchase = await findPurchase(ports, request.purchaseId);
    if (!purchase.ok) return purchase;
    const allowed = await allowBig(ports, pricing, pins, purchase.value, { approval, ...request });
    if (!allowed.ok) return allowed;
    // The same call may have come twice while the hub was asked, or the PIN judged.
    const meanwhile = replayed();
    if (meanwhile !== null) return meanwhile;
    const outcome = ports.store.transaction((writer) => {
      const made = make(ports, pricing, writer, purchase.value, request);
      if (!made.ok) return made;
      // Another part of the purchase may have come back since the PIN was judged.
      if (!allowed.value && isBig(ports, purchase.value, made.value)) return null;
      return ok(book(ports, writer, { ...made.value, request, bodyHash }));
    });
    if (outcome === null) return take({ approval, ...request });
    if (outcome.ok) {
      const { operationId, purchaseId } = request;
      ports.onCommitted?.({ operationId, purchaseId, memberId: purchase.value.body.member });
    }
    return outcome;
  };
  return {
    take,
    async find(purchaseId) {
      const purchase = await findPurchase(ports, purchaseId);
      return purchase.ok ? ok(returnableSaleOf(purchase.value, ports.store)) : purchase;
    },
    async preview(request) {
      const purchase = await findPurchase(ports, request.purchaseId);
      if (!purchase.ok) return purchase;
      const named = { ...request, ...unnamed };
      const made = make(ports, pricing, ports.store, purchase.value, named);
      if (!made.ok) return made;
      const needsPin = isBig(ports, purchase.value, made.value);
      // Where nothing stays, both policies give back everything.
      if (made.value.made.body.whole)
        return ok({ ...returnPreviewOf(made.value, [], ports.store), needsPin });
      const other = made.value.policy === 'share' ? 'requote' : 'share';
      const alternative = make(ports, pricing, ports.store, purchase.value, { ...named, policy: other });
      const others = alternative.ok ? [alternative.value] : [];
      return ok({ ...returnPreviewOf(made.value, others, ports.store), needsPin });
    },
  };
}

/**
 * What the goods that come back, and those of the purchase that came back before, had cost their buyer, in minor units,
 * points included: a return in pieces is worth what it is in one.
 */
function boughtForMinor({ body }: FoundPurchase, { made, earlier }: Made): number {
  const before = summed(earlier.flatMap(({ lines }) => lines));
  const share = shareOfReturn(body, [], before);
  const lines = [...made.share.lines, ...(share.ok ? share.value.lines : [])];
  return lines.reduce((sum, line) => sum + line.net + line.paidWithPoints, 0);
}

const isBig = (ports: CheckoutPorts, purchase: FoundPurchase, made: Made): boolean =>
  isBigReturn(ports.store.config.get(), boughtForMinor(purchase, made));

/** Goods of much value come back only when a manager says so. True: one did; false: nobody needs to. */
async function allowBig(
  ports: CheckoutPorts,
  pricing: Pricing,
  pins: PinCheck,
  purchase: FoundPurchase,
  request: ReturnRequest,
): Promise<Result<boolean, Refusal>> {
  const made = make(ports, pricing, ports.store, purchase, request);
  if (!made.ok) return made;
  if (!isBig(ports, purchase, made.value)) return ok(false);
  const about = {
    rule: 'big-return',
    member: purchase.body.member,
    cashier: request.cashier ?? ports.cashier?.() ?? null,
    subject: request.returnId,
  } as const;
  if (request.approval === undefined) {
    audit(ports, { ...about, outcome: 'asked' });
    const worth = boughtForMinor(purchase, made.value);
    const detail = `Goods worth ${worth} minor units of one purchase, earlier returns included, come back only with "approval": a manager's id and PIN.`;
    return err(refusal('manager-pin-needed', detail));
  }
  const manager = await pins.manager(request.approval, about);
  return manager.ok ? ok(true) : manager;
}

/** A preview books nothing, so its names reach nobody. */
const unnamed = { operationId: 'preview', returnId: 'preview' };

/** A purchase, and the returns of it that another till has taken. */
type FoundPurchase = Omit<ReturnablePurchase, 'returned'> & {
  readonly elsewhere: readonly KnownReturn[];
};

/** Online the hub is asked also about own purchases: part of one may have come back elsewhere. */
async function findPurchase(
  ports: CheckoutPorts,
  purchaseId: string,
): Promise<Result<FoundPurchase, Refusal>> {
  const own = ports.store.purchase(purchaseId);
  const asked =
    ladder[ports.mode()].returns === 'any'
      ? await ports.askPurchase(purchaseId)
      : err('The till is offline.');
  if (asked.ok && asked.value !== null) {
    const { operationId, at, body, returns } = asked.value;
    if (own === null || own.id === operationId) return ok({ operationId, at, body, elsewhere: returns });
  }
  if (own !== null) return ok({ operationId: own.id, at: own.at, body: own.body, elsewhere: [] });
  if (!asked.ok) {
    const detail = `Purchase ${purchaseId} is not of this till, and the hub cannot be asked: ${asked.error}`;
    return err(refusal('purchase-elsewhere', detail));
  }
  return err(refusal('unknown-purchase', `Neither this till nor the hub knows purchase ${purchaseId}.`));
}

/** All returns of a purchase that are known here, each once. */
const earlierReturns = (purchase: FoundPurchase, reader: SaleReader): KnownReturn[] => [
  ...new Map(
    [...purchase.elsewhere, ...reader.returnsOf(purchase.operationId)].map((one) => [one.operationId, one]),
  ).values(),
];

function returnableSaleOf(purchase: FoundPurchase, reader: SaleReader): ReturnableSale {
  const { purchaseId, receipt, quote } = purchase.body;
  const returned = earlierReturns(purchase, reader).flatMap(({ lines }) => lines);
  return {
    purchaseId,
    at: purchase.at,
    lines: receipt.lines.map(({ id, name, sku, quantity }, i) => {
      const back = returned.reduce(
        (sum, line) => (line.id === id ? sum + toThousandths(line.quantity) : sum),
        0,
      );
      return {
        id,
        name: name === '' ? sku : name,
        quantity,
        returnable: fromThousandths(Math.max(0, toThousandths(quantity) - back)),
        netMinor: quote.lines[i]?.net ?? 0,
      };
    }),
  };
}

type Made = {
  readonly made: MadeReturn;
  readonly policy: ReturnPolicy;
  /** The returns of the purchase before this one. */
  readonly earlier: readonly KnownReturn[];
  readonly pack: KnownPack;
  /** Of the purchase, where this till still has it. */
  readonly program: Program | null;
  readonly nowMs: number;
};

function make(
  ports: CheckoutPorts,
  pricing: Pricing,
  reader: SaleReader,
  purchase: FoundPurchase,
  request: Pick<ReturnRequest, 'operationId' | 'returnId' | 'lines' | 'policy'>,
): Result<Made, Refusal> {
  const nowMs = saleTimeMs(ports);
  const pack = pricing.activePack(nowMs);
  if (!pack.ok) return pack;
  const { member, quote } = purchase.body;
  const known = member === null ? null : reader.member(member);
  const earlier = earlierReturns(purchase, reader);
  const requoted = earlier.flatMap((one) => one.requoted ?? []);
  const program = ports.store.packs.byNumber(quote.pack)?.program ?? null;
  const makeBy = (policy: ReturnPolicy): ReturnType<typeof makeReturn> =>
    makeReturn({
      operationId: request.operationId,
      returnId: request.returnId,
      atMs: nowMs,
      purchase: { ...purchase, returned: earlier.flatMap(({ lines }) => lines), requoted },
      lines: request.lines,
      lots: known === null ? null : known.record.lots.map((lot) => ({ ...lot, memberId: known.record.id })),
      program: pack.value.program,
      policy,
      purchaseProgram: program,
      spendMinor: known?.record.spendMinor ?? null,
    });
  const usual = earlier.length === 0 ? (program ?? pack.value.program).returns : policyOf(requoted);
  let policy = request.policy ?? usual;
  let made = makeBy(policy);
  if (!made.ok && made.error.code === 'no-requote' && request.policy === undefined && earlier.length === 0) {
    // Nobody asked for it, and it is not possible here: the share always is.
    policy = 'share';
    made = makeBy(policy);
  }
  if (!made.ok) return err(refusalOf(made.error));
  return ok({ made: made.value, policy, earlier, pack: pack.value, program, nowMs });
}

const policyOf = (requoted: readonly RequotedReturn[]): ReturnPolicy =>
  requoted.length > 0 ? 'requote' : 'share';

function refusalOf({ code, line, returnable }: ReturnRefusal): Refusal {
  const detail = `Return refused: ${code}${line === null ? '' : ` in line ${line}, ${returnable} can come back`}.`;
  return refusal('return-refused', detail, [
    { path: line === null ? 'lines' : `lines[${line}]`, message: code },
  ]);
}

type ReturnToBook = Made & { readonly request: Omit<ReturnRequest, 'approval'>; readonly bodyHash: string };

function book(ports: CheckoutPorts, writer: SaleWriter, given: ReturnToBook): ReturnResult {
  const { request, made, pack, nowMs, bodyHash } = given;
  const { operationId, returnId } = request;
  const fact = { id: operationId, kind: 'return', body: made.body } as const;
  const after = writer.recordOperation(fact, null);
  appendOperation(ports, writer, { fact, pack: pack.manifest.number, nowMs, spent: {} });
  const memberId = made.body.member;
  const view =
    after === null || memberId === null
      ? null
      : memberView(
          saleMember(ports, after, nowMs, writer.heldPoints(memberId, null)),
          pack.program,
          ports.mode() !== 'online',
        );
  const result: ReturnResult = { ...returnPreviewOf(given, [], writer), operationId, returnId, member: view };
  writer.putAnswer({
    operationId,
    bodyHash,
    answer: JSON.stringify(result),
    memberId,
    atMs: Math.round(ports.clock.wallMs()),
  });
  return result;
}
