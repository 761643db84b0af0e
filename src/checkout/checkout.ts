import type { MemberView } from '../contracts/member-view.ts';
import type { ConfirmResult, OpenReceipt as OpenReceiptView, StaffList } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { type ApproveSale, createApproveSale } from './approve-sale.ts';
import { type Cancel, createCancel } from './cancel.ts';
import { type Confirm, type ConfirmText, createConfirm } from './confirm.ts';
import { type CreditPoints, createCreditPoints } from './credit-points.ts';
import { createEnrolMember, type EnrolMember } from './enrol-member.ts';
import { staffOf } from './fraud-rules.ts';
import { createGetReady } from './get-ready.ts';
import { createHold, type HoldPoints } from './hold.ts';
import { createIdentify, type Identify } from './identify.ts';
import { keepSlips } from './kept-slips.ts';
import { createLookUpGuard, type LookUpGuard } from './look-up-guard.ts';
import { createMemberDetails, type ShowMember } from './member-details.ts';
import { memberView } from './member-view.ts';
import { createOpenDrawer, type OpenDrawer } from './open-drawer.ts';
import { createOpenReceipt, createPriceOf, type OpenReceipt } from './open-receipt.ts';
import { createPinCheck, type PinCheck } from './pin-check.ts';
import type { CheckoutPorts } from './ports.ts';
import { createPricing } from './pricing.ts';
import { createReturns, type Returns } from './returns.ts';
import { createSaleGuard } from './sale-guard.ts';
import { saleMember, saleTimeMs } from './sale-member.ts';
import { createSlipPreview, type SlipPreview } from './slip-preview.ts';
import { createStoreRights, type StoreRights } from './store-rights.ts';

/** What tells its caller who is a member. */
type LookUps = { readonly identify: Identify; readonly enrolMember: EnrolMember };

/** An account has fewer; names that somebody makes up must not fill the memory, and share the till's own bound. */
const mostRegisters = 1000;

/** The till's use cases. Refusals are data; a thrown error is a bug or a failed disk, and then nothing was booked. */
export type Checkout = {
  readonly identify: Identify;
  /** Look-ups for one of many registers that this till answers for: each has a bound of its own. */
  readonly lookUpsAt: (register: string) => LookUps;
  /** The same for a sale that another system has made already: no bound of look-ups may refuse it. */
  readonly identifySold: Identify;
  readonly quote: OpenReceipt;
  /** The same figures without an open receipt: nothing is kept. */
  readonly priceOf: OpenReceipt;
  readonly hold: HoldPoints;
  readonly confirm: Confirm;
  /** The same, its answer as the JSON text that is stored: for callers that pass it on. */
  readonly confirmText: ConfirmText;
  readonly cancel: Cancel;
  readonly returns: Returns;
  readonly enrolMember: EnrolMember;
  readonly slipPreview: SlipPreview;
  /** Does ahead what a confirm of this open receipt would otherwise do while the register waits. Changes nothing. */
  readonly getReady: (purchaseId: string) => void;
  /** A manager's PIN for one receipt of one member. */
  readonly approveSale: ApproveSale;
  readonly creditPoints: CreditPoints;
  /** The cash drawer, without a sale. */
  readonly openDrawer: OpenDrawer;
  /** For signing on in the window. */
  readonly pins: PinCheck;
  /** Who sells and who may be asked, without anything about their PINs but whether there is one. */
  readonly staff: () => Result<StaffList, Refusal>;
  /** Receipts that were neither confirmed nor cancelled, oldest first. */
  readonly openReceipts: () => Result<{ receipts: OpenReceiptView[] }, Refusal>;
  readonly memberDetails: ShowMember;
  /** What the tills of a store pass to each other while the hub is away. */
  readonly storeRights: StoreRights;
  readonly memberView: (memberId: string) => Result<MemberView, Refusal>;
  /** A purchase id of this till that was never given before, such as `S1-T2-000451`. */
  readonly newPurchaseId: () => Result<{ purchaseId: string }, Refusal>;
};

