import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPreviewSchema, returnResultSchema } from '../../src/contracts/pos-api.ts';
import { operationSchema, type PurchaseLookup } from '../../src/contracts/sync.ts';
import { assertBalanced } from '../../src/loyalty/ledger/postings.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { err, ok } from '../../src/shared/result.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { memberRecord, page, pointsLot, testPack, testProgram } from '../support/till-fixtures.ts';
import { dayMs, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

const anna = () => memberRecord('m1', { lots: [pointsLot('a', 60), pointsLot('b', 500)] });
const whole = [
  { id: '1', quantity: 2 },
  { id: '2', quantity: 1 },
];
const request = (operation: number, lines = whole, purchaseId = 'P1') => ({
  operationId: operationIdOf(operation),
  returnId: `R-${operation}`,
  purchaseId,
  lines,
});

/** Anna bought the usual cart and paid 100 points, of two lots. */
function soldTill(more: Parameters<typeof openTestTill>[1] = {}, lines = cart().lines) {
  const till = openTestTill([anna()], more);
  const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 100 }, lines });
  const sold = accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt })));
  return { till, sold };
}

/** A member as the ledger sees one: used-up lots are as good as none. */
const essence = (till: ReturnType<typeof openTestTill>) => {
  const record = till.store.member('m1')?.record;
  return { ...record, lots: record?.lots.filter((lot) => lot.remaining !== 0) };
};

describe('returning a whole purchase', () => {
  it('restores the member as if it had never happened, with every lot and its expiry', async () => {
    const { till, sold } = soldTill();
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: whole }));
    expect(returnPreviewSchema.parse(preview)).toEqual(preview);
    const result = accepted(await till.checkout.returns.take(request(2)));
    expect(returnResultSchema.parse(result)).toEqual(result);
    const { needsPin, ...figures } = preview;
    expect(needsPin).toBe(false);
    expect(result).toMatchObject(figures);
    expect(result).toMatchObject({
      whole: true,
      netMinor: sold.quote.totals.net,
      refundMinor: sold.quote.totals.net,
      withheldMinor: 0,
      wallets: [{ wallet: 'main', back: 100, taken: sold.quote.totals.earned.main, debt: 0 }],
    });
    expect(essence(till)).toEqual({ ...anna(), lots: anna().lots, used: { 'milk-20': 0 } });
    expect(result.member?.wallets[0]).toMatchObject({ balance: 560, spendable: 560 });
    const operations = till.store.sync.outbox(10, 1_000_000).operations;
    const operation = operationSchema.parse(JSON.parse(operations[1]?.payload ?? ''));
    expect(canonicalJson(operation)).toBe(operations[1]?.payload);
    expect(operation).toMatchObject({ kind: 'return', body: { purchaseOperation: operationIdOf(1) } });
    if (operation.kind !== 'return') throw new Error('this is a return');
    assertBalanced(operation.body.postings);
    expect(examineTillFile(till.path)).toEqual([]);
  });

  it('cannot happen twice, but the same call gets the same answer', async () => {
    const { till } = soldTill();
    const first = accepted(await till.checkout.returns.take(request(2)));
    expect(accepted(await till.checkout.returns.take(request(2)))).toEqual(first);
    expect(codeOf(await till.checkout.returns.take(request(3)))).toBe('return-refused');
    expect(codeOf(await till.checkout.returns.take(request(2, whole.slice(0, 1))))).toBe('operation-reused');
    expect(till.store.backlog().count).toBe(2);
  });

  it('gives a time of grace to points whose own lot has expired meanwhile', async () => {
    const soon = pointsLot('a', 100, { expiresAt: new Date(noonMs + dayMs).toISOString() });
    const till = openTestTill([memberRecord('m1', { lots: [soon] })]);
    const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 100 } });
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt })));
    till.clock.advance(2 * dayMs);
    const { member } = accepted(await till.checkout.returns.take(request(2)));
    expect(member?.wallets[0]?.spendable).toBe(100);
    till.clock.advance(31 * dayMs);
    expect(accepted(till.checkout.memberView('m1')).wallets[0]?.spendable).toBe(0);
  });
});

describe('points that a return takes and the member has spent', () => {
  /** Anna's only points are those of the purchase, and she spends them. */
  async function spentTill(clawback: 'withhold' | 'debt') {
    const till = openTestTill([memberRecord('m1', { lots: [] })]);
    till.store.sync.apply(page('packs', [['2', testPack(2, { ...testProgram, clawback })]]));
    const receipt = cart({ member: 'm1' });
    const { quote } = accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt })));
    const earned = quote.totals.earned.main ?? 0;
    const spend = cart({
      member: 'm1',
      redeem: { wallet: 'main', max: true },
      lines: [{ id: '1', sku: 'x', quantity: 1, price: 2 * 100 * earned, flags: ['noPoints'] }],
    });
    const spent = accepted(till.checkout.confirm('P2', confirmRequest(2, { receipt: spend }))).quote;
    expect(spent.redeem?.points).toBe(earned);
    const result = accepted(await till.checkout.returns.take(request(3)));
    return { quote, earned, result };
  }

  it('are kept from the refund', async () => {
    const { quote, earned, result } = await spentTill('withhold');
    expect(result).toMatchObject({
      withheldMinor: earned * 100,
      refundMinor: quote.totals.net - earned * 100,
      wallets: [{ taken: 0, debt: 0 }],
    });
    expect(result.member?.wallets[0]?.balance).toBe(0);
  });

  it('become a debt where the program says so', async () => {
    const { quote, earned, result } = await spentTill('debt');
    expect(result).toMatchObject({
      withheldMinor: 0,
      refundMinor: quote.totals.net,
      wallets: [{ taken: earned, debt: earned }],
    });
    expect(result.member?.wallets[0]).toMatchObject({ balance: -earned, spendable: 0 });
  });
});

