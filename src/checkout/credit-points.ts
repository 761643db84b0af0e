import type { StaffMember } from '../contracts/fraud.ts';
import type { CreditRequest, CreditResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { purchasePostings } from '../loyalty/ledger/purchase-postings.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { appendOperation } from './append-operation.ts';
import { memberView } from './member-view.ts';
import type { PinCheck } from './pin-check.ts';
import type { CheckoutPorts, KnownPack, SaleWriter } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';
import { saleMember, saleTimeMs } from './sale-member.ts';

export type CreditPoints = (request: CreditRequest) => Promise<Result<CreditResult, Refusal>>;

/** Points given by hand, always with a manager's PIN. They live as long as points earned now. */
export function createCreditPoints(ports: CheckoutPorts, pricing: Pricing, pins: PinCheck): CreditPoints {
  return async ({ approval, ...request }) => {
    const { operationId, member: memberId, wallet } = request;
    // Without the approval: whoever reads the stored hash must not be able to try PINs against it.
    const bodyHash = callHash('credit', '', request);
    // Only this call stores under this hash, so the stored answer is a credit's.
    const replayed = () => replay(ports.store, operationId, bodyHash) as Result<CreditResult, Refusal> | null;
    const earlier = replayed();
    if (earlier !== null) return earlier;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    const nowMs = saleTimeMs(ports);
    const member = pricing.member(ports.store, memberId, nowMs, null);
    if (!member.ok) return member;
    const pack = pricing.activePack(nowMs);
    if (!pack.ok) return pack;
    if (!pack.value.program.wallets.some(({ id }) => id === wallet)) {
      const fault = [{ path: 'wallet', message: 'Unknown.' }];
      return err(refusal('invalid', `The program has no wallet ${wallet}.`, fault));
    }
    const cashier = request.cashier ?? ports.cashier?.() ?? null;
    let result: CreditResult | null = null;
    const manager = await pins.manager(
      approval,
      { rule: 'manual-credit', member: memberId, cashier, subject: operationId },
      (writer, by) => {
        // The same call may have come twice while the PIN was judged.
        if (replay(writer, operationId, bodyHash) !== null) return;
        result = book(ports, writer, { request, by, cashier, bodyHash, pack: pack.value, nowMs });
      },
    );
    if (!manager.ok) return manager;
    ports.onCommitted?.({ operationId, purchaseId: null, memberId });
    return result === null ? (replayed() ?? err(refusal('unavailable', 'Send the call again.'))) : ok(result);
  };
}

type CreditToBook = {
  readonly request: Omit<CreditRequest, 'approval'>;
  readonly by: StaffMember;
  readonly cashier: string | null;
  readonly bodyHash: string;
  readonly pack: KnownPack;
  readonly nowMs: number;
};

function book(ports: CheckoutPorts, writer: SaleWriter, given: CreditToBook): CreditResult {
  const { request, by, cashier, bodyHash, pack, nowMs } = given;
  const { operationId, member, wallet, points, reason } = request;
  const { postings, lots } = purchasePostings({
    operationId,
    memberId: member,
    atMs: nowMs,
    redeemed: {},
    earned: { [wallet]: points },
    lots: [],
    wallets: pack.program.wallets,
  });
  const body = { member, wallet, points, reason, approvedBy: by.id, cashier, postings, lots };
  const fact = { id: operationId, kind: 'credit', body } as const;
  const after = writer.recordOperation(fact, null);
  appendOperation(ports, writer, { fact, pack: pack.manifest.number, nowMs, spent: {} });
  const view =
    after === null
      ? null
      : memberView(
          saleMember(ports, after, nowMs, writer.heldPoints(member, null)),
          pack.program,
          ports.mode() !== 'online',
        );
  const result: CreditResult = { operationId, wallet, points, approvedBy: by.id, member: view };
  const atMs = Math.round(ports.clock.wallMs());
  writer.putAnswer({ operationId, bodyHash, answer: JSON.stringify(result), memberId: member, atMs });
  return result;
}