const openReceiptsOf = (store: CheckoutPorts['store']): { receipts: OpenReceiptView[] } => ({
  receipts: store.openReceipts().map((receipt) => ({
    purchaseId: receipt.purchaseId,
    member: receipt.memberId,
    openedAt: instantFromMs(receipt.openedMs),
    updatedAt: instantFromMs(receipt.updatedMs),
    netMinor: receipt.quote.totals.net,
    hold: receipt.hold,
  })),
});

export function createCheckout(ports: CheckoutPorts): Checkout {
  const { store } = ports;
  const pricing = createPricing(ports);
  const guard = createSaleGuard(ports);
  const lookUpsOf = (lookUps: LookUpGuard): LookUps => ({
    identify: createIdentify(ports, pricing, lookUps),
    enrolMember: createEnrolMember(ports, pricing, lookUps),
  });
  const own = lookUpsOf(createLookUpGuard(ports));
  const pins = createPinCheck(ports);
  const slips = keepSlips();
  const slipPreview = createSlipPreview(ports, pricing, slips);
  const confirmText = createConfirm(ports, { pricing, slips }, guard);
  return {
    ...own,
    lookUpsAt: keepByName(mostRegisters, own, () => lookUpsOf(createLookUpGuard(ports))),
    identifySold: createIdentify(ports, pricing, null),
    quote: createOpenReceipt(ports, pricing, guard),
    priceOf: createPriceOf(ports, pricing),
    hold: createHold(ports, pricing),
    confirm: (purchaseId, request) => {
      const text = confirmText(purchaseId, request);
      return text.ok ? ok(JSON.parse(text.value) as ConfirmResult) : text;
    },
    confirmText,
    cancel: createCancel(ports),
    returns: createReturns(ports, pricing, pins),
    slipPreview,
    getReady: createGetReady(store, slipPreview),
    approveSale: createApproveSale(ports, pins, guard),
    creditPoints: createCreditPoints(ports, pricing, pins),
    openDrawer: createOpenDrawer(ports, pins),
    pins,
    staff: () => ok(staffList(ports)),
    openReceipts: () => ok(openReceiptsOf(store)),
    memberDetails: createMemberDetails(ports, pricing),
    storeRights: createStoreRights(ports),
    memberView(memberId) {
      const known = store.member(memberId);
      if (known === null)
        return err(refusal('unknown-member', `Member ${memberId} is not known at this till.`));
      const nowMs = saleTimeMs(ports);
      const pack = pricing.activePack(nowMs);
      const program = pack.ok ? pack.value.program : null;
      return ok(
        memberView(
          saleMember(ports, known, nowMs, store.heldPoints(memberId, null)),
          program,
          ports.mode() !== 'online',
        ),
      );
    },
    newPurchaseId() {
      const identity = store.identity.get();
      if (identity === null) return err(refusal('unavailable', 'The till is not enrolled yet.'));
      const number = store.transaction((writer) => writer.nextPurchaseNumber());
      const { epoch } = store.journalHead();
      // A till set up anew counts from 1 again: the epoch keeps its numbers apart from the earlier ones.
      const again = epoch > 1 ? `-${epoch}` : '';
      const place = `${identity.store}-${identity.till}${again}`
        .replace(/[^A-Za-z0-9._:-]/g, '_')
        .slice(0, 50);
      return ok({ purchaseId: `${place}-${String(number).padStart(6, '0')}` });
    },
  };
}

/** One of a kind for each name, made when it is first asked for; the names beyond `most` share `other`. */
function keepByName<T>(most: number, other: T, make: () => T): (name: string) => T {
  const kept = new Map<string, T>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    if (kept.size >= most) return other;
    const made = make();
    kept.set(name, made);
    return made;
  };
}

const staffList = ({ store, cashier }: CheckoutPorts): StaffList => ({
  staff: staffOf(store.config.get()).map(({ id, name, role, pin }) => ({
    id,
    name,
    role,
    hasPin: pin !== null,
  })),
  signedOn: cashier?.() ?? null,
});
