import { z } from 'zod';
import { confirmRequestSchema } from '../../../contracts/pos-api.ts';
import type { SaleState } from './sale-state.ts';

/**
 * What a window needs to find its sale again after a reload: the cart itself lies with the agent. A payment on its way
 * is kept whole, because only the very same request may be sent again.
 */
const rememberedSchema = z.strictObject({
  purchaseId: z.string().nullable(),
  memberId: z.string().nullable(),
  confirmation: z
    .strictObject({
      purchaseId: z.string(),
      request: confirmRequestSchema,
      tender: z.strictObject({ type: z.enum(['cash', 'card']), givenMinor: z.int() }),
    })
    .nullable(),
});
export type RememberedSale = z.infer<typeof rememberedSchema>;

/** A place that outlives the page, not the till: what is lost with it is found in the list of open receipts. */
export type SaleMemory = {
  load(): RememberedSale | null;
  save(remembered: RememberedSale | null): void;
};

const KEY = 'kopilka.sale';

export const storageMemory = (storage: Storage): SaleMemory => ({
  load() {
    try {
      const parsed = rememberedSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null'));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  },
  save(remembered) {
    if (remembered === null) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(remembered));
  },
});

/** What of this sale is worth finding again; null for an empty or a paid one. */
export function rememberedOf(sale: SaleState): RememberedSale | null {
  const memberId = sale.member?.id ?? null;
  if (sale.phase === 'done' || (sale.purchaseId === null && memberId === null)) return null;
  const confirmation = sale.phase === 'confirming' ? sale.confirmation : null;
  return { purchaseId: sale.purchaseId, memberId, confirmation };
}