describe('returns in parts', () => {
  it('in any split and order end where the whole return ends', async () => {
    const pieces = [
      { id: '1', quantity: 1 },
      { id: '1', quantity: 1 },
      { id: '2', quantity: 0.312 },
      { id: '2', quantity: 0.7 },
    ];
    const [milk, bread] = cart().lines;
    const weighed = [milk, bread].flatMap((line, i) =>
      line === undefined ? [] : [i === 1 ? { ...line, quantity: 1.012 } : line],
    );
    const order = fc.shuffledSubarray(pieces, { minLength: pieces.length });
    await fc.assert(
      fc.asyncProperty(order, async (parts) => {
        const { till, sold } = soldTill({}, weighed);
        let refundMinor = 0;
        let operation = 10;
        for (const part of parts) {
          operation += 1;
          refundMinor += accepted(await till.checkout.returns.take(request(operation, [part]))).refundMinor;
        }
        expect(refundMinor).toBe(sold.quote.totals.net);
        expect(essence(till)).toEqual({ ...anna(), used: { 'milk-20': 0 } });
        till.store.close();
      }),
      { numRuns: 12 },
    );
  });

  it('show what is left and refuse more', async () => {
    const { till } = soldTill();
    const part = accepted(await till.checkout.returns.take(request(2, [{ id: '1', quantity: 1 }])));
    expect(part.lines).toMatchObject([{ id: '1', quantity: 1, remaining: 1 }]);
    const more = await till.checkout.returns.preview({ purchaseId: 'P1', lines: [{ id: '1', quantity: 2 }] });
    expect(more).toMatchObject({
      ok: false,
      error: { code: 'return-refused', errors: [{ message: 'more-than-bought' }] },
    });
  });
});

describe('a purchase of another till', () => {
  const elsewhere = (): NonNullable<PurchaseLookup['purchase']> => {
    const { till } = soldTill();
    const [entry] = till.store.sync.outbox(1, 1).operations;
    const operation = operationSchema.parse(JSON.parse(entry?.payload ?? ''));
    if (operation.kind !== 'purchase') throw new Error('a sale is a purchase');
    const { id, at, body } = operation;
    return { operationId: id, at, body, returns: [] };
  };

  it('comes back here while the hub can be asked, less what came back elsewhere', async () => {
    const purchase = elsewhere();
    const returns = [{ operationId: operationIdOf(50), lines: [{ id: '1', quantity: 1 }] }];
    const till = openTestTill([anna()], { askPurchase: async () => ok({ ...purchase, returns }) });
    expect(codeOf(await till.checkout.returns.take(request(2)))).toBe('return-refused');
    const rest = [
      { id: '1', quantity: 1 },
      { id: '2', quantity: 1 },
    ];
    const result = accepted(await till.checkout.returns.take(request(3, rest)));
    expect(result.whole).toBe(true);
    expect(codeOf(await till.checkout.returns.take(request(4, rest)))).toBe('return-refused');
  });

  it('takes and gives points of a buyer whom this till does not know, for the hub to settle', async () => {
    const purchase = elsewhere();
    const till = openTestTill([], { askPurchase: async () => ok(purchase) });
    const result = accepted(await till.checkout.returns.take(request(2)));
    const earned = purchase.body.quote.totals.earned.main;
    expect(result).toMatchObject({
      member: null,
      wallets: [{ wallet: 'main', back: 100, taken: earned, debt: 0 }],
    });
    const [entry] = till.store.sync.outbox(10, 1_000_000).operations;
    const operation = operationSchema.parse(JSON.parse(entry?.payload ?? ''));
    if (operation.kind !== 'return') throw new Error('this is a return');
    expect(operation.body).toMatchObject({
      member: 'm1',
      pointsBack: { main: 100 },
      pointsTaken: { main: earned },
    });
    assertBalanced(operation.body.postings);
    expect(examineTillFile(till.path)).toEqual([]);
  });

  it('is refused plainly while the hub cannot be asked, and unknown when nobody has it', async () => {
    const till = openTestTill([anna()], { askPurchase: async () => err('no line') });
    expect(codeOf(await till.checkout.returns.take(request(2)))).toBe('purchase-elsewhere');
    till.mode = 'offline';
    expect(codeOf(await till.checkout.returns.preview({ purchaseId: 'P1', lines: whole }))).toBe(
      'purchase-elsewhere',
    );
    const asked = openTestTill([anna()], { askPurchase: async () => ok(null) });
    expect(codeOf(await asked.checkout.returns.take(request(2)))).toBe('unknown-purchase');
  });

  it('of a guest gives money back and moves no points', async () => {
    const till = openTestTill([]);
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart() })));
    const result = accepted(await till.checkout.returns.take(request(2)));
    expect(result).toMatchObject({ refundMinor: 24384, wallets: [], member: null });
  });
});
