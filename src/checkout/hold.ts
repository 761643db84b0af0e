import type { HoldRequest, HoldResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { memberView } from './member-view.ts';
import type { CheckoutPorts, SaleWriter } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';
import { knownOf, saleMember, saleTimeMs } from './sale-member.ts';

export type HoldPoints = (purchaseId: string, request: HoldRequest) => Result<HoldResult, Refusal>;

/**
 * Takes points out of what the member can spend elsewhere, durably, until the receipt is confirmed or cancelled. A
 * later hold of the same receipt replaces the earlier one. No timer ends a hold: the register resolves it.
 */
export function createHold(ports: CheckoutPorts, pricing: Pricing): HoldPoints {
  return (purchaseId, request) => {
    const bodyHash = callHash('hold', purchaseId, request);
    const earlier = replay(ports.store, request.operationId, bodyHash);
    // Only hold stores under this hash, so the stored answer is a hold's.
    if (earlier !== null) return earlier as Result<HoldResult, Refusal>;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    return ports.store.transaction((writer) =>
      book(ports, pricing, writer, { purchaseId, request, bodyHash }),
    );
  };
}

type HoldToBook = { readonly purchaseId: string; readonly request: HoldRequest; readonly bodyHash: string };

function book(
  ports: CheckoutPorts,
  pricing: Pricing,
  writer: SaleWriter,
  { purchaseId, request, bodyHash }: HoldToBook,
): Result<HoldResult, Refusal> {
  const { operationId, wallet, points } = request;
  const receipt = writer.receipt(purchaseId);
  if (receipt === null) return err(refusal('unknown-purchase', `Purchase ${purchaseId} is not known here.`));
  if (receipt.state !== 'open') {
    return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${receipt.state}.`));
  }
  const nowMs = saleTimeMs(ports);
  const member = pricing.member(writer, receipt.memberId, nowMs, purchaseId);
  if (!member.ok) return member;
  if (member.value === null) {
    return err(refusal('unknown-member', 'The receipt has no member whose points could be held.'));
  }
  const pack = pricing.activePack(nowMs);
  if (!pack.ok) return pack;
  const { program } = pack.value;
  const offline = ports.mode() !== 'online';
  const free = memberView(member.value, program, offline).wallets.find((one) => one.id === wallet);
  if (free === undefined) {
    return err(
      refusal('invalid', `The program has no wallet ${wallet}.`, [{ path: 'wallet', message: 'Unknown.' }]),
    );
  }
  if (free.spendable < points) {
    const detail = `Wallet ${wallet} can spend ${free.spendable} points here, not ${points}.`;
    return err(refusal('points-short', detail));
  }
  const atMs = Math.round(ports.clock.wallMs());
  writer.holdReceipt({ ...receipt, updatedMs: atMs }, { wallet, points });
  const held = writer.heldPoints(member.value.record.id, null);
  const after = memberView(saleMember(ports, knownOf(member.value), nowMs, held), program, offline);
  const spendable = after.wallets.find((one) => one.id === wallet)?.spendable ?? 0;
  const result: HoldResult = { purchaseId, operationId, hold: { wallet, points }, spendable };
  writer.putAnswer({ operationId, bodyHash, answer: JSON.stringify(result), memberId: null, atMs });
  return ok(result);
}
