import type { Checkout } from '../../checkout/checkout.ts';
import type { Language } from '../../contracts/local-text.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import type { TillStatus } from '../../contracts/till-status.ts';
import { UI_PROTOCOL, type UiResult } from '../../contracts/ui-api.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TillStore } from '../../store/till-store.ts';
import { type Bench, paperOfBytes } from '../bench.ts';
import type { UiHandlers } from './ui-session.ts';

export type UiHandlerParts = {
  readonly version: string;
  readonly checkout: Checkout;
  readonly store: TillStore;
  readonly status: () => TillStatus;
  readonly language: () => Language;
  readonly bench: Bench | null;
  readonly feed: (deviceId: string, bytes: Uint8Array) => void;
  readonly setConnected: (connected: boolean) => void;
  readonly isPlugged: () => boolean;
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
    });
  };
}

type Named = { readonly id: string; readonly name?: LocalText | null | undefined };

/** Names by id; what the program leaves without a name is called by its id on the screen. */
function namesOf(...groups: readonly (readonly Named[])[]): Record<string, LocalText> {
  const names: Record<string, LocalText> = {};
  for (const { id, name } of groups.flat()) if (name) names[id] = name;
  return names;
}

function programNames(parts: UiHandlerParts): UiResult<'program.names'> {
  const pack = parts.store.packs.byNumber(parts.status().pack?.number ?? 0);
  if (pack === null) return { pack: 0, promotions: {}, tiers: {}, wallets: {} };
  const { promotions, rewards, stampCards, clubs, tiers, wallets } = pack.program;
  return {
    pack: pack.manifest.number,
    promotions: namesOf(promotions, rewards, stampCards, clubs),
    tiers: namesOf(tiers),
    wallets: namesOf(wallets),
  };
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

/** Every call a window can make, on the same use cases as the POS API. */
export function createUiHandlers(parts: UiHandlerParts): UiHandlers {
  const { checkout, store } = parts;
  return {
    hello: hello(parts),
    status: () => ok(parts.status()),
    'program.names': () => ok(programNames(parts)),
    'member.view': ({ id }) => {
      const view = checkout.memberView(id);
      if (view.ok) return ok({ member: view.value });
      return view.error.code === 'unknown-member' ? ok({ member: null }) : view;
    },
    identify: (request) => checkout.identify(request),
    'goods.search': ({ text, limit }) => ok({ goods: store.goods.search(text, limit) }),
    'goods.byCode': ({ code }) => ok({ goods: store.goods.byCode(code) }),
    'receipt.new': () => checkout.newPurchaseId(),
    'receipt.quote': ({ purchaseId, receipt }) => checkout.quote(purchaseId, receipt),
    'receipt.slip': ({ purchaseId }) => {
      const slip = checkout.slipPreview(purchaseId);
      return slip.ok ? ok({ paper: paperOfBytes(Buffer.from(slip.value.escpos, 'base64')) }) : slip;
    },
    'receipt.confirm': ({ purchaseId, ...request }) => checkout.confirm(purchaseId, request),
    'receipt.cancel': ({ purchaseId, ...request }) => checkout.cancel(purchaseId, request),
    'receipt.open': () => checkout.openReceipts(),
    ...benchHandlers(parts),
  };
}
