import type { Refusal } from '../../../contracts/refusal.ts';
import { fromThousandths, toThousandths } from '../../../shared/quantity.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { derivedUuid } from '../derived-uuid.ts';
import type { IntegrationParts } from '../parts.ts';
import { lineIdOf } from './cart.ts';
import { purchaseIdOf } from './sale.ts';
import type { SalesReturn } from './schemas.ts';

/** Books a return, once by its id. One that names no sale has nothing to take points back from, and moves none. */
export async function bookMoyskladReturn(
  { checkout, store, log }: IntegrationParts,
  { meta, demand, positions }: SalesReturn,
): Promise<Result<null, Refusal>> {
  const saleId = demand?.meta?.id;
  if (!saleId) {
    log('warn', `MoySklad's return ${meta.id} names no sale: no points were moved.`);
    return ok(null);
  }
  const operationId = derivedUuid('moysklad', 'return', meta.id);
  if (store.answer(operationId) !== null) return ok(null);
  const lines = [...Map.groupBy(positions, lineIdOf)].map(([id, same]) => ({
    id,
    quantity: fromThousandths(same.reduce((sum, { quantity }) => sum + toThousandths(quantity), 0)),
  }));
  const taken = await checkout.returns.take({
    operationId,
    returnId: `moysklad:${meta.id}`,
    purchaseId: purchaseIdOf(saleId),
    lines,
  });
  return taken.ok ? ok(null) : taken;
}
