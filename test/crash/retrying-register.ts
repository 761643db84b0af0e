import { randomUUID } from 'node:crypto';
import { type ConfirmResult, confirmResultSchema, returnResultSchema } from '../../src/contracts/pos-api.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import type { TillProcess } from '../support/shop.ts';

const milk = {
  id: '1',
  sku: '4600000000015',
  name: 'Молоко',
  category: 'dairy/milk',
  quantity: 2,
  price: 8990,
};
const bread = { id: '2', sku: 'b-1', name: 'Хлеб', category: 'bakery', quantity: 3, price: 5490 };

/** Everything a register remembers of one receipt. */
export type Journey = {
  readonly purchaseId: string;
  readonly member: string;
  readonly confirmed: ConfirmResult;
  /** Points that the member gained by it all, by the answers. */
  readonly points: number;
};

export type RetryingRegister = {
  /** Quote, hold, quote, confirm, return of a part, and another receipt that is cancelled. */
  readonly takeThrough: (purchaseId: string, member: string) => Promise<Journey>;
};

/**
 * A cash register that sends a call again, byte for byte, until it is answered. `revive` is called when the agent does
 * not answer, and comes back when there is one again.
 */
export function createRetryingRegister(till: TillProcess, revive: () => Promise<void>): RetryingRegister {
  const call = async (method: string, path: string, body: unknown): Promise<unknown> => {
    for (;;) {
      let answer: { status: number; body: unknown };
      try {
        answer = await till.call(method, path, body);
      } catch {
        await revive();
        continue;
      }
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    }
  };
  const takeThrough = async (purchaseId: string, member: string): Promise<Journey> => {
    const at = new Date().toISOString();
    const path = `/v1/receipts/${purchaseId}`;
    await call('PUT', path, { at, lines: [milk], member });
    await call('POST', `${path}/hold`, { operationId: randomUUID(), wallet: 'main', points: 10 });
    const redeem = { wallet: 'main', points: 10 };
    const told = quoteSchema.parse(await call('PUT', path, { at, lines: [milk, bread], member, redeem }));
    const confirm = {
      operationId: randomUUID(),
      fiscal: { number: purchaseId, time: at },
      tenders: [{ type: 'cash', amount: told.totals.net }],
    };
    const confirmed = confirmResultSchema.parse(await call('POST', `${path}/confirm`, confirm));
    const back = { operationId: randomUUID(), purchaseId, returnId: `R-${purchaseId}` };
    const returned = returnResultSchema.parse(
      await call('POST', '/v1/returns', { ...back, lines: [{ id: '2', quantity: 1 }] }),
    );
    await call('PUT', `/v1/receipts/X-${purchaseId}`, { at, lines: [milk], member });
    await call('POST', `/v1/receipts/X-${purchaseId}/cancel`, { operationId: randomUUID() });
    const { earned } = confirmed.quote.totals;
    const reversed = returned.wallets.reduce((sum, wallet) => sum + wallet.back - wallet.taken, 0);
    return {
      purchaseId,
      member,
      confirmed,
      points: (earned.main ?? 0) - (confirmed.quote.redeem?.points ?? 0) + reversed,
    };
  };
  return { takeThrough };
}
