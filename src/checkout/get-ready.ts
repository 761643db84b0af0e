import { canonicalText } from '../shared/canonical-text.ts';
import type { CheckoutPorts } from './ports.ts';
import type { SlipPreview } from './slip-preview.ts';

/** Texts and slip of an open receipt, made and kept for the case that it is confirmed as it is. */
export const createGetReady =
  (store: CheckoutPorts['store'], slipPreview: SlipPreview) =>
  (purchaseId: string): void => {
    const open = store.receipt(purchaseId);
    if (open?.state !== 'open' || open.cart.lines.length === 0) return;
    store.journalHead();
    canonicalText(open.cart);
    canonicalText(open.quote);
    slipPreview(purchaseId);
  };
