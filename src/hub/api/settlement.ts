import { z } from 'zod';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { instantToMs } from '../../loyalty/ledger/instant.ts';
import { type Settlement, settlementOf } from '../../loyalty/ledger/settlement.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { HubParts } from './hub-parts.ts';
import { readValue } from './read-body.ts';

const instant = z.iso.datetime({ offset: true });
/** `fresh:fresh-1,fresh-2`: a brand and its stores. */
const brand = z.string().regex(/^[^:,]{1,64}(:[^:,]{1,64}(,[^:,]{1,64})*)$/);

/** `from` included, `to` not; `brand` once for each brand. A store that no brand names is a brand of its own. */
const settlementQuerySchema = z
  .strictObject({
    from: instant,
    to: instant,
    brand: z.union([brand.transform((one) => [one]), z.array(brand).max(1000)]).default([]),
  })
  .refine(({ from, to }) => instantToMs(from) < instantToMs(to), {
    path: ['to'],
    message: '"to" must be later than "from".',
  });

export type SettlementReport = Settlement & {
  readonly from: string;
  readonly to: string;
  /** Wallets that moved but stand in no program in force, so that their points have no value in money. */
  readonly unvalued: readonly string[];
};

/**
 * What the brands of a chain owe each other for operations that arrived at the hub in a period. Counted by arrival, so
 * that a closed period never changes, however late a till delivers.
 */
export async function showSettlement(
  parts: HubParts,
  query: unknown,
): Promise<Result<SettlementReport, Refusal>> {
  const asked = readValue(settlementQuerySchema, query);
  if (!asked.ok) return asked;
  const { from, to } = asked.value;
  const brandOf = brandsByStore(asked.value.brand);
  if (!brandOf.ok) return brandOf;
  const program = await parts.programs.activeAt(parts.clock.wallMs());
  const movements = await parts.store.pointsMovements({ fromMs: instantToMs(from), toMs: instantToMs(to) });
  const wallets = program?.wallets ?? [];
  const known = new Set(wallets.map((wallet) => wallet.id));
  const settled = settlementOf(
    movements
      .filter((one) => known.has(one.wallet))
      .map(({ store, ...one }) => ({ ...one, brand: brandOf.value.get(store) ?? store })),
    wallets,
  );
  const unvalued = [...new Set(movements.map((one) => one.wallet))].filter((id) => !known.has(id));
  return ok({ from, to, ...settled, unvalued });
}

function brandsByStore(texts: readonly string[]): Result<Map<string, string>, Refusal> {
  const brands = new Map<string, string>();
  for (const text of texts) {
    const [name = '', stores = ''] = text.split(':');
    for (const store of stores.split(',')) {
      if (brands.has(store)) {
        const issue = { path: 'brand', message: `Store ${store} is named twice.` };
        return err(refusal('invalid', `Store ${store} belongs to one brand only.`, [issue]));
      }
      brands.set(store, name);
    }
  }
  return ok(brands);
}
