import type { Checkout } from '../../checkout/checkout.ts';
import type { Language } from '../../contracts/local-text.ts';
import type { Paper } from '../../contracts/paper.ts';
import type { Slip } from '../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { TillStatus } from '../../contracts/till-status.ts';
import { UI_PROTOCOL, type UiResult } from '../../contracts/ui-api.ts';
import type { PrinterProfile } from '../../receipts/escpos/profile.ts';
import type { KeyboardReader } from '../../shared/keyboard-reader.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TillStore } from '../../store/till-store.ts';
import { type Bench, paperOfBytes } from '../bench.ts';
import type { DeviceSetup } from '../setup/device-setup.ts';
import { changeCashier, type SignOn } from '../sign-on.ts';
import { type Spending, whenGathered } from '../store-lan/spending.ts';
import { readHeldCart } from './held-cart.ts';
import { programNames } from './program-names.ts';
import { queueStoredSlip, slipFate } from './stored-slip.ts';
import type { UiHandlers } from './ui-session.ts';

export type UiHandlerParts = {
  readonly version: string;
  readonly checkout: Checkout;
  readonly store: TillStore;
  readonly signOn: SignOn;
  readonly spending: Spending;
  readonly status: () => TillStatus;
  readonly language: () => Language;
  readonly bench: Bench | null;
  /** Of the printer that slips are made for. */
  readonly profile: () => PrinterProfile;
  /** Wall milliseconds. */
  readonly nowMs: () => number;
  readonly printQueued: () => void;
  /** Asks every device how it is now. */
  readonly checkDevices: () => Promise<TillStatus['devices']>;
  /** The wizard for devices: answers its calls itself. */
  readonly setup: DeviceSetup;
  readonly feed: (deviceId: string, bytes: Uint8Array) => void;
  readonly setConnected: (connected: boolean) => void;
  readonly isPlugged: () => boolean;
  /** Readers that type, as windows listen for them. */
  readonly keyboards: () => KeyboardReader[];
};

const noBench = err(refusal('not-found', 'This till has real devices and no bench.'));

function hello(parts: UiHandlerParts): UiHandlers['hello'] {
  return ({ protocol }) => {
    if (protocol !== UI_PROTOCOL) {
      return err(
        refusal('protocol-unsupported', `The agent speaks UI protocol ${UI_PROTOCOL}, not ${protocol}.`),
      );
    }
    const config = parts.store.config.get();
    const status = parts.status();
    const pack = parts.store.packs.byNumber(status.pack?.number ?? 0);
    return ok({
      protocol: UI_PROTOCOL,
      version: parts.version,
      chainName: config?.chainName ?? status.chain,
      storeName: config?.storeName ?? status.store,
      tillName: config?.tillName ?? status.till,
      currency: pack?.program.currency ?? 'RUB',
      language: parts.language(),
      bench: parts.bench !== null,
      cable: parts.isPlugged(),
      keyboards: parts.keyboards(),
    });
  };
}

function namesNow(parts: UiHandlerParts): UiResult<'program.names'> {
  const pack = parts.store.packs.byNumber(parts.status().pack?.number ?? 0);
  return programNames(pack === null ? null : { number: pack.manifest.number, program: pack.program });
}

function benchHandlers(parts: UiHandlerParts) {
  const { bench } = parts;
  return {
    'bench.items': () => (bench === null ? noBench : ok({ items: [...bench.items] })),
    'bench.scan': (what: { item: string } | { text: string }): Result<Record<string, never>, Refusal> => {
      if (bench === null) return noBench;
      const bytes = bench.bytesOf(what);
      if (!bytes.ok) return bytes;
      parts.feed(bench.scannerId, bytes.value);
      return ok({});
    },
    'bench.network': ({ connected }: { connected: boolean }): Result<Record<string, never>, Refusal> => {
      if (bench === null) return noBench;
      parts.setConnected(connected);
      return ok({});
    },
    'bench.paper': () => (bench === null ? noBench : ok({ papers: bench.papers() })),
  };
}

const paperOf = (slip: Slip, profile: PrinterProfile): Paper =>
  paperOfBytes(Buffer.from(slip.escpos, 'base64'), profile);

/** What concerns receipts that were stored before: carts to go on with, slips and their paper. */
function storedHandlers(parts: UiHandlerParts) {
  const { checkout, store } = parts;
  return {
    'receipt.slip': ({ purchaseId }: { purchaseId: string }) => {
      const slip = checkout.slipPreview(purchaseId);
      return slip.ok ? ok({ paper: paperOf(slip.value, parts.profile()) }) : slip;
    },
    'receipt.read': ({ purchaseId }: { purchaseId: string }) =>
      readHeldCart(
        { receipt: store.receipt, goodsByCode: store.goods.byCode, memberView: checkout.memberView },
        purchaseId,
      ),
    'receipt.open': () => checkout.openReceipts(),
    'receipt.printed': ({ purchaseId }: { purchaseId: string }) => ok(slipFate(store, purchaseId)),
    'receipt.reprint': (what: { purchaseId: string; operationId: string }) => {
      const queued = queueStoredSlip(store, what, parts.nowMs());
      if (queued.ok) parts.printQueued();
      return queued;
    },
  };
}

/** Every call a window can make, on the same use cases as the POS API. */
export function createUiHandlers(parts: UiHandlerParts): UiHandlers {
  const { checkout, store } = parts;
  return {
    hello: hello(parts),
    status: () => ok(parts.status()),
    'program.names': () => ok(namesNow(parts)),
    'member.view': ({ id }) => {
      const view = checkout.memberView(id);
      if (view.ok) return ok({ member: view.value });
      return view.error.code === 'unknown-member' ? ok({ member: null }) : view;
    },
    'member.details': ({ id }) => checkout.memberDetails(id),
    identify: (request) => checkout.identify(request),
    'goods.search': ({ text, limit }) => ok({ goods: store.goods.search(text, limit) }),
    'goods.byCode': ({ code }) => ok({ goods: store.goods.byCode(code) }),
    'receipt.new': () => checkout.newPurchaseId(),
    'receipt.quote': ({ purchaseId, receipt }) =>
      whenGathered(parts.spending.before(receipt.member ?? null), () => checkout.quote(purchaseId, receipt)),
    'receipt.confirm': ({ purchaseId, ...request }) => {
      const confirmed = checkout.confirm(purchaseId, request);
      if (!confirmed.ok) return confirmed;
      return ok({ ...confirmed.value, paper: paperOf(confirmed.value.slip, parts.profile()) });
    },
    'receipt.cancel': ({ purchaseId, ...request }) => checkout.cancel(purchaseId, request),
    'receipt.approve': ({ purchaseId, ...request }) => checkout.approveSale(purchaseId, request),
    'member.credit': (request) => checkout.creditPoints(request),
    'drawer.open': (request) => checkout.openDrawer(request),
    'devices.check': async () => ok({ devices: await parts.checkDevices() }),
    'return.find': ({ purchaseId }) => checkout.returns.find(purchaseId),
    'return.preview': (request) => checkout.returns.preview(request),
    'return.take': (request) => checkout.returns.take(request),
    'staff.list': () => checkout.staff(),
    'staff.sign': (who) =>
      changeCashier({ signOn: parts.signOn, pins: checkout.pins, staff: checkout.staff }, who),
    ...parts.setup.calls,
    ...storedHandlers(parts),
    ...benchHandlers(parts),
  };
}
